package import Ledger

/// The kinds of facts; the numbers are stored and never reused.
///
/// Number 15 was a purchase whose bonus comes only with the first one, and 9 a gift together with
/// its payment: both are read from entries of version 1 and 2.
package enum FactKind: UInt8, Sendable, CaseIterable {
  case userRegistered = 1
  case userChanged = 2
  case creatorApplied = 3
  case creatorReviewed = 4
  case giftSaved = 5
  case packageSaved = 6
  case purchaseChanged = 7
  case gatewayEventStored = 8
  case streamChanged = 10
  case settingsSaved = 11
  case apiKeyCreated = 12
  case apiKeyRevoked = 13
  case walletAdjusted = 14
  case lookUpBegun = 16
  case creatorPaid = 17
  case creatorPaymentReversed = 18
  case giftSent = 19
  case streamEdited = 20
}

/// What one kind of fact says, in its stored form, and what that means to those who read it.
package protocol FactBody: Equatable, Sendable {
  static var kind: FactKind { get }
  /// The version that ``encode(into:)`` writes, from 1 on; older ones are read for ever.
  static var version: UInt8 { get }

  /// Writes the fields.
  func encode(into writer: inout ByteWriter)

  /// Reads the fields of a version from 1 to ``version``.
  ///
  /// - Throws: ``DecodingFault``.
  init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault)

  /// Tells a reader what the fact means.
  ///
  /// - Parameters:
  ///   - reader: Who is told.
  ///   - context: The entry, and the payment that the fact says more of.
  func read(by reader: inout some FactReader, in context: FactContext)
}

extension FactBody {
  package static var version: UInt8 { 1 }
}

/// What stands around a fact.
package struct FactContext: Sendable {
  package let entry: JournalEntry
  /// The payment that stands before the fact in its entry; nil when none does.
  package var payment: CreatorPaid?
}

/// Somebody who wants to know what facts mean, without knowing the kinds of facts.
///
/// A reader takes what concerns it and inherits that the rest does not: a new kind of fact is told
/// to every reader, and changes none of them.
package protocol FactReader {
  /// The days of which it keeps sums.
  var days: ReportingDays { get }

  /// What others remember of an owner is no longer so.
  mutating func changed(_ owner: OwnerID)

  /// An owner is in a list from now on, or no longer.
  mutating func listed(_ member: OwnerID, in list: Listing, _ isMember: Bool)

  /// Sums grow.
  mutating func added(_ sums: SumRow, to key: SumKey, of table: SumTable)

  /// A post received gifts; its newest ones are listed with it.
  mutating func received(
    _ count: Int64, coins: Int64, at position: EntryPosition, onPost post: String)

  /// A creator was paid.
  mutating func paid(_ payment: CreatorPaid, in entry: JournalEntry)

  /// A payment to a creator was returned.
  mutating func reversed(_ reversal: CreatorPaymentReversed, in entry: JournalEntry)

  /// Something is sent to the people in a room.
  mutating func published(_ event: RoomEvent, in room: RoomKey)
}

extension FactReader {
  package var days: ReportingDays { .utc }
  package mutating func changed(_ owner: OwnerID) {}
  package mutating func listed(_ member: OwnerID, in list: Listing, _ isMember: Bool) {}
  package mutating func added(_ sums: SumRow, to key: SumKey, of table: SumTable) {}
  package mutating func received(
    _ count: Int64, coins: Int64, at position: EntryPosition, onPost post: String
  ) {}
  package mutating func paid(_ payment: CreatorPaid, in entry: JournalEntry) {}
  package mutating func reversed(_ reversal: CreatorPaymentReversed, in entry: JournalEntry) {}
  package mutating func published(_ event: RoomEvent, in room: RoomKey) {}

  /// Says that an owner is in the one list that fits its state, and in no other one of that kind.
  package mutating func moved<State: RawRepresentable & Equatable>(
    _ member: OwnerID, to state: State, of all: [State], in kind: Listing.Kind
  ) where State.RawValue == UInt8 {
    for one in all {
      listed(member, in: Listing(kind, group: Int64(one.rawValue)), one == state)
    }
  }
}

extension JournalEntry {
  /// Tells a reader what all facts of the entry mean, in their order.
  package func read<Reader: FactReader>(by reader: inout Reader) {
    // Moved in and out: a copy of the reader could copy all that it holds.
    var telling = FactTelling(reader: consume reader, context: FactContext(entry: self))
    for fact in facts {
      fact.visit(&telling)
      if case .creatorPaid(let payment) = fact { telling.context.payment = payment }
    }
    reader = telling.reader
  }
}

extension JournalEntry {
  /// The first fact of a kind; nil when the entry has none.
  package func first<Body: FactBody>(_ kind: Body.Type) -> Body? {
    var search = FactSearch<Body>()
    for fact in facts where search.found == nil { fact.visit(&search) }
    return search.found
  }
}

private struct FactSearch<Body: FactBody>: FactVisitor {
  var found: Body?

  mutating func visit(_ body: some FactBody) {
    if let body = body as? Body { found = body }
  }
}

private struct FactTelling<Reader: FactReader>: FactVisitor {
  var reader: Reader
  var context: FactContext

  mutating func visit(_ body: some FactBody) { body.read(by: &reader, in: context) }
}
