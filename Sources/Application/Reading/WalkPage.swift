package import Ledger
package import Monetization

/// Where a walk along an account stopped and the next page starts.
package struct WalkCursor: Equatable, Sendable {
  /// The entry to read next.
  package let position: EntryPosition
  /// The number of its newest lines that were already shown.
  package let skip: Int64

  package init(position: EntryPosition, skip: Int64) {
    self.position = position
    self.skip = skip
  }

  /// The wire text: two numbers with a dot between.
  package var text: String { "\(position.rawValue).\(skip)" }

  /// Reads a wire text; nil if it is malformed.
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
  /// The start of the next page; nil at the account's first line.
  package let next: WalkCursor?
  /// How many entries were looked at; the end of the account counts as one.
  package let steps: Int

  /// The maximum number of entries that one page reads, unless it asks for more lines.
  package static let stepsMax = 200
}

/// Walks an account back from its newest posting, or from a cursor.
///
/// Each posting names the entry of the one before it, so the cost of a page is one point read per
/// entry, independent of the length of the history.
///
/// - Parameters:
///   - key: The account.
///   - store: The store that holds it.
///   - cursor: Where to start; nil starts with the newest posting.
///   - limit: At most this many lines.
///   - stepsMax: At most this many entries are read; then the page ends with a cursor, even if it
///     is short or empty. nil: ``WalkPage/stepsMax``, or as many as `limit`.
///   - oldest: Entries before this time end the walk; nil walks to the account's first line.
///   - isWanted: Returns whether to show a line.
/// - Returns: The lines and the start of the next page.
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
    // A cursor comes from a client and may name an entry that does not exist: the walk ends.
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
    // A cursor may name an entry of another account: the walk ends.
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
