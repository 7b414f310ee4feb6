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

/// A row after a command.
package enum RowChange: Equatable, Sendable {
  case user(User)
  case creator(Creator)
  case sender(OwnerID, Sender)
  case carry(CarryKey, CarryRow)
  case buyer(Buyer)
  case gift(Gift)
  case package(CoinPackage)
  case purchase(Purchase)
  case stream(LiveStream)
  case settings(Settings)
  case settingsVersion(SettingsVersion)
  case apiKey(APIKey)
  case gatewayEvent(GatewayEvent)
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
    for row in delta.rows { take(row) }
    return transactions
  }

  private mutating func take(_ change: RowChange) {
    switch change {
    case .user(let row): users.write(row, for: OwnerID(row.id))
    case .creator(let row): creators.write(row, for: OwnerID(row.user))
    case .sender(let owner, let row): senders.put(row, for: owner)
    case .carry(let key, let row): carries.put(row, for: key)
    case .buyer(let row): buyers.write(row, for: OwnerID(row.user))
    case .gift(let row): gifts.write(row, for: OwnerID(row.id))
    case .package(let row): packages.write(row, for: OwnerID(row.id))
    case .purchase(let row): purchases.write(row, for: OwnerID(row.id))
    case .stream(let row): streams.write(row, for: OwnerID(row.id))
    case .settings(let row): settingsRows.write(row, for: .global)
    case .settingsVersion(let row): settingsVersions.write(row, for: OwnerID(row.id))
    case .apiKey(let row): apiKeys.write(row, for: OwnerID(row.id))
    case .gatewayEvent(let row): gatewayEvents.write(row, for: OwnerID(row.id))
    case .name(let name, let owner): names.put(owner, for: name)
    }
  }
}

extension RowChange {
  /// The row whose digest the entry carries, with its owner.
  ///
  /// nil for names, which are bound in their own way, and for rows that verification derives.
  package var boundRow: (owner: OwnerID, row: any StoredRow)? {
    switch self {
    case .user(let row): (OwnerID(row.id), row)
    case .creator(let row): (OwnerID(row.user), row)
    case .buyer(let row): (OwnerID(row.user), row)
    case .gift(let row): (OwnerID(row.id), row)
    case .package(let row): (OwnerID(row.id), row)
    case .purchase(let row): (OwnerID(row.id), row)
    case .stream(let row): (OwnerID(row.id), row)
    case .settings(let row): (.global, row)
    case .settingsVersion(let row): (OwnerID(row.id), row)
    case .apiKey(let row): (OwnerID(row.id), row)
    case .gatewayEvent(let row): (OwnerID(row.id), row)
    case .sender, .carry, .name: nil
    }
  }
}
