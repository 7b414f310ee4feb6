package import Ledger
package import Monetization

/// Some members of a list, newest first, with where the next ones begin.
package struct Page<Item: Sendable>: Sendable {
  package let items: [Item]
  /// The last member of this page when there are more; nil on the last page.
  package let next: OwnerID?

  package init(items: [Item], next: OwnerID?) {
    self.items = items
    self.next = next
  }
}

extension Platform {
  /// One page of a list, its rows as last committed.
  ///
  /// - Parameters:
  ///   - list: Which list.
  ///   - before: The last member of the page before; nil for the newest.
  ///   - limit: At most this many.
  ///   - reader: Who looks.
  ///   - pick: The item of a member; nil leaves it out.
  /// - Returns: The page; it can be short when items were left out.
  /// - Throws: ``StoreError``.
  package func page<Item: Sendable>(
    of list: Listing, before: OwnerID?, limit: Int, as reader: ReaderClass = .own,
    _ pick: @escaping @Sendable (State, OwnerID) -> Item?
  ) async throws(StoreError) -> Page<Item> {
    // One more than asked for tells whether there are more.
    let members = try await readProjections(as: reader) { (projections) throws(StoreError) in
      try projections.members(of: list, before: before, limit: limit + 1)
    }
    let shown = Array(members.prefix(limit))
    let state = try await state(of: shown, as: reader)
    return Page(
      items: shown.compactMap { pick(state, $0) },
      next: members.count > limit ? shown.last : nil)
  }
}
