import Application
import Ledger
import Monetization

/// The members of a group with the highest first sums, highest first.
///
/// While sums only grow the list can be updated; when one shrinks it is rebuilt from the table.
struct RankedMembers: Equatable {
  /// At most ``SumTable/rankedMax``, with their first two sums.
  private(set) var lines: [SumLine] = []

  init() {}

  /// Creates a list from sorted lines.
  init(_ lines: [SumLine]) { self.lines = lines }

  /// Applies a member's new sums, the first of which is at least what it was.
  ///
  /// - Returns: Whether that changed the list.
  mutating func apply(_ line: SumLine) -> Bool {
    if let known = lines.firstIndex(where: { $0.key == line.key }) {
      lines.remove(at: known)
    } else if lines.count == SumTable.rankedMax, let last = lines.last {
      guard line.isAhead(of: last) else { return false }
      lines.removeLast()
    }
    lines.insert(line, at: lines.firstIndex { line.isAhead(of: $0) } ?? lines.count)
    return true
  }

  /// The stored form: each member with its sums.
  var bytes: [UInt8] {
    var writer = ByteWriter(reserving: 256)
    for line in lines {
      writer.write(line.key.second)
      writer.write(line.sums[0])
      writer.write(line.sums[1])
    }
    return writer.bytes
  }

  /// Reads the stored form of a group's list.
  ///
  /// - Throws: ``StoreError/corrupt(_:)``.
  init(of group: Int64, bytes: [UInt8]) throws(StoreError) {
    var reader = ByteReader(bytes)
    do throws(DecodingFault) {
      while !reader.isAtEnd {
        let key = SumKey(group, try reader.integer())
        lines.append(
          SumLine(key: key, sums: .sums(try reader.integer(), try reader.integer())))
      }
    } catch {
      throw .unreadable("the highest members of a group")
    }
  }
}

extension SumLine {
  /// Whether the line comes before another one in a ranked list.
  fileprivate func isAhead(of other: SumLine) -> Bool {
    (other.sums[0], key.second) < (sums[0], other.key.second)
  }
}
