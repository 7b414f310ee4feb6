/// Reads the fields of a request body strictly and notes every one that is at fault.
///
/// A route asks for each field that it knows and then calls `finish()`, which throws if anything
/// was wrong, fields that nobody asked for included. Until then a field at fault reads as a
/// placeholder (empty, the lower bound, false), so the values may be used only after `finish()`.
/// For optional fields `null` means absent.
///
/// ```swift
/// var body = ObjectReader(value)
/// let giftId = body.string("giftId", 1...64)
/// let quantity = body.optionalInteger("quantity", 1...999) ?? 1
/// try body.finish()
/// ```
package struct ObjectReader: Sendable {
  /// The integers that every JSON reader holds exactly: ±(2⁵³ − 1).
  package static let safeIntegers: ClosedRange<Int64> =
    -9_007_199_254_740_991...9_007_199_254_740_991

  private let path: String
  private let members: [JSONValue.Member]
  private var isRead: [Bool]
  private(set) var faults: [FieldFault] = []

  /// Starts to read a body; a value that is no object is itself a fault.
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
        FieldFault(field: path, code: .wrongType, message: "A JSON object is expected here."))
    }
    isRead = Array(repeating: false, count: members.count)
  }

  /// Ends the reading: everything that was asked for is there and nothing else is.
  ///
  /// - Throws: `FieldFaults` with every field at fault.
  package mutating func finish() throws(FieldFaults) {
    noteUnknownFields()
    guard faults.isEmpty else { throw FieldFaults(faults) }
  }

  /// Tells whether a field is present, `null` included, as a PATCH must know.
  package func has(_ name: String) -> Bool {
    members.contains { $0.name == name }
  }

  /// The members that nobody has asked for yet, which thereby become known.
  ///
  /// For bodies that carry what a gateway's browser flow returned, under its own names.
  package mutating func rest() -> [JSONValue.Member] {
    defer { isRead = Array(repeating: true, count: members.count) }
    return zip(members, isRead).filter { !$0.1 }.map(\.0)
  }

  /// Notes a fault that only the route itself can see.
  package mutating func note(_ name: String, _ code: FieldFault.Code, _ message: String) {
    guard faults.count < FieldFaults.countMax else { return }
    faults.append(FieldFault(field: fullName(name), code: code, message: message))
  }

  /// The value of a field, or nil if it is absent or `null`; from now on the field is known.
  mutating func take(_ name: String) -> JSONValue? {
    guard let index = members.firstIndex(where: { $0.name == name }) else { return nil }
    isRead[index] = true
    let value = members[index].value
    return value == .null ? nil : value
  }

  /// Notes that a required field is absent.
  mutating func noteMissing(_ name: String) {
    note(name, .missing, "\(fullName(name)) is required.")
  }

  /// Takes over what an inner reader found.
  mutating func adopt(_ inner: consuming ObjectReader) {
    inner.noteUnknownFields()
    faults.append(contentsOf: inner.faults.prefix(FieldFaults.countMax - faults.count))
  }

  /// A field as the client has to look for it, parents first.
  func fullName(_ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }

  private mutating func noteUnknownFields() {
    guard isRead.contains(false) else { return }
    for member in rest() where faults.count < FieldFaults.countMax {
      // A name is echoed only so far: the client chose it and it may be as long as the body. It is
      // cut by scalars, because a single character may be a heap of marks as long as the body.
      let name = String(String.UnicodeScalarView(member.name.unicodeScalars.prefix(64)))
      note(name, .unknownField, "\(fullName(name)) is not a field of this request.")
    }
  }
}
