package import Ledger

extension Fact {
  /// Writes the stored form: kind, version, fields.
  package func encode(into writer: inout ByteWriter) {
    // Moved in and out: a copy of the writer would copy its bytes.
    var encoder = FactEncoder(writer: consume writer)
    visit(&encoder)
    writer = encoder.writer
  }

  /// Reads the stored form.
  ///
  /// - Throws: ``DecodingFault``.
  package init(from reader: inout ByteReader) throws(DecodingFault) {
    let kind = try reader.enumeration(FactKind.self, "fact")
    try self.init(kind, version: try reader.byte(), from: &reader)
  }

  /// Reads the stored form of entries of version 1 and 2, where facts had no version.
  ///
  /// - Returns: The fact; two for a gift, which had its payment in one fact.
  /// - Throws: ``DecodingFault``.
  static func unversioned(from reader: inout ByteReader) throws(DecodingFault) -> [Fact] {
    let number = try reader.byte()
    switch number {
    case 9:
      let (payment, gift) = try GiftSent.unversioned(from: &reader)
      return [.creatorPaid(payment), .giftSent(gift)]
    case 15:
      return [.purchaseChanged(try PurchaseChange(from: &reader, isFirstPurchaseBonus: true))]
    default:
      guard let kind = FactKind(rawValue: number) else {
        throw .unknownCase("fact", UInt64(number))
      }
      return [try Fact(kind, version: 1, from: &reader)]
    }
  }
}

private struct FactEncoder: FactVisitor {
  var writer: ByteWriter

  mutating func visit(_ body: some FactBody) {
    writer.write(type(of: body).kind.rawValue)
    writer.write(type(of: body).version)
    body.encode(into: &writer)
  }
}

extension ByteReader {
  /// Reads what a fact says, in a version that this program knows.
  ///
  /// - Throws: ``DecodingFault``.
  mutating func fact<Body: FactBody>(_ version: UInt8) throws(DecodingFault) -> Body {
    guard (1...Body.version).contains(version) else {
      throw .unknownCase("version of \(Body.kind)", UInt64(version))
    }
    return try Body(from: &self, version: version)
  }
}
