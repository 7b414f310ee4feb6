package import Ledger
import Money

extension Fact {
  /// Writes the stored form: the fact's number, then its fields.
  package func encode(into writer: inout ByteWriter) {
    switch self {
    case .userRegistered(let user): writer.writeTagged(1, user.rawValue)
    case .userChanged(let user): writer.writeTagged(2, user.rawValue)
    case .creatorApplied(let user): writer.writeTagged(3, user.rawValue)
    case .creatorReviewed(let user, let status):
      writer.writeTagged(4, user.rawValue, Int64(status.rawValue))
    case .giftSaved(let gift): writer.writeTagged(5, gift.rawValue)
    case .packageSaved(let package): writer.writeTagged(6, package.rawValue)
    case .purchaseChanged(let change):
      writer.write(UInt8(change.offer.isFirstPurchaseBonus ? 15 : 7))
      change.encode(into: &writer)
    case .gatewayEventStored(let event, let verdict):
      writer.writeTagged(8, event.rawValue, Int64(verdict.rawValue))
    case .giftSent(let sent):
      writer.write(UInt8(9))
      sent.encode(into: &writer)
    case .streamChanged(let stream, let creator, let status):
      writer.writeTagged(10, stream.rawValue, creator.rawValue, Int64(status.rawValue))
    case .settingsSaved(let version): writer.writeTagged(11, version)
    case .apiKeyCreated(let key): writer.writeTagged(12, key.rawValue)
    case .apiKeyRevoked(let key): writer.writeTagged(13, key.rawValue)
    case .walletAdjusted(let user, let quantity): writer.writeTagged(14, user.rawValue, quantity)
    case .lookUpBegun(let purchase, let next): writer.writeTagged(16, purchase.rawValue, next)
    }
  }

  /// Reads the stored form.
  ///
  /// - Throws: ``DecodingFault``.
  package init(from reader: inout ByteReader) throws(DecodingFault) {
    switch try reader.byte() {
    case 1: self = .userRegistered(UserID(try reader.integer()))
    case 2: self = .userChanged(UserID(try reader.integer()))
    case 3: self = .creatorApplied(UserID(try reader.integer()))
    case 4:
      self = .creatorReviewed(
        UserID(try reader.integer()),
        try reader.foldedEnumeration(CreatorStatus.self, "creator status"))
    case 5: self = .giftSaved(GiftID(try reader.integer()))
    case 6: self = .packageSaved(PackageID(try reader.integer()))
    case 7:
      self = .purchaseChanged(try PurchaseChange(from: &reader, isFirstPurchaseBonus: false))
    case 8:
      self = .gatewayEventStored(
        GatewayEventID(try reader.integer()),
        try reader.foldedEnumeration(GatewayEventVerdict.self, "gateway event verdict"))
    case 9: self = .giftSent(try GiftSent(from: &reader))
    case 10:
      self = .streamChanged(
        StreamID(try reader.integer()), creator: UserID(try reader.integer()),
        try reader.foldedEnumeration(StreamStatus.self, "stream status"))
    case 11: self = .settingsSaved(version: try reader.integer())
    case 12: self = .apiKeyCreated(APIKeyID(try reader.integer()))
    case 13: self = .apiKeyRevoked(APIKeyID(try reader.integer()))
    case 14: self = .walletAdjusted(UserID(try reader.integer()), quantity: try reader.integer())
    case 15:
      self = .purchaseChanged(try PurchaseChange(from: &reader, isFirstPurchaseBonus: true))
    case 16: self = .lookUpBegun(PurchaseID(try reader.integer()), next: try reader.integer())
    case let other: throw .unknownCase("fact", UInt64(other))
    }
  }
}

extension GiftSent {
  func encode(into writer: inout ByteWriter) {
    writer.write(transaction.rawValue)
    writer.write(sender.rawValue)
    writer.write(receiver.rawValue)
    writer.write(gift.rawValue)
    writer.write(quantity)
    writer.write(coins.count)
    split.encode(into: &writer)
    writer.write(stream?.rawValue)
    writer.write(post)
    writer.write(combo.rawValue)
    writer.write(comboCount)
    writer.write(hasMessage)
  }

  init(from reader: inout ByteReader) throws(DecodingFault) {
    transaction = TransactionID(try reader.integer())
    sender = UserID(try reader.integer())
    receiver = UserID(try reader.integer())
    gift = GiftID(try reader.integer())
    quantity = try reader.integer()
    coins = Coins(try reader.integer())
    split = try RecordedSplit(from: &reader)
    stream = try reader.optionalInteger().map { StreamID($0) }
    post = try reader.optionalText()
    combo = TransactionID(try reader.integer())
    comboCount = try reader.integer()
    hasMessage = try reader.bool()
  }
}

extension RecordedSplit {
  func encode(into writer: inout ByteWriter) {
    writer.write(source.rawValue)
    writer.write(UInt64(unit.rawValue))
    writer.write(gross)
    writer.write(commission)
    writer.write(UInt64(share.rawValue))
    writer.write(carryBefore.parts)
    writer.write(carryAfter.parts)
  }

  init(from reader: inout ByteReader) throws(DecodingFault) {
    source = try reader.enumeration(EarningSource.self, "earning source")
    guard let unit = UInt16(exactly: try reader.unsigned()).flatMap(AmountUnit.init(rawValue:))
    else { throw .malformed }
    self.unit = unit
    gross = try reader.integer()
    commission = try reader.integer()
    guard let share = UInt16(exactly: try reader.unsigned()).flatMap(BasisPoints.init(rawValue:)),
      let before = Carry(parts: try reader.integer()),
      let after = Carry(parts: try reader.integer())
    else { throw .malformed }
    self.share = share
    carryBefore = before
    carryAfter = after
  }
}
