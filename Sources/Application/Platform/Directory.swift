import Ledger
package import Monetization
import Synchronization

/// Caches people, gifts, streams and settings as last committed.
///
/// A bounded cache over the store for what every request reads: people by both ids, gifts, streams
/// and settings. Changed rows are evicted before a commit is published. What is not cached is read
/// in the reader's class, so public reads wait only for public reads.
package final class Directory: Sendable {
  private let store: any Store
  private let readers: Readers
  /// What ids people may have, and which of them others see.
  package let people: PeopleRules
  private let cache = Mutex(Cache())

  /// A person as others see them.
  package struct Person: Equatable, Sendable {
    package let user: User
    package let creator: CreatorStatus?

    /// Whether they may receive gifts.
    package var isApprovedCreator: Bool { creator == .approved }
  }

  fileprivate struct Cache {
    /// Increases with every change, so that a read that began before the change is not cached.
    var generation: Int64 = 0
    var idsByExternal: [UniqueName: UserID] = [:]
    var people: [UserID: Person] = [:]
    var gifts: [GiftID: Gift] = [:]
    var streams: [StreamID: LiveStream] = [:]
    var settings: Settings?
    /// Ids that exist; they are never deleted, so commits need not evict them.
    var existing: Set<OwnerID> = []
  }

  package init(store: any Store, readers: Readers, people: PeopleRules = PeopleRules()) {
    self.people = people
    self.store = store
    self.readers = readers
  }

  /// The person with an id of the integrator; nil if unknown.
  ///
  /// - Throws: ``StoreError``.
  package func person(
    externalID: String, as reader: ReaderClass = .money
  ) async throws(StoreError) -> Person? {
    if let known = cachedPerson(externalID: externalID) { return known }
    let store = store
    let owner = try await readers.read(as: reader) { () throws(StoreError) in
      try store.owner(of: UniqueName(.user, externalID))
    }
    guard let owner else { return nil }
    return try await person(UserID(owner.rawValue), as: reader)
  }

  /// The person whom a client names, by the integrator's id or by ours; nil if unknown.
  ///
  /// - Throws: ``StoreError``.
  package func person(
    named name: String, as reader: ReaderClass = .money
  ) async throws(StoreError) -> Person? {
    if let known = try await person(externalID: name, as: reader) { return known }
    guard let id = UserID(text: name) else { return nil }
    return try await person(id, as: reader)
  }

  /// The cached person; nil if not cached, which does not mean that there is no such person.
  package func cachedPerson(externalID: String) -> Person? {
    cache.withLock { cache in
      cache.idsByExternal[UniqueName(.user, externalID)].flatMap { cache.people[$0] }
    }
  }

  /// The person with one of our ids; nil if unknown.
  ///
  /// - Throws: ``StoreError``.
  package func person(
    _ id: UserID, as reader: ReaderClass = .money
  ) async throws(StoreError) -> Person? {
    if let known = cache.withLock({ $0.people[id] }) { return known }
    let owner = OwnerID(id)
    return try await load(owner, as: reader) { state in
      state.users[owner].map { Person(user: $0, creator: state.creators[owner]?.status) }
    } keep: { cache, person in
      cache.people[id] = person
      cache.idsByExternal[UniqueName(.user, person.user.externalID)] = id
    }
  }

  /// The gift with an id; nil if unknown.
  ///
  /// - Throws: ``StoreError``.
  package func gift(
    _ id: GiftID, as reader: ReaderClass = .money
  ) async throws(StoreError) -> Gift? {
    if let known = cache.withLock({ $0.gifts[id] }) { return known }
    return try await load(OwnerID(id), as: reader) {
      $0.gifts[OwnerID(id)]
    } keep: {
      $0.gifts[id] = $1
    }
  }

  /// The stream with an id; nil if unknown.
  ///
  /// - Throws: ``StoreError``.
  package func stream(
    _ id: StreamID, as reader: ReaderClass = .money
  ) async throws(StoreError) -> LiveStream? {
    if let known = cache.withLock({ $0.streams[id] }) { return known }
    return try await load(OwnerID(id), as: reader) {
      $0.streams[OwnerID(id)]
    } keep: {
      $0.streams[id] = $1
    }
  }

  /// Whether a gift exists, on offer or retired.
  ///
  /// Checked for ids from clients before the command is queued, so that the lane loads nothing for
  /// invented ids. An id with a stored answer exists for ever.
  ///
  /// - Throws: ``StoreError``.
  package func exists(_ gift: GiftID) async throws(StoreError) -> Bool {
    try await exists(OwnerID(gift)) { $0.gifts[OwnerID(gift)] != nil }
  }

  /// Whether a stream exists, live or ended.
  ///
  /// - Throws: ``StoreError``.
  package func exists(_ stream: StreamID) async throws(StoreError) -> Bool {
    try await exists(OwnerID(stream)) { $0.streams[OwnerID(stream)] != nil }
  }

  /// Whether a coin package exists, on sale or not.
  ///
  /// - Throws: ``StoreError``.
  package func exists(_ package: PackageID) async throws(StoreError) -> Bool {
    try await exists(OwnerID(package)) { $0.packages[OwnerID(package)] != nil }
  }

  /// Whether an API key exists, revoked or not.
  ///
  /// - Throws: ``StoreError``.
  package func exists(_ key: APIKeyID) async throws(StoreError) -> Bool {
    try await exists(OwnerID(key)) { $0.apiKeys[OwnerID(key)] != nil }
  }

  /// The cached settings; nil if they are not cached.
  package var cachedSettings: Settings? { cache.withLock { $0.settings } }

  /// The settings in force.
  ///
  /// - Throws: ``StoreError``.
  package func settings() async throws(StoreError) -> Settings {
    if let known = cache.withLock({ $0.settings }) { return known }
    return try await load(.global, as: .money) {
      $0.settings
    } keep: {
      $0.settings = $1
    } ?? .initial
  }

  /// Evicts everything that some entries changed.
  func forget(whatChangedIn entries: [JournalEntry]) {
    cache.withLock { cache in
      for entry in entries { entry.read(by: &cache) }
    }
  }

  private func exists(
    _ owner: OwnerID, _ isThere: @escaping @Sendable (State) -> Bool
  ) async throws(StoreError) -> Bool {
    if cache.withLock({ $0.existing.contains(owner) }) { return true }
    return try await load(owner, as: .money) {
      isThere($0) ? true : nil
    } keep: { cache, _ in
      cache.existing.insert(owner)
    } ?? false
  }

  private func load<Value: Sendable>(
    _ owner: OwnerID, as reader: ReaderClass, _ pick: @escaping @Sendable (State) -> Value?,
    keep: @Sendable (inout Cache, Value) -> Void
  ) async throws(StoreError) -> Value? {
    let generation = cache.withLock { $0.generation }
    let store = store
    let value = try await readers.read(as: reader) { () throws(StoreError) in
      pick(try store.state(of: [owner]))
    }
    guard let value else { return nil }
    cache.withLock { cache in
      guard cache.generation == generation else { return }
      cache.makeRoom()
      keep(&cache, value)
    }
    return value
  }
}

extension Directory.Cache: FactReader {
  mutating func changed(_ owner: OwnerID) {
    generation += 1
    guard owner != .global else {
      settings = nil
      return
    }
    people[UserID(owner.rawValue)] = nil
    gifts[GiftID(owner.rawValue)] = nil
    streams[StreamID(owner.rawValue)] = nil
  }
}

extension Directory.Cache {
  /// Empties each cache that has grown beyond its bound.
  fileprivate mutating func makeRoom() {
    if people.count >= Self.peopleMax {
      people = [:]
      idsByExternal = [:]
    }
    if gifts.count >= Self.thingsMax { gifts = [:] }
    if streams.count >= Self.thingsMax { streams = [:] }
    if existing.count >= Self.peopleMax { existing = [] }
  }

  private static let peopleMax = 50_000
  private static let thingsMax = 10_000
}
