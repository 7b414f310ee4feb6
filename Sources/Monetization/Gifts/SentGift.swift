package import Ledger
package import Money

/// A gift that was sent: its payment and what it says beyond it.
package struct SentGift: Equatable, Sendable {
  package let payment: CreatorPaid
  package let detail: GiftSent

  package init(payment: CreatorPaid, detail: GiftSent) {
    self.payment = payment
    self.detail = detail
  }

  /// Who paid.
  package var sender: UserID { payment.payer }
  /// The creator who was paid.
  package var receiver: UserID { payment.creator }
  /// The gift of the catalog.
  package var gift: GiftID { GiftID(payment.subject.rawValue) }
  /// How many were sent.
  package var quantity: Int64 { detail.quantity }
  /// What the sender paid.
  package var coins: Coins { payment.coins }
  /// The transaction that moved the coins.
  package var transaction: TransactionID { payment.transaction }
  /// The stream in whose room it was sent; nil for none.
  package var stream: StreamID? { payment.place.stream }
  /// The integrator's own id of the post that it was sent to; nil for none.
  package var post: String? { payment.place.post }
}

extension JournalEntry {
  /// The gift that the entry journals; nil when it is about something else.
  package var sentGift: SentGift? {
    var payment: CreatorPaid?
    for fact in facts {
      switch fact {
      case .creatorPaid(let paid): payment = paid
      case .giftSent(let detail): return payment.map { SentGift(payment: $0, detail: detail) }
      default: break
      }
    }
    return nil
  }
}
