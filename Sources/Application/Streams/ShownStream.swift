package import Ledger
package import Monetization

/// A stream with what was sent to it and who streams.
package struct ShownStream: Equatable, Sendable {
  package let stream: LiveStream
  package let gifts: GiftTotal
  /// Its creator as everybody sees them.
  package let creator: ShownUser
}

extension Platform {
  /// A stream as last committed; nil when there is none.
  ///
  /// - Parameters:
  ///   - id: Which stream.
  ///   - reader: Who looks.
  /// - Returns: The stream with what was sent to it.
  /// - Throws: ``StoreError``.
  package func shownStream(
    _ id: StreamID, as reader: ReaderClass
  ) async throws(StoreError) -> ShownStream? {
    guard let stream = try await directory.stream(id, as: reader) else { return nil }
    return try await shown([stream], as: reader).first
  }

  /// One page of the streams in a state, newest first.
  ///
  /// - Throws: ``StoreError``.
  package func streams(
    in status: StreamStatus, before: OwnerID?, limit: Int
  ) async throws(StoreError) -> Page<ShownStream> {
    try await streams(
      of: Listing(.streamsByStatus, group: Int64(status.rawValue)), before: before, limit: limit)
  }

  /// One page of a creator's streams, newest first.
  ///
  /// - Throws: ``StoreError``.
  package func streams(
    of creator: UserID, before: OwnerID?, limit: Int
  ) async throws(StoreError) -> Page<ShownStream> {
    try await streams(
      of: Listing(.streamsByCreator, group: creator.rawValue), before: before, limit: limit)
  }

  private func streams(
    of list: Listing, before: OwnerID?, limit: Int
  ) async throws(StoreError) -> Page<ShownStream> {
    let page = try await page(of: list, before: before, limit: limit, as: .anybody) {
      state, owner in state.streams[owner]
    }
    return Page(items: try await shown(page.items, as: .anybody), next: page.next)
  }

  private func shown(
    _ streams: [LiveStream], as reader: ReaderClass
  ) async throws(StoreError) -> [ShownStream] {
    let ids = streams.map(\.id)
    let totals = try await readProjections(as: reader) { (projections) throws(StoreError) in
      try projections.giftTotals(of: ids)
    }
    let names = try await names(users: streams.map(\.creator), for: .anybody, as: reader)
    return streams.map { stream in
      ShownStream(
        stream: stream, gifts: totals[stream.id] ?? GiftTotal(),
        creator: names.shown(stream.creator))
    }
  }
}
