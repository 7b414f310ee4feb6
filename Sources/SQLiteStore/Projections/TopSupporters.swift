import Application
import Ledger
import Monetization

/// Who gave a creator most, most first: a list that can be kept because sums only grow.
///
/// A sum that shrank could make room for somebody who is not in the list: such a fact would have to
/// read the supporters anew.
struct TopSupporters: Equatable {
  /// At most ``SupporterSum/topMax``.
  private(set) var sums: [SupporterSum] = []

  init() {}

  /// Takes a supporter's sum on, which is at least what it was.
  ///
  /// - Returns: Whether it changed the list.
  mutating func take(_ sum: SupporterSum) -> Bool {
    if let known = sums.firstIndex(where: { $0.key.sender == sum.key.sender }) {
      sums.remove(at: known)
    } else if sums.count == SupporterSum.topMax, let last = sums.last {
      guard sum.isAhead(of: last) else { return false }
      sums.removeLast()
    }
    sums.insert(sum, at: sums.firstIndex { sum.isAhead(of: $0) } ?? sums.count)
    return true
  }

  /// The stored form: sender, coins and count of each.
  var bytes: [UInt8] {
    var writer = ByteWriter(reserving: 256)
    for sum in sums {
      writer.write(sum.key.sender.rawValue)
      writer.write(sum.coins)
      writer.write(sum.count)
    }
    return writer.bytes
  }

  /// Reads the stored form of a creator's list.
  ///
  /// - Throws: ``StoreError/corrupt(_:)``.
  init(of creator: UserID, bytes: [UInt8]) throws(StoreError) {
    var reader = ByteReader(bytes)
    do throws(DecodingFault) {
      while !reader.isAtEnd {
        let key = SupporterKey(creator: creator, sender: UserID(try reader.integer()))
        sums.append(
          SupporterSum(key: key, coins: try reader.integer(), count: try reader.integer()))
      }
    } catch {
      throw .unreadable("the top supporters of a creator")
    }
  }
}
