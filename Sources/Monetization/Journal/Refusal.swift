package import Ledger

/// Why the rules said no: a fact about the request, stored with its idempotency key.
package enum Refusal: Equatable, Sendable {
  /// The wallet holds less than is needed.
  case insufficientBalance(required: Int64, balance: Int64)
  /// The day's spending would exceed a limit; `left` coins may still be spent today.
  case spendingLimit(limit: Int64, left: Int64)
  /// Only an approved creator can receive.
  case receiverNotCreator
  /// Nobody pays themself.
  case selfPayment
  /// A suspended user cannot spend.
  case accountSuspended
  /// Fewer are left than asked for.
  case outOfStock(remaining: Int64)
  /// An amount would leave the bounds of operations or balances.
  case amountOutOfBounds
  /// What the request names does not exist, or is not the caller's to see.
  case notFound(Missing)
  /// The request does not fit the state that its subject is in.
  case conflict(Conflict)
  /// The request contradicts itself or what is known.
  case invalid(field: String, reason: String)

  /// What was not found.
  package enum Missing: UInt8, Sendable, CaseIterable {
    case user = 1
    case creator = 2
    case gift = 3
    case package = 4
    case purchase = 5
    case stream = 6
    case apiKey = 7
  }

  /// What a request ran into.
  package enum Conflict: UInt8, Sendable, CaseIterable {
    case streamNotLive = 1
    case streamAlreadyStarted = 2
    case streamAlreadyEnded = 3
    case creatorAlreadyApplied = 4
    case applicationAlreadyReviewed = 5
    case settingsChangedMeanwhile = 6
    case creatorAlreadyLive = 7
  }

  /// Whether the refusal is kept under the request's idempotency key.
  ///
  /// The rules decided it, so a late retry gets the same answer; what merely was not found or
  /// not valid never reached the rules and may succeed later.
  package var isStored: Bool {
    switch self {
    case .insufficientBalance, .spendingLimit, .receiverNotCreator, .selfPayment, .outOfStock,
      .amountOutOfBounds, .conflict:
      true
    case .accountSuspended, .notFound, .invalid: false
    }
  }

  /// Writes the stored form.
  package func encode(into writer: inout ByteWriter) {
    switch self {
    case .insufficientBalance(let required, let balance): writer.writeTagged(1, required, balance)
    case .spendingLimit(let limit, let left): writer.writeTagged(2, limit, left)
    case .receiverNotCreator: writer.write(UInt8(3))
    case .selfPayment: writer.write(UInt8(4))
    case .accountSuspended: writer.write(UInt8(5))
    case .outOfStock(let remaining): writer.writeTagged(6, remaining)
    case .amountOutOfBounds: writer.write(UInt8(7))
    case .notFound(let missing): writer.writeTagged(8, Int64(missing.rawValue))
    case .conflict(let conflict): writer.writeTagged(9, Int64(conflict.rawValue))
    case .invalid(let field, let reason):
      writer.write(UInt8(10))
      writer.write(field)
      writer.write(reason)
    }
  }

  /// Reads the stored form.
  ///
  /// - Throws: ``DecodingFault``.
  package init(from reader: inout ByteReader) throws(DecodingFault) {
    switch try reader.byte() {
    case 1:
      self = .insufficientBalance(required: try reader.integer(), balance: try reader.integer())
    case 2: self = .spendingLimit(limit: try reader.integer(), left: try reader.integer())
    case 3: self = .receiverNotCreator
    case 4: self = .selfPayment
    case 5: self = .accountSuspended
    case 6: self = .outOfStock(remaining: try reader.integer())
    case 7: self = .amountOutOfBounds
    case 8: self = .notFound(try reader.foldedEnumeration(Missing.self, "missing"))
    case 9: self = .conflict(try reader.foldedEnumeration(Conflict.self, "conflict"))
    case 10: self = .invalid(field: try reader.text(), reason: try reader.text())
    case let other: throw .unknownCase("refusal", UInt64(other))
    }
  }
}
