package import Ledger
import Money

/// A payment to a creator went back to its payer.
package struct CreatorPaymentReversed: FactBody {
  package static let kind = FactKind.creatorPaymentReversed

  /// The transaction that moved the coins back.
  package let transaction: TransactionID
  /// The entry of the payment.
  package let original: EntryPosition
  /// The payment as its entry has it.
  package let payment: CreatorPaid
  /// What left the creator's earnings again: the recorded amounts and the recorded fraction.
  ///
  /// Where that fraction no longer fits into the one carried now, its side takes one unit more or
  /// less, so that over all payments and reversals the shares stay exact.
  package let returned: RecordedSplit

  package init(
    transaction: TransactionID, original: EntryPosition, payment: CreatorPaid,
    returned: RecordedSplit
  ) {
    self.transaction = transaction
    self.original = original
    self.payment = payment
    self.returned = returned
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(transaction.rawValue)
    writer.write(original.rawValue)
    writer.write(CreatorPaid.version)
    payment.encode(into: &writer)
    returned.encode(into: &writer)
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    transaction = TransactionID(try reader.integer())
    original = EntryPosition(rawValue: try reader.integer())
    payment = try reader.fact(try reader.byte())
    returned = try RecordedSplit(from: &reader)
  }

  /// Takes the payment out of the sums; of the day on which it was returned.
  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.reversed(self, in: context.entry)
    reader.add(payment, returned, sign: -1, at: context.entry.stamp.time)
  }
}
