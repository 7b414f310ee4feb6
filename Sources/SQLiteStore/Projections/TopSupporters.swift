import Application
import Monetization

/// Who gave a creator most, most first: a list that can be kept because sums only grow.
///
/// A sum that shrank could make room for somebody who is not in the list: such a fact would have to
/// read the supporters anew.
struct TopSupporters: Equatable {
  private var sums: [SupporterSum] = []

  /// What a new sum means for the stored list.
  enum Change: Equatable {
    /// Nothing: others gave more.
    case none
    /// The sum is part of the list.
    case put
    /// The sum is part of the list, and somebody else no longer is.
    case putInPlace(of: UserID)
  }

  /// Takes a supporter's sum on, which is at least what it was.
  mutating func take(_ sum: SupporterSum) -> Change {
    if let known = sums.firstIndex(where: { $0.key.sender == sum.key.sender }) {
      sums.remove(at: known)
    } else if sums.count == SupporterSum.topMax, let last = sums.last, !sum.isAhead(of: last) {
      return .none
    }
    sums.insert(sum, at: sums.firstIndex { sum.isAhead(of: $0) } ?? sums.count)
    guard sums.count > SupporterSum.topMax else { return .put }
    return .putInPlace(of: sums.removeLast().key.sender)
  }
}
