import Ledger

extension ByteReader {
  /// Reads a version byte of which older values are still read.
  ///
  /// - Throws: ``DecodingFault/unknownCase(_:_:)`` for a version of a newer program.
  mutating func version(upTo newest: UInt8, of name: String) throws(DecodingFault) -> UInt8 {
    let found = try byte()
    guard (1...newest).contains(found) else {
      throw .unknownCase("version of " + name, UInt64(found))
    }
    return found
  }

  /// Reads the stored number of an enumeration.
  ///
  /// - Throws: ``DecodingFault/unknownCase(_:_:)``.
  mutating func enumeration<Value: RawRepresentable>(
    _ type: Value.Type, _ name: String
  ) throws(DecodingFault) -> Value where Value.RawValue == UInt8 {
    let number = try byte()
    guard let value = Value(rawValue: number) else { throw .unknownCase(name, UInt64(number)) }
    return value
  }

  /// Reads the number of an enumeration that was written as an integer.
  ///
  /// - Throws: ``DecodingFault/unknownCase(_:_:)``.
  mutating func foldedEnumeration<Value: RawRepresentable>(
    _ type: Value.Type, _ name: String
  ) throws(DecodingFault) -> Value where Value.RawValue == UInt8 {
    let number = try integer()
    guard let raw = UInt8(exactly: number), let value = Value(rawValue: raw) else {
      throw .unknownCase(name, UInt64(bitPattern: number))
    }
    return value
  }
}

extension ByteWriter {
  /// Writes the number of a case, then integers.
  mutating func writeTagged(_ tag: UInt8, _ numbers: Int64...) {
    write(tag)
    for number in numbers { write(number) }
  }
}
