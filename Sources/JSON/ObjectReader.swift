/// Reads the fields of a request body strictly and collects every invalid one.
///
/// A route reads each of its fields and then calls `finish()`, which throws if any field was
/// invalid or unknown. Until then an invalid field reads as a placeholder (empty, the lower bound,
/// false), so the values may be used only after `finish()`. `null` is a fault, unless the route
/// reads the field as one that may be cleared.
///
/// ```swift
/// var body = ObjectReader(value)
/// let giftId = body.string("giftId", 1...64)
/// let quantity = body.optionalInteger("quantity", 1...999) ?? 1
/// try body.finish()
/// ```
package struct ObjectReader: Sendable {
  /// The integers that every JSON reader represents exactly: ±(2⁵³ − 1).
  package static let safeIntegers: ClosedRange<Int64> =
    -9_007_199_254_740_991...9_007_199_254_740_991

  private let path: String
  private let members: [JSONValue.Member]
  private var isRead: [Bool]
  private(set) var faults: [FieldFault] = []
  /// What has its form and breaks a rule that needs nothing but the body.
  private(set) var violations: [FieldFault] = []
  /// The field that is read now and may be `null`.
  private var nullable: String?

  /// Starts to read a body; a value that is not an object is a fault.
  package init(_ value: JSONValue) {
    self.init(value, path: "")
  }

  init(_ value: JSONValue, path: String) {
    self.path = path
    if case .object(let members) = value {
      self.members = members
    } else {
      members = []
      faults.append(
        FieldFault(field: path, code: .wrongType, message: "The body must be a JSON object."))
    }
    isRead = Array(repeating: false, count: members.count)
  }

  /// Checks that every field was valid and that no other field is present.
  ///
  /// - Throws: `FieldFaults` with every invalid field.
  package mutating func finish() throws(FieldFaults) {
    noteUnknownFields()
    guard faults.isEmpty, violations.isEmpty else {
      throw FieldFaults(faults + violations, areRules: faults.isEmpty)
    }
  }

  /// Whether a field is present, also as `null`; needed by PATCH.
  package func has(_ name: String) -> Bool {
    members.contains { $0.name == name }
  }

  /// The members that were not read yet; they then count as read.
  ///
  /// For bodies with the fields that a gateway's browser flow returned, under its own names.
  package mutating func remaining() -> [JSONValue.Member] {
    defer { isRead = Array(repeating: true, count: members.count) }
    return zip(members, isRead).filter { !$0.1 }.map(\.0)
  }

  /// Adds a fault that only the route can detect.
  package mutating func note(_ name: String, _ code: FieldFault.Code, _ message: String) {
    guard faults.count < FieldFaults.countMax else { return }
    faults.append(FieldFault(field: fullName(name), code: code, message: message))
  }

  /// Notes that a field has its form and breaks a rule; told with all other faults.
  package mutating func violate(_ name: String, _ message: String) {
    guard violations.count < FieldFaults.countMax else { return }
    violations.append(FieldFault(field: fullName(name), code: .notAllowed, message: message))
  }

  /// Reads a field that may be `null`, which then reads as absent.
  package mutating func nullable<Value>(
    _ name: String, _ read: (inout ObjectReader, String) -> Value?
  ) -> Value? {
    nullable = name
    defer { nullable = nil }
    return read(&self, name)
  }

  /// The value of a field, which then counts as read; nil if it is absent, or `null` where that is
  /// allowed or a fault.
  mutating func value(of name: String) -> JSONValue? {
    guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
    isRead[index] = true
    let value = members[index].value
    guard value == .null else { return value }
    if nullable != name {
      note(name, .wrongType, "\(fullName(name)) must not be null; leave it out.")
    }
    return nil
  }

  /// Adds the fault of an absent required field; one that is `null` has its own already.
  mutating func noteMissing(_ name: String) {
    guard !has(name) else { return }
    note(name, .missing, "\(fullName(name)) is required.")
  }

  /// Merges the faults of an inner reader.
  mutating func merge(_ inner: consuming ObjectReader) {
    inner.noteUnknownFields()
    faults.append(contentsOf: inner.faults.prefix(FieldFaults.countMax - faults.count))
    violations += inner.violations.prefix(FieldFaults.countMax - violations.count)
  }

  /// The path of a field, parents first.
  func fullName(_ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private mutating func noteUnknownFields() {
    guard isRead.contains(false) else { return }
    for member in remaining() where faults.count < FieldFaults.countMax {
      // The client chose the name, which may be as long as the body, so it is truncated; by
      // scalars, because a single character may consist of any number of combining marks.
      let name = String(String.UnicodeScalarView(member.name.unicodeScalars.prefix(64)))
      note(name, .unknownField, "\(fullName(name)) is not a field of this request.")
    }
  }
}
