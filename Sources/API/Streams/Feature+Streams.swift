import Application

extension Permission {
  static let createStreams = Permission("createStreams", of: .creator)
  /// Starting, ending and cancelling: creators their own streams, admins every one.
  static let runStreams = Permission("runStreams", of: [.creator, .admin])
}

extension Feature {
  /// Live streams.
  static let streams = Feature("streams", StreamRoutes.endpoints)
}
