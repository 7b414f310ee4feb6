package import Ledger
package import Monetization

/// A page of a list, newest first, with the start of the next page.
package struct Page<Item: Sendable>: Sendable {
  package let items: [Item]
  /// The last member of this page; nil on the last page.
  package let next: OwnerID?

  package init(items: [Item], next: OwnerID?) {
    self.items = items
    self.next = next
  }
}

extension Platform {
  /// Reads one page of a list, with its rows as last committed.
  ///
  /// - Parameters:
  ///   - list: The list.
  ///   - before: The last member of the page before; nil for the newest.
  ///   - limit: At most this many.
  ///   - reader: The class of the read.
  ///   - pick: Returns the item of a member; nil leaves it out.
  /// - Returns: The page; it can be short when items were left out.
  /// - Throws: ``StoreError``.
  package func page<Item: Sendable>(
    of list: Listing, before: OwnerID?, limit: Int, as reader: ReaderClass = .own,
    _ pick: @escaping @Sendable (State, OwnerID) -> Item?
  ) async throws(StoreError) -> Page<Item> {
    // One member more than requested shows whether there is a next page.
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
