import JSON

/// What a client of the JSON door may say.
enum ClientMessage: Equatable {
  case join(room: String, after: Int64?)
  case leave(room: String)
  case ping
  case authenticate(token: String)

  private enum Kind: String, CaseIterable {
    case join, leave, ping, auth
  }

  /// Reads a message; unknown fields are ignored, as later clients may send more.
  ///
  /// - Throws: `DoorFault`: `malformedRequest` for what is no message at all, `validationFailed`
  ///   for a field of the wrong form.
  init(_ text: String) throws(DoorFault) {
    let value: JSONValue
    do {
      value = try JSONValue(parsing: Array(text.utf8))
    } catch {
      throw .malformedRequest
    }
    guard let name = value["type"]?.stringValue, let kind = Kind(rawValue: name) else {
      throw .malformedRequest
    }
    var reader = ObjectReader(value)
    let message = Self.read(kind, &reader)
    _ = reader.remaining()
    do {
      try reader.finish()
    } catch {
      throw .validationFailed
    }
    self = message
  }

  private static func read(_ kind: Kind, _ reader: inout ObjectReader) -> ClientMessage {
    switch kind {
    case .join:
      .join(
        room: reader.string("room", 1...128),
        after: reader.nullable("after") {
          $0.optionalInteger($1, 0...ObjectReader.safeIntegers.upperBound)
        })
    case .leave: .leave(room: reader.string("room", 1...128))
    case .ping: .ping
    case .auth: .authenticate(token: reader.string("token", 1...4_000))
    }
  }
}
