import Application
import Ledger
import Monetization
import Money

extension VerificationFault {
  /// What is wrong, in one sentence.
  var sentence: String {
    switch self {
    case .missingEntry(let position): "Entry \(position.sequence) is missing."
    case .unreadableEntry(let position): "Entry \(position.sequence) cannot be read."
    case .brokenChain(let position, let transaction):
      "Entry \(position.sequence) was changed: its hash does not follow"
        + (transaction.map { " (transaction \($0.text))." } ?? ".")
    case .imbalance(let transaction): "Transaction \(transaction.text) does not balance."
    case .wrongPosting(let transaction, let key):
      "Transaction \(transaction.text) has a wrong posting on \(key.sentence)."
    case .wrongSplit(let transaction): "Transaction \(transaction.text) has a wrong split."
    case .unrecordedPayment(let transaction):
      "Transaction \(transaction.text) does not match the payment in its entry's facts."
    case .wrongAccount(let key): "The stored balance of \(key.sentence) is wrong or missing."
    case .unreadableRow(let owner, let slot):
      "Row \(slot.rawValue) of owner \(owner.rawValue) cannot be read."
    case .wrongCarry(let key):
      "The carried fraction of owner \(key.creator.rawValue) (\(key.source)) is wrong or missing."
    case .wrongText(let position, let number):
      "Text \(number) of entry \(position.sequence) does not match its digest."
    case .wrongHead(let writer): "The head of writer \(writer.rawValue) is not its last entry."
    case .wrongCombo(let transaction): "Transaction \(transaction.text) has a wrong combo."
    case .wrongLoss(let epoch):
      "The record of the loss that was accepted in epoch \(epoch) does not match the journal."
    case .wrongSender, .wrongRow, .strayRow, .missingName, .strayName, .missingAnswer, .wrongAnswer,
      .unreadableAnswer, .strayText:
      sentenceBesideJournal
    }
  }

  /// What is wrong in the tables beside the journal.
  private var sentenceBesideJournal: String {
    switch self {
    case .wrongSender(let owner):
      "The combos in \(RowSlot(.sender).place(of: owner)) are not those of the gifts sent."
    case .wrongRow(let owner, let slot, let entry):
      "Missing, or not as entry \(entry.sequence) wrote it: \(slot.place(of: owner))."
    case .strayRow(let owner, let slot): "No entry wrote \(slot.place(of: owner))."
    case .missingName(let owner, let entry):
      "A name of owner \(owner.rawValue) (table name) is missing or not as entry "
        + "\(entry.sequence) claimed it."
    case .strayName(let name, let owner):
      "No entry claimed the \(name.space) name \(name.text) (table name) for owner "
        + "\(owner.rawValue)."
    case .missingAnswer(let entry):
      "The answer that entry \(entry.sequence) was given (table answer) is missing."
    case .wrongAnswer(let entry):
      "An answer (table answer) names entry \(entry.sequence), which was not made under its key."
    case .strayText(let entry):
      "A text (table text) is stored for entry \(entry.sequence), which has none."
    default: "An answer or its key (table answer) cannot be read."
    }
  }
}

extension RowSlot {
  /// A row of the table of rows in words.
  fileprivate func place(of owner: OwnerID) -> String {
    let kind = tag.map { "\($0)" } ?? "unknown"
    return "the \(kind) row of owner \(owner.rawValue) (table state, slot \(rawValue))"
  }
}

extension AccountKey {
  /// The account in words.
  fileprivate var sentence: String {
    "account \(kind) in \(unit.name) of owner \(owner.rawValue)"
  }
}
