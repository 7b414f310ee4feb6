package import Ledger
package import Monetization

/// The first thing that is wrong in a store.
package enum VerificationFault: Equatable, Sendable {
  /// A writer's sequence has a hole before this entry, or ends before its head.
  case missingEntry(EntryPosition)
  /// The bytes are no entry, or the entry of another position.
  case unreadableEntry(EntryPosition)
  /// The hash does not follow from the entry before and the bytes.
  case brokenChain(EntryPosition, firstTransaction: TransactionID?)
  /// The postings do not sum to zero.
  case imbalance(TransactionID)
  /// A posting does not follow from the account's posting before it.
  case wrongPosting(TransactionID, AccountKey)
  /// A split does not follow from its rule, or from the fraction carried before it.
  case wrongSplit(TransactionID)
  /// What a transaction moves between a payer and a creator is not what its entry's facts say.
  case unrecordedPayment(TransactionID)
  /// The stored account is not what its postings make it, or cannot be read.
  case wrongAccount(AccountKey)
  /// A stored row cannot be read.
  case unreadableRow(OwnerID, RowSlot)
  /// The fraction carried is not what the last split left.
  case wrongCarry(CarryKey)
  /// A text beside the journal does not match its digest.
  case wrongText(EntryPosition, number: Int)
  /// The writer's head is not its last entry.
  case wrongHead(WriterID)
  /// A gift does not continue or begin the combo that it should.
  case wrongCombo(TransactionID)
  /// The combos that a sender may continue are not those of the gifts sent.
  case wrongSender(OwnerID)
  /// A stored row is not as this entry left it, or it is gone.
  case wrongRow(OwnerID, RowSlot, leftBy: EntryPosition)
  /// No entry left such a row behind.
  case strayRow(OwnerID, RowSlot)
  /// A name is missing, or is not as this entry claimed it for its owner.
  case missingName(OwnerID, claimedBy: EntryPosition)
  /// No entry claimed this name for this owner.
  case strayName(UniqueName, OwnerID)
  /// The answer that this entry was given under its key is missing.
  case missingAnswer(EntryPosition)
  /// A stored answer names this entry, which was made under another key or none, or is not there.
  case wrongAnswer(EntryPosition)
  /// A stored answer or its key cannot be read.
  case unreadableAnswer
  /// A text stands beside this entry, which has none.
  case strayText(EntryPosition)
  /// The note of an accepted loss does not fit the journal.
  case wrongLoss(epoch: Int64)
}

/// What a verification found.
package struct VerificationReport: Equatable, Sendable {
  package var entries: Int64 = 0
  package var transactions: Int64 = 0
  package var postings: Int64 = 0
  package var accounts: Int64 = 0
  /// The rows that are what their entries left behind.
  package var rows: Int64 = 0
  /// The unique names that entries claimed.
  package var names: Int64 = 0
  /// The stored answers that entries were made under.
  package var answers: Int64 = 0
  /// The rows, names and answers from before entries said what they leave behind: nobody can tell
  /// whether these were changed.
  package var notBound: Int64 = 0
  /// The first fault; nil when everything follows from everything.
  package var fault: VerificationFault?

  /// Whether nothing is wrong.
  package var isOK: Bool { fault == nil }
}
