package import Money

/// The entity that transaction identifiers name.
package enum TransactionEntity: Identified {
  package static let prefix = "txn"
}

/// The identifier of a transaction.
package typealias TransactionID = Identifier<TransactionEntity>

/// The kind of a transaction.
///
/// The numbers are stored and never reused.
package enum TransactionKind: UInt8, Sendable, CaseIterable {
  case purchase = 1
  case gift = 2
  case adjustment = 3
  /// The reversal of a payment to a creator.
  case reversal = 4
  /// A payment to a creator that is no gift; its entry says from which source it is.
  case payment = 5
}

/// A change of one account that the rules decided, before it is posted.
package struct Movement: Hashable, Sendable {
  package let account: AccountKey
  package let line: LineKind
  /// Signed, in the account's unit, never 0.
  package let quantity: Int64

  package init(_ account: AccountKey, _ line: LineKind, _ quantity: Int64) {
    self.account = account
    self.line = line
    self.quantity = quantity
  }
}

/// Movements that the rules decided; a ``Transaction`` once they are posted to the accounts.
package struct TransactionDraft: Hashable, Sendable {
  package let id: TransactionID
  package let kind: TransactionKind
  /// The cause: the raw identifier of a purchase, a stream, a gift …; 0 without one.
  package let reference: OwnerID
  package let movements: [Movement]

  /// A draft of at least two movements, none of them 0.
  package init(
    id: TransactionID, kind: TransactionKind, reference: OwnerID, movements: [Movement]
  ) {
    self.id = id
    self.kind = kind
    self.reference = reference
    self.movements = movements
  }
}

/// A balanced, immutable set of postings.
package struct Transaction: Hashable, Sendable {
  package let id: TransactionID
  package let kind: TransactionKind
  package let reference: OwnerID
  package let postings: [Posting]

  package init(id: TransactionID, kind: TransactionKind, reference: OwnerID, postings: [Posting]) {
    self.id = id
    self.kind = kind
    self.reference = reference
    self.postings = postings
  }

  /// Writes the stored form.
  package func encode(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(kind.rawValue)
    writer.write(reference.rawValue)
    writer.write(UInt64(postings.count))
    for posting in postings { posting.encode(into: &writer) }
  }

  /// Reads the stored form.
  ///
  /// - Throws: ``DecodingFault``.
  package init(from reader: inout ByteReader) throws(DecodingFault) {
    id = TransactionID(try reader.integer())
    let number = try reader.byte()
    guard let kind = TransactionKind(rawValue: number) else {
      throw .unknownCase("transaction kind", UInt64(number))
    }
    self.kind = kind
    reference = OwnerID(rawValue: try reader.integer())
    let count = try reader.unsigned()
    guard count <= Self.postingsMax else { throw .malformed }
    var postings: [Posting] = []
    postings.reserveCapacity(Int(count))
    for _ in 0..<count { postings.append(try Posting(from: &reader)) }
    self.postings = postings
  }

  /// The most postings that one transaction may have.
  package static let postingsMax = 1_000
}

/// Why a set of movements is not a transaction.
package enum ImbalanceFault: Error, Equatable, Sendable {
  /// Fewer than two movements, or more than ``Transaction/postingsMax``.
  case wrongCount(Int)
  /// A movement of quantity 0.
  case zeroQuantity
  /// The quantities of a unit do not sum to zero.
  case unbalanced(AmountUnit)
}

/// Checks that movements sum to zero in every unit that they touch.
///
/// - Throws: ``ImbalanceFault``.
/// - Complexity: O(movements × units), which are one or two.
package func checkBalance(_ movements: [Movement]) throws(ImbalanceFault) {
  guard movements.count >= 2, movements.count <= Transaction.postingsMax else {
    throw .wrongCount(movements.count)
  }
  for (index, movement) in movements.enumerated() {
    guard movement.quantity != 0 else { throw .zeroQuantity }
    let unit = movement.account.unit
    let isFirstOfUnit = !movements[..<index].contains { $0.account.unit == unit }
    guard isFirstOfUnit else { continue }
    var sum: Int128 = 0
    for other in movements[index...] where other.account.unit == unit {
      sum += Int128(other.quantity)
    }
    guard sum == 0 else { throw .unbalanced(unit) }
  }
}
