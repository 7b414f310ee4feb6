import Ledger

/// What happened, as later readers need it; the journal holds only these and transactions.
///
/// Names and messages are not in here: they enter as salted digests (``JournalEntry/texts``).
/// A new kind of fact is a case here, a line in each of the three lists below, and a number in
/// ``FactKind``; a forgotten line does not compile.
package enum Fact: Equatable, Sendable {
  case userRegistered(UserRegistered)
  case userChanged(UserChanged)
  case creatorApplied(CreatorApplied)
  case creatorReviewed(CreatorReviewed)
  case giftSaved(GiftSaved)
  case packageSaved(PackageSaved)
  case purchaseChanged(PurchaseChange)
  case gatewayEventStored(GatewayEventStored)
  case lookUpBegun(LookUpBegun)
  case creatorPaid(CreatorPaid)
  indirect case creatorPaymentReversed(CreatorPaymentReversed)
  case giftSent(GiftSent)
  case streamChanged(StreamChanged)
  case streamEdited(StreamEdited)
  case settingsSaved(SettingsSaved)
  case apiKeyCreated(APIKeyCreated)
  case apiKeyRevoked(APIKeyRevoked)
  case walletAdjusted(WalletAdjusted)

  /// Hands what the fact says to a visitor.
  package func visit<Visitor: FactVisitor>(_ visitor: inout Visitor) {
    switch self {
    case .userRegistered(let body): visitor.visit(body)
    case .userChanged(let body): visitor.visit(body)
    case .creatorApplied(let body): visitor.visit(body)
    case .creatorReviewed(let body): visitor.visit(body)
    case .giftSaved(let body): visitor.visit(body)
    case .packageSaved(let body): visitor.visit(body)
    case .purchaseChanged(let body): visitor.visit(body)
    case .gatewayEventStored(let body): visitor.visit(body)
    case .lookUpBegun(let body): visitor.visit(body)
    case .creatorPaid(let body): visitor.visit(body)
    case .creatorPaymentReversed(let body): visitor.visit(body)
    case .giftSent(let body): visitor.visit(body)
    case .streamChanged(let body): visitor.visit(body)
    case .streamEdited(let body): visitor.visit(body)
    case .settingsSaved(let body): visitor.visit(body)
    case .apiKeyCreated(let body): visitor.visit(body)
    case .apiKeyRevoked(let body): visitor.visit(body)
    case .walletAdjusted(let body): visitor.visit(body)
    }
  }

  /// Reads a fact of a kind.
  ///
  /// - Throws: ``DecodingFault``.
  init(
    _ kind: FactKind, version: UInt8, from reader: inout ByteReader
  ) throws(DecodingFault) {
    switch kind {
    case .userRegistered: self = .userRegistered(try reader.fact(version))
    case .userChanged: self = .userChanged(try reader.fact(version))
    case .creatorApplied: self = .creatorApplied(try reader.fact(version))
    case .creatorReviewed: self = .creatorReviewed(try reader.fact(version))
    case .giftSaved: self = .giftSaved(try reader.fact(version))
    case .packageSaved: self = .packageSaved(try reader.fact(version))
    case .purchaseChanged: self = .purchaseChanged(try reader.fact(version))
    case .gatewayEventStored: self = .gatewayEventStored(try reader.fact(version))
    case .lookUpBegun: self = .lookUpBegun(try reader.fact(version))
    case .creatorPaid: self = .creatorPaid(try reader.fact(version))
    case .creatorPaymentReversed: self = .creatorPaymentReversed(try reader.fact(version))
    case .giftSent: self = .giftSent(try reader.fact(version))
    case .streamChanged: self = .streamChanged(try reader.fact(version))
    case .streamEdited: self = .streamEdited(try reader.fact(version))
    case .settingsSaved: self = .settingsSaved(try reader.fact(version))
    case .apiKeyCreated: self = .apiKeyCreated(try reader.fact(version))
    case .apiKeyRevoked: self = .apiKeyRevoked(try reader.fact(version))
    case .walletAdjusted: self = .walletAdjusted(try reader.fact(version))
    }
  }
}

/// Somebody who does the same with every kind of fact.
package protocol FactVisitor {
  mutating func visit(_ body: some FactBody)
}
