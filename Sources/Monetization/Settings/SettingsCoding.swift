import Ledger
import Money

extension CoinSettings {
  func encode(into writer: inout ByteWriter) {
    writer.write(name)
    writer.write(UInt64(currency.numericCode))
    writer.write(value)
    writer.write(unitPrice != nil)
    if let unitPrice { writer.write(unitPrice) }
  }

  init(from reader: inout ByteReader) throws(DecodingFault) {
    name = try reader.text()
    currency = try reader.currency()
    value = try reader.rate()
    unitPrice = try reader.bool() ? try reader.rate() : nil
  }
}

extension SplitRules {
  /// Writes each rule under the number of its source.
  func encode(into writer: inout ByteWriter) {
    writer.write(UInt64(EarningSource.allCases.count))
    for source in EarningSource.allCases {
      writer.write(source.rawValue)
      rule(for: source).encode(into: &writer)
    }
  }

  /// Reads the rules of settings of a version; a source that they do not know pays nobody else.
  init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    self.init(all: .commission(.zero))
    guard version > 1 else {
      for source in Self.sourcesOfVersion1 { set(try SplitRule(from: &reader), for: source) }
      return
    }
    let count = try reader.unsigned()
    guard count <= 255 else { throw .malformed }
    for _ in 0..<count {
      let source = try reader.enumeration(EarningSource.self, "earning source")
      set(try SplitRule(from: &reader), for: source)
    }
  }

  private static let sourcesOfVersion1: [EarningSource] = [
    .gift, .tip, .like, .ticket, .call, .viewing,
  ]
}

extension SplitRule {
  func encode(into writer: inout ByteWriter) {
    switch self {
    case .commission(let share):
      writer.write(UInt8(1))
      writer.write(UInt64(share.rawValue))
    case .valueShare(let share, let currency):
      writer.write(UInt8(2))
      writer.write(UInt64(share.rawValue))
      writer.write(UInt64(currency.numericCode))
    case .fixedRate(let money, let seconds):
      writer.write(UInt8(3))
      writer.write(money)
      writer.write(Int64(seconds))
    }
  }

  init(from reader: inout ByteReader) throws(DecodingFault) {
    switch try reader.byte() {
    case 1: self = .commission(try reader.basisPoints())
    case 2: self = .valueShare(try reader.basisPoints(), try reader.currency())
    case 3: self = .fixedRate(try reader.money(), perSeconds: try reader.integer(as: Int32.self))
    case let other: throw .unknownCase("split rule", UInt64(other))
    }
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ rate: Rate) {
    write(rate.significand)
    write(rate.scale)
  }
}

extension ByteReader {
  fileprivate mutating func rate() throws(DecodingFault) -> Rate {
    guard let rate = Rate(significand: try integer(), scale: try byte()) else {
      throw .malformed
    }
    return rate
  }

  fileprivate mutating func currency() throws(DecodingFault) -> Currency {
    let number = try unsigned()
    guard let code = UInt16(exactly: number), let currency = Currency(numericCode: code) else {
      throw .unknownCase("currency", number)
    }
    return currency
  }

  fileprivate mutating func basisPoints() throws(DecodingFault) -> BasisPoints {
    guard let number = UInt16(exactly: try unsigned()), let share = BasisPoints(rawValue: number)
    else { throw .malformed }
    return share
  }
}
