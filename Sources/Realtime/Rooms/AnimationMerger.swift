import Ledger
import Monetization

/// The gifts of a room that wait to be shown, merged by sender and gift; totals are exact.
///
/// When too many wait, gifts of senders who do not wait yet are merged into one crowd per gift.
struct AnimationMerger {
  private enum Key: Hashable {
    case sender(UserID, GiftID)
    case crowd(GiftID)
  }

  private var waiting: [Key: GiftAnimation] = [:]
  /// In order of arrival; everything before `first` has been taken.
  private var order: [Key] = []
  private var first = 0

  var isEmpty: Bool { waiting.isEmpty }

  /// How many messages wait.
  var count: Int { waiting.count }

  /// Takes a gift on.
  ///
  /// - Returns: Whether it became a part of one that waited.
  mutating func add(_ sent: SentGift, at position: EntryPosition, waitingMax: Int) -> Bool {
    let own = Key.sender(sent.sender, sent.gift)
    if waiting[own]?.merge(sent, at: position) != nil { return true }
    guard waiting.count >= waitingMax else {
      append(own, GiftAnimation(sent, at: position))
      return false
    }
    let crowd = Key.crowd(sent.gift)
    if waiting[crowd]?.merge(sent, at: position) != nil { return true }
    append(crowd, GiftAnimation(sent, at: position, isOfCrowd: true))
    return false
  }

  /// The one that has waited longest, which waits no more.
  mutating func next() -> GiftAnimation? {
    guard first < order.count else { return nil }
    let animation = waiting.removeValue(forKey: order[first])
    first += 1
    if first == order.count || first > 1_000 {
      order.removeFirst(first)
      first = 0
    }
    return animation
  }

  private mutating func append(_ key: Key, _ animation: GiftAnimation) {
    waiting[key] = animation
    order.append(key)
  }
}
