package import Ledger

/// What `decide` gets instead of a clock: where and when the command happens, and by whom.
package struct Moment: Equatable, Sendable {
  /// The command's stamp; the one identifier that it may mint has this value.
  package let stamp: Stamp
  /// The writer whose platform accounts the command uses.
  package let writer: WriterID
  /// Who acts, as the journal names them.
  package let actor: OwnerID

  package init(stamp: Stamp, writer: WriterID, actor: OwnerID = .global) {
    self.stamp = stamp
    self.writer = writer
    self.actor = actor
  }

  /// The time of the command.
  package var time: Timestamp { stamp.time }

  /// The owner of the platform's accounts of this writer.
  package var platform: OwnerID { .platform(writer) }
}

/// What the rules say to a command.
package enum Decision: Equatable, Sendable {
  /// It happens: these changes become a journal entry.
  case accept(Delta)
  /// It already is so: nothing changes and nothing is journaled.
  case unchanged
  /// It does not happen.
  case refuse(Refusal)
}

/// The changes of an accepted command.
package struct Delta: Equatable, Sendable {
  package var facts: [Fact]
  package var transactions: [TransactionDraft]
  package var rows: [RowChange]
  /// Personal texts, kept outside the hashed entry.
  package var texts: [String]

  package init(
    facts: [Fact], transactions: [TransactionDraft] = [], rows: [RowChange] = [],
    texts: [String] = []
  ) {
    self.facts = facts
    self.transactions = transactions
    self.rows = rows
    self.texts = texts
  }
}

/// A row after a command; rows that gifts rarely change are indirect, which keeps the others small.
package enum RowChange: Equatable, Sendable {
  indirect case user(User)
  case creator(Creator)
  case sender(Sender)
  case carry(CarryRow)
  case buyer(Buyer)
  indirect case gift(Gift)
  indirect case package(CoinPackage)
  indirect case purchase(Purchase)
  indirect case stream(LiveStream)
  indirect case settings(Settings)
  indirect case settingsVersion(SettingsVersion)
  indirect case apiKey(APIKey)
  indirect case gatewayEvent(GatewayEvent)
  case name(UniqueName, OwnerID)
}

/// An accepted command breaks a law of the ledger: a bug, which stops the writer.
package enum InvariantBreach: Error, Equatable, Sendable {
  case imbalance(ImbalanceFault)
  /// A posting would take an account out of its bounds.
  case accountOutOfBounds(AccountKey)
}

extension State {
  /// Takes a delta on for the next command of the batch.
  ///
  /// - Parameters:
  ///   - delta: What the rules decided from this very state.
  ///   - header: Where and when it is journaled.
  /// - Returns: The transactions with their balances.
  /// - Throws: ``InvariantBreach``; the state is then half changed and must be dropped.
  package mutating func apply(
    _ delta: Delta, at header: JournalEntry.Header
  ) throws(InvariantBreach) -> [Transaction] {
    var transactions: [Transaction] = []
    transactions.reserveCapacity(delta.transactions.count)
    for draft in delta.transactions {
      do { try checkBalance(draft.movements) } catch { throw .imbalance(error) }
      var postings: [Posting] = []
      postings.reserveCapacity(draft.movements.count)
      for movement in draft.movements {
        let key = movement.account
        let posting = accounts.update(key, making: Account(key)) { account -> Posting? in
          guard account.canTake(movement.quantity) else { return nil }
          return account.post(
            movement.quantity, line: movement.line, at: header.position, stamp: header.stamp)
        }
        guard let posting else { throw .accountOutOfBounds(key) }
        postings.append(posting)
      }
      transactions.append(
        Transaction(
          id: draft.id, kind: draft.kind, reference: draft.reference, postings: postings))
    }
    for row in delta.rows { apply(row) }
    return transactions
  }

  private mutating func apply(_ change: RowChange) {
    switch change {
    case .sender(let row): senders.put(row, for: row.key)
    case .carry(let row): carries.put(row, for: row.key)
    case .user(let row): users.write(row, for: row.key)
    case .creator(let row): creators.write(row, for: row.key)
    case .buyer(let row): buyers.write(row, for: row.key)
    case .gift(let row): gifts.write(row, for: row.key)
    case .package(let row): packages.write(row, for: row.key)
    case .purchase(let row): purchases.write(row, for: row.key)
    case .stream(let row): streams.write(row, for: row.key)
    case .settings(let row): settingsRows.write(row, for: row.key)
    case .settingsVersion(let row): settingsVersions.write(row, for: row.key)
    case .apiKey(let row): apiKeys.write(row, for: row.key)
    case .gatewayEvent(let row): gatewayEvents.write(row, for: row.key)
    case .name(let name, let owner): names.put(owner, for: name)
    }
  }
}

/// Somebody who does the same with every row that a command changes.
package protocol RowVisitor {
  mutating func visit(_ row: some StoredRow)
  /// A unique name that was claimed.
  mutating func visit(_ name: UniqueName, of owner: OwnerID)
}

extension RowChange {
  /// Shows the row, or the name, to a visitor.
  package func visit(_ visitor: inout some RowVisitor) {
    switch self {
    case .user(let row): visitor.visit(row)
    case .creator(let row): visitor.visit(row)
    case .sender(let row): visitor.visit(row)
    case .carry(let row): visitor.visit(row)
    case .buyer(let row): visitor.visit(row)
    case .gift(let row): visitor.visit(row)
    case .package(let row): visitor.visit(row)
    case .purchase(let row): visitor.visit(row)
    case .stream(let row): visitor.visit(row)
    case .settings(let row): visitor.visit(row)
    case .settingsVersion(let row): visitor.visit(row)
    case .apiKey(let row): visitor.visit(row)
    case .gatewayEvent(let row): visitor.visit(row)
    case .name(let name, let owner): visitor.visit(name, of: owner)
    }
  }
}
