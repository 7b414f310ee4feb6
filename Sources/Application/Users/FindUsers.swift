import Ledger
package import Monetization

extension Platform {
  /// One page of the users whom a search finds, newest first; all of them without one.
  ///
  /// A text finds people by their id, username or display name, in small letters or capitals. Names
  /// have no index, so a page looks at ``searchedMax`` users at most and may be short, or empty
  /// with a cursor; the person of exactly that id comes first, and at once.
  ///
  /// - Parameters:
  ///   - text: What is looked for; nil for everybody.
  ///   - before: The last user looked at by the page before; nil for the newest.
  ///   - limit: At most this many.
  /// - Returns: The page, and how many users were looked at.
  /// - Throws: ``StoreError``.
  package func users(
    matching text: String?, before: UserID?, limit: Int
  ) async throws(StoreError) -> (page: Page<Directory.Person>, looked: Int) {
    guard let text else {
      let page = try await people(before: before.map { OwnerID($0) }, limit: limit)
      return (page, page.items.count)
    }
    let exact = try await directory.person(named: text, as: .own)
    var found = before == nil ? [exact].compactMap(\.self) : []
    var (last, looked) = (before.map { OwnerID($0) }, 0)
    let wanted = text.lowercased()
    while looked < Self.searchedMax {
      let part = try await people(before: last, limit: 100)
      for person in part.items {
        looked += 1
        last = OwnerID(person.user.id)
        guard person.user.id != exact?.user.id, person.user.isFound(by: wanted) else { continue }
        found.append(person)
        if found.count >= limit { return (Page(items: found, next: last), looked) }
      }
      guard part.next != nil else { return (Page(items: found, next: nil), looked) }
    }
    return (Page(items: found, next: last), looked)
  }

  private func people(
    before: OwnerID?, limit: Int
  ) async throws(StoreError) -> Page<Directory.Person> {
    try await page(of: Listing(.users), before: before, limit: limit) { state, owner in
      state.users[owner].map {
        Directory.Person(user: $0, creator: state.creators[owner]?.status)
      }
    }
  }

  private static let searchedMax = 2_000
}

extension User {
  fileprivate func isFound(by lowercased: String) -> Bool {
    [externalID, profile.username, profile.displayName].contains { text in
      text?.lowercased().contains(lowercased) ?? false
    }
  }
}
