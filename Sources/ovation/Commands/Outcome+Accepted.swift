import Application

extension Outcome {
  /// Whether the command happened.
  var isAccepted: Bool { if case .accepted = self { true } else { false } }
}
