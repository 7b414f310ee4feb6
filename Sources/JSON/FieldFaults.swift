/// An invalid field of a request body.
package struct FieldFault: Equatable, Sendable {
  /// What is wrong with a field; the raw value is stable and shown to clients.
  package enum Code: String, Sendable, CaseIterable {
    /// A required field is absent or `null`.
    case missing
    /// The value is of another JSON type; `1.0` and `"1"` are not integers.
    case wrongType = "wrong_type"
    /// An integer is outside its bounds.
    case outOfRange = "out_of_range"
    /// A text has fewer characters than it must.
    case tooShort = "too_short"
    /// A text has more characters than it may.
    case tooLong = "too_long"
    /// An array has fewer elements than it must.
    case tooFew = "too_few"
    /// An array has more elements than it may.
    case tooMany = "too_many"
    /// A text holds a control character other than tab and line ends.
    case controlCharacter = "control_character"
    /// A text is not one of the values that are allowed.
    case notAllowed = "not_allowed"
    /// A text does not have the form that the field requires.
    case malformed
    /// The request has no field of this name.
    case unknownField = "unknown_field"
  }

  /// The path of the field: `quantity`, `method.email`, `invitees[2]`, or empty for the body
  /// itself.
  package let field: String
  /// The stable code for programs.
  package let code: Code
  /// A sentence for people that says what is required.
  package let message: String

  /// Describes an invalid field.
  package init(field: String, code: Code, message: String) {
    self.field = field
    self.code = code
    self.message = message
  }
}

/// All invalid fields of one request body, in the order in which they were read.
package struct FieldFaults: Error, Equatable, Sendable {
  /// The maximum number of reported faults; a hostile body could have thousands.
  package static let countMax = 32

  /// At least one and at most `countMax` faults.
  package let faults: [FieldFault]
  /// Whether every field has its form, and only rules are broken.
  package let areRules: Bool

  /// Creates the error from its faults.
  package init(_ faults: [FieldFault], areRules: Bool = false) {
    self.areRules = areRules
    self.faults = Array(faults.prefix(Self.countMax))
  }
}
