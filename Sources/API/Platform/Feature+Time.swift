import Application

extension Permission {
  /// Only a server that was started for tests has the route.
  static let moveClock = Permission("moveClock", of: .admin)
}

extension Feature {
  /// Moving the time, for tests.
  static let time = Feature("time", TestClockRoutes.endpoints) { $0.testClock != nil }
}
