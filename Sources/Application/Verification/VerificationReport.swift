package import Ledger
package import Monetization

/// The first fault found in a store.
package enum VerificationFault: Equatable, Sendable {
  /// A writer's sequence has a hole before this entry, or ends before its head.
  case missingEntry(EntryPosition)
  /// The bytes are not an entry, or the entry of another position.
  case unreadableEntry(EntryPosition)
  /// The hash does not follow from the entry before and the bytes.
  case brokenChain(EntryPosition, firstTransaction: TransactionID?)
  /// The postings do not sum to zero.
  case imbalance(TransactionID)
  /// A posting does not follow from the account's posting before it.
  case wrongPosting(TransactionID, AccountKey)
  /// A split does not follow from its rule, or from the fraction carried before it.
  case wrongSplit(TransactionID)
  /// A transaction between a payer and a creator contradicts the facts of its entry.
  case unrecordedPayment(TransactionID)
  /// The stored account does not match its postings, or cannot be read.
  case wrongAccount(AccountKey)
  /// A stored row cannot be read.
  case unreadableRow(OwnerID, RowSlot)
  /// The stored carry is not that of the last split.
  case wrongCarry(CarryKey)
  /// A text beside the journal does not match its digest.
  case wrongText(EntryPosition, number: Int)
  /// The writer's head is not its last entry.
  case wrongHead(WriterID)
  /// A gift has the wrong combo.
  case wrongCombo(TransactionID)
  /// A sender's stored combos do not match the gifts sent.
  case wrongSender(OwnerID)
  /// A stored row does not match the last entry that wrote it, or is missing.
  case wrongRow(OwnerID, RowSlot, leftBy: EntryPosition)
  /// No entry wrote this row.
  case strayRow(OwnerID, RowSlot)
  /// A name is missing or does not match the entry that claimed it.
  case missingName(OwnerID, claimedBy: EntryPosition)
  /// No entry claimed this name for this owner.
  case strayName(UniqueName, OwnerID)
  /// The stored answer of this entry is missing.
  case missingAnswer(EntryPosition)
  /// A stored answer names this entry, which has another key or none, or does not exist.
  case wrongAnswer(EntryPosition)
  /// A stored answer or its key cannot be read.
  case unreadableAnswer
  /// A text is stored for this entry, which has none.
  case strayText(EntryPosition)
  /// The record of an accepted loss does not match the journal.
  case wrongLoss(epoch: Int64)
}

/// The result of a verification.
package struct VerificationReport: Equatable, Sendable {
  package var entries: Int64 = 0
  package var transactions: Int64 = 0
  package var postings: Int64 = 0
  package var accounts: Int64 = 0
  /// The number of rows that match their entries.
  package var rows: Int64 = 0
  /// The number of unique names that match their entries.
  package var names: Int64 = 0
  /// The number of stored answers that match their entries.
  package var answers: Int64 = 0
  /// The number of rows, names and answers that were written by entries of version 1, which do not
  /// bind them: changes of these cannot be detected.
  package var notBound: Int64 = 0
  /// The first fault; nil if the store is consistent.
  package var fault: VerificationFault?

  /// Whether no fault was found.
  package var isOK: Bool { fault == nil }
}
