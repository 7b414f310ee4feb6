package import Ledger
package import Monetization

/// Where a walk along an account stops and the next one goes on.
package struct WalkCursor: Equatable, Sendable {
  /// The entry to look at next.
  package let position: EntryPosition
  /// How many of its newest lines were shown already.
  package let skip: Int64

  package init(position: EntryPosition, skip: Int64) {
    self.position = position
    self.skip = skip
  }

  /// The wire text: two numbers with a dot between.
  package var text: String { "\(position.rawValue).\(skip)" }

  /// The cursor that a wire text writes; nil for any other text.
  package init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let position = Int64(parts[0]), let skip = Int64(parts[1]),
      position > 0, (0...1_000).contains(skip), "\(position).\(skip)" == text
    else { return nil }
    self.init(position: EntryPosition(rawValue: position), skip: skip)
  }
}

/// One line of an account's statement with its transaction.
package struct WalkLine: Equatable, Sendable {
  package let entry: JournalEntry
  package let transaction: Transaction
  package let posting: Posting
}

/// One page of a walk.
package struct WalkPage: Equatable, Sendable {
  /// Newest first.
  package let lines: [WalkLine]
  /// Where the next page goes on; nil at the account's first line.
  package let next: WalkCursor?
  /// How many entries were looked at; the end of the account counts as one.
  package let steps: Int

  /// Entries that one page looks at, where it does not ask for more lines than that.
  package static let stepsMax = 200
}

/// Walks an account back from its newest posting, or from a cursor.
///
/// Each posting names the entry of the one before it, so a page costs as many point reads as it
/// looks at entries, however long the history is.
///
/// - Parameters:
///   - key: The account.
///   - store: Holds it.
///   - cursor: Where to go on; nil begins with the newest posting.
///   - limit: At most this many lines.
///   - stepsMax: At most this many entries are looked at; then the page ends with a cursor, be
///     it short or empty. nil: ``WalkPage/stepsMax``, or as many as `limit`.
///   - oldest: Entries before this time end the walk; nil walks to the account's first line.
///   - isWanted: Which lines to show.
/// - Returns: The lines and where the next page goes on.
/// - Throws: ``StoreError``.
package func walk(
  _ key: AccountKey, in store: any Store, from cursor: WalkCursor?, limit: Int,
  stepsMax: Int? = nil, oldest: Timestamp? = nil, isWanted: (WalkLine) -> Bool
) throws(StoreError) -> WalkPage {
  var lines: [WalkLine] = []
  var position: EntryPosition
  var skip: Int64
  if let cursor {
    (position, skip) = (cursor.position, cursor.skip)
  } else {
    position = try store.state(of: [key.owner]).account(key).last
    skip = 0
  }
  let stepsMax = stepsMax ?? max(limit, WalkPage.stepsMax)
  for steps in 1...stepsMax {
    guard position != .none else { return WalkPage(lines: lines, next: nil, steps: steps) }
    // A cursor comes from outside and may name an entry that never was: it ends the walk.
    if position == cursor?.position, try store.entry(at: position) == nil {
      return WalkPage(lines: lines, next: nil, steps: steps)
    }
    let entry = try store.journalEntry(at: position)
    if let oldest, entry.stamp.time < oldest {
      return WalkPage(lines: lines, next: nil, steps: steps)
    }
    let own = ownLines(of: key, in: entry)
    for (index, line) in own.enumerated().dropFirst(Int(skip)) where isWanted(line) {
      guard lines.count < limit else {
        return WalkPage(
          lines: lines, next: WalkCursor(position: position, skip: Int64(index)), steps: steps)
      }
      lines.append(line)
    }
    // A cursor of another account's entry would walk nowhere: it ends the walk.
    position = own.last?.posting.previous ?? .none
    skip = 0
  }
  return WalkPage(
    lines: lines, next: position == .none ? nil : WalkCursor(position: position, skip: 0),
    steps: stepsMax)
}

/// The account's postings of an entry, newest first.
private func ownLines(of key: AccountKey, in entry: JournalEntry) -> [WalkLine] {
  entry.transactions.reversed().flatMap { transaction in
    transaction.postings.reversed().filter { $0.account == key }.map {
      WalkLine(entry: entry, transaction: transaction, posting: $0)
    }
  }
}
