import Ledger
package import Monetization

/// What somebody sends, and to whom.
package struct GiftOrder: Equatable, Sendable {
  package let gift: GiftID
  /// The integrator's own id of the receiver.
  package let receiverID: String
  package let quantity: Int64
  package var stream: StreamID?
  /// The integrator's own id of a post.
  package var post: String?
  /// Cleaned.
  package var message: String?
  package var metadata: Metadata?

  package init(gift: GiftID, receiverID: String, quantity: Int64) {
    self.gift = gift
    self.receiverID = receiverID
    self.quantity = quantity
  }

  /// Everything in it makes another request.
  package func add(to fingerprint: inout Fingerprint) {
    fingerprint.add(gift.rawValue)
    fingerprint.add(receiverID)
    fingerprint.add(quantity)
    fingerprint.add(stream?.rawValue)
    fingerprint.add(post)
    fingerprint.add(message)
    fingerprint.add(metadata)
  }

  fileprivate func command(from sender: UserID, to receiver: UserID) -> SendGift {
    var command = SendGift(sender: sender, receiver: receiver, gift: gift, quantity: quantity)
    command.stream = stream
    command.post = post
    command.message = message
    command.metadata = metadata
    return command
  }
}

extension Platform {
  /// Sends gifts to an approved creator.
  ///
  /// - Parameters:
  ///   - order: What is sent, and to whom.
  ///   - sender: Who pays.
  ///   - caller: Who asks.
  ///   - idempotency: The key that a retry would carry again.
  /// - Returns: The result.
  /// - Throws: ``UseCaseError``.
  package func sendGift(
    _ order: GiftOrder, from sender: User, by caller: Caller,
    idempotency: CommandRequest.Idempotency?
  ) async throws(UseCaseError) -> (Accepted<SentGift>, GiftReceipt) {
    guard let receiver = try await receiver(order.receiverID) else {
      throw .refused(.gift(.payment(.receiverNotCreator)))
    }
    if let missing = try await missing(of: order) {
      // In the order of the rules: suspension is told first.
      throw .refused(sender.isSuspended ? .user(.suspended) : .notFound(missing))
    }
    let command = order.command(from: sender.id, to: receiver)
    let accepted = try await perform(command, by: caller, idempotency: idempotency)
    guard let receipt = accepted.entry.flatMap({ GiftReceipt($0) }) else {
      throw .engine(.storageUnavailable)
    }
    return (accepted, receipt)
  }

  private func receiver(_ externalID: String) async throws(UseCaseError) -> UserID? {
    if let known = directory.cachedPerson(externalID: externalID) { return known.user.id }
    return try await reading(await directory.person(named: externalID, as: .own))?.user.id
  }

  /// An unknown gift or stream of an order, found before the lane loads anything.
  ///
  /// Whether it may still be used is for the rules, which a replay does not ask.
  private func missing(of order: GiftOrder) async throws(UseCaseError) -> Refusal.Missing? {
    guard try await reading(await directory.exists(order.gift)) else { return .gift }
    guard let stream = order.stream else { return nil }
    return try await reading(await directory.exists(stream)) ? nil : .stream
  }
}
