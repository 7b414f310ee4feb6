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
    case .wrongAccount(let key): "The stored balance of \(key.sentence) is wrong or missing."
    case .unreadableRow(let owner, let slot):
      "Row \(slot.rawValue) of owner \(owner.rawValue) cannot be read."
    case .wrongCarry(let key):
      "The carried fraction of owner \(key.creator.rawValue) (\(key.source)) is wrong or missing."
    case .wrongText(let position, let number):
      "Text \(number) of entry \(position.sequence) does not match its digest."
    case .unclaimedPayment(let purchase):
      "The payment of purchase \(purchase.text) could be credited again: its name is not claimed."
    case .wrongHead(let writer): "The head of writer \(writer.rawValue) is not its last entry."
    }
  }
}

extension AccountKey {
  /// The account in words.
  fileprivate var sentence: String {
    "account \(kind) in \(unit.name) of owner \(owner.rawValue)"
  }
}
