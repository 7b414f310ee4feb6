import Application

/// Who may sign in to the demo.
enum DemoUser {
  /// The cast of the demo; nobody else can.
  static let all = DemoCatalog.people
}
