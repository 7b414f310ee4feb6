package import Ledger
package import Monetization
package import Money

/// What somebody tips, and to whom.
package struct TipOrder: Equatable, Sendable {
  /// The integrator's own id of the creator.
  package let creatorID: String
  package let coins: Coins
  package var stream: StreamID?
  /// Cleaned.
  package var message: String?
  package var metadata: Metadata?

  package init(creatorID: String, coins: Coins) {
    self.creatorID = creatorID
    self.coins = coins
  }

  /// Everything in it makes another request.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.add(creatorID)
    fingerprint.add(coins.count)
    fingerprint.add(stream?.rawValue)
    fingerprint.add(message)
    fingerprint.add(metadata)
  }
}

/// What somebody who tipped is told, from the journal entry alone.
package struct TipReceipt: Equatable, Sendable {
  package let payment: CreatorPaid
  /// The payer's wallet right after the tip.
  package let balance: Int64
  package let message: String?
  package let metadata: Metadata?
  package let sentAt: Timestamp
}

extension Platform {
  /// Tips an approved creator.
  ///
  /// - Parameters:
  ///   - order: What is tipped, and to whom.
  ///   - payer: Who pays.
  ///   - caller: Who asks.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The result.
  /// - Throws: ``UseCaseError``.
  package func sendTip(
    _ order: TipOrder, from payer: User, by caller: Caller,
    idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> (Accepted<CreatorPaid>, TipReceipt) {
    let person = try await reading(
      await directory.person(named: order.creatorID, as: .own))
    guard let creator = person?.user.id else { throw .refused(.tip(.payment(.receiverNotCreator))) }
    // Before the lane has to load it; a suspended payer is told that first.
    if let stream = order.stream, try await reading(await directory.exists(stream)) == false {
      throw .refused(payer.isSuspended ? .user(.suspended) : .notFound(.stream))
    }
    var tip = SendTip(payer: payer.id, creator: creator, coins: order.coins)
    (tip.stream, tip.message) = (order.stream, order.message)
    tip.metadata = order.metadata
    let accepted = try await perform(tip, by: caller, idempotency: idempotency)
    let payment = try accepted.required()
    guard let entry = accepted.entry, let balance = entry.balance(of: payer.id, .wallet) else {
      throw .engine(.storageUnavailable)
    }
    // The texts of the request are those of its first use: the fingerprint has them.
    let receipt = TipReceipt(
      payment: payment, balance: balance, message: order.message, metadata: order.metadata,
      sentAt: entry.stamp.time)
    return (accepted, receipt)
  }
}
