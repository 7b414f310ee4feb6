import Application
import Ledger
import Monetization

/// The statements that load the rows, names and answers of a batch.
final class BatchLoading {
  /// The read statements of the writer.
  let queries: StoreQueries
  private let answerOfKey: Statement

  init(on queries: StoreQueries) throws(StoreError) {
    self.queries = queries
    answerOfKey = try queries.connection.prepare(
      "SELECT body FROM answer WHERE key = ?1 AND scope = ?2")
  }

  /// Loads rows and names into `state` and returns the stored answers, in one read transaction.
  ///
  /// Owners are read in key order, so that neighbouring rows share pages.
  ///
  /// - Throws: ``StoreError/unavailable(_:)`` or ``StoreError/corrupt(_:)``.
  func load(
    _ request: LoadRequest, into state: inout State
  ) throws(StoreError) -> [IdempotencyKey: StoredAnswer] {
    try queries.connection.read { () throws(StoreError) in
      for owner in request.owners.sorted() { try load(owner, into: &state) }
      for name in request.names {
        if let owner = try queries.owner(of: name) { state.load(name: name, owner: owner) }
      }
      var answers: [IdempotencyKey: StoredAnswer] = [:]
      for key in request.keys {
        if let answer = try answer(of: key) { answers[key] = answer }
      }
      return answers
    }
  }

  private func load(_ owner: OwnerID, into state: inout State) throws(StoreError) {
    try queries.forEachRow(of: owner) { (cell) throws(StoreError) in
      do throws(DecodingFault) {
        try state.load(owner: owner, slot: cell.slot, bytes: cell.bytes)
      } catch {
        throw .unreadable("row \(cell.slot.rawValue) of owner \(owner.rawValue)")
      }
    }
  }

  private func answer(of key: IdempotencyKey) throws(StoreError) -> StoredAnswer? {
    var answer: StoredAnswer?
    answerOfKey.bind(key.scope.rawValue, at: 2)
    let stored = key.storedBytes
    let bytes = stored.span.extracting(first: key.storedLength)
    try answerOfKey.bind(bytes, at: 1) { () throws(StoreError) in
      try answerOfKey.forEach { (row) throws(StoreError) in
        answer = try StoredAnswer(stored: row.bytes(at: 0))
      }
    }
    return answer
  }
}

extension StoredAnswer {
  /// Reads a stored answer.
  ///
  /// - Throws: ``StoreError/corrupt(_:)``.
  init(stored bytes: [UInt8]) throws(StoreError) {
    var reader = ByteReader(bytes)
    do throws(DecodingFault) {
      try self.init(from: &reader)
    } catch {
      throw .unreadable("a stored answer")
    }
  }
}
