import Ledger
import Monetization

/// The payments of a room that wait to be shown, merged by payer and subject; totals are exact.
///
/// When too many wait, those of people who do not wait yet are merged into one crowd per subject.
struct AnimationMerger {
  private struct Key: Hashable {
    let source: EarningSource
    let subject: OwnerID
    /// nil for the crowd.
    let payer: UserID?
  }

  private var waiting: [Key: PaymentAnimation] = [:]
  /// In order of arrival; everything before `first` has been taken.
  private var order: [Key] = []
  private var first = 0

  var isEmpty: Bool { waiting.isEmpty }

  /// How many messages wait.
  var count: Int { waiting.count }

  /// Adds a payment.
  ///
  /// - Returns: Whether it became a part of one that waited.
  mutating func add(_ paid: RoomPayment, waitingMax: Int) -> Bool {
    let payment = paid.payment
    func key(of payer: UserID?) -> Key {
      Key(source: payment.split.source, subject: payment.subject, payer: payer)
    }
    let own = key(of: payment.payer)
    if waiting[own]?.merge(paid) != nil { return true }
    guard waiting.count >= waitingMax else {
      append(own, PaymentAnimation(paid))
      return false
    }
    let crowd = key(of: nil)
    if waiting[crowd]?.merge(paid) != nil { return true }
    append(crowd, PaymentAnimation(paid, isOfCrowd: true))
    return false
  }

  /// The one that has waited longest, which waits no more.
  mutating func next() -> PaymentAnimation? {
    guard first < order.count else { return nil }
    let animation = waiting.removeValue(forKey: order[first])
    first += 1
    if first == order.count || first > 1_000 {
      order.removeFirst(first)
      first = 0
    }
    return animation
  }

  private mutating func append(_ key: Key, _ animation: PaymentAnimation) {
    waiting[key] = animation
    order.append(key)
  }
}
