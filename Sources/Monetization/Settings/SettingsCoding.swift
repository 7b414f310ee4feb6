import Ledger
import Money

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
  mutating func write(_ rate: Rate) {
    write(rate.significand)
    write(rate.scale)
  }
}

extension ByteReader {
  mutating func rate() throws(DecodingFault) -> Rate {
    guard let rate = Rate(significand: try integer(), scale: try byte()) else {
      throw .malformed
    }
    return rate
  }

  mutating func currency() throws(DecodingFault) -> Currency {
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
