import Application
import Ledger
import Monetization

/// Compares what a process remembers of people and things with what is committed.
///
/// Each comparison also has the directory remember everything, so that whatever it is not told of
/// later is seen by the next one.
struct DirectoryAudit {
  let directory: Directory
  let store: any Store

  /// Asks for everything that the model knows of.
  ///
  /// - Throws: ``Discrepancy`` or ``StoreError``.
  func compare(with model: NaiveModel) async throws {
    for id in model.users.keys.sorted() {
      let (person, state) = (try await directory.person(id), try row(OwnerID(id)))
      try require(
        person?.user == state.users[OwnerID(id)]
          && person?.creator == state.creators[OwnerID(id)]?.status,
        "the directory remembers another person than is committed")
    }
    for id in model.gifts.keys.sorted() {
      let (gift, state) = (try await directory.gift(id), try row(OwnerID(id)))
      try require(
        gift == state.gifts[OwnerID(id)], "the directory remembers another gift than is committed")
    }
    for id in model.streams.keys.sorted() {
      let (stream, state) = (try await directory.stream(id), try row(OwnerID(id)))
      try require(
        stream == state.streams[OwnerID(id)],
        "the directory remembers another stream than is committed")
    }
    let (settings, state) = (try await directory.settings(), try row(.global))
    try require(
      settings == state.settings,
      "the directory remembers other settings than are committed")
  }

  private func row(_ owner: OwnerID) throws(StoreError) -> State {
    try store.state(of: [owner])
  }
}
