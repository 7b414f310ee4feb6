package import Application
import Ledger
import Monetization

/// Reads what real time must know of the store, never on the loop's own time.
package struct RoomReader: Sendable {
  private let directory: Directory
  private let store: any Store
  private let readers: Readers

  package init(directory: Directory, store: any Store, readers: Readers) {
    self.directory = directory
    self.store = store
    self.readers = readers
  }

  /// The room of a channel name: that of an existing stream.
  package func room(ofChannel name: String) async -> RoomAnswer {
    guard let separator = name.firstIndex(of: "-"),
      let id = StreamID(text: String(name[name.index(after: separator)...]))
    else { return .unknown }
    do {
      let stream = try await directory.stream(id, as: .anybody)
      return stream?.channel == name ? .open(.stream(id)) : .unknown
    } catch {
      return .unavailable
    }
  }

  /// What people see of a gift; what cannot be read is left out, because the gift was sent.
  package func caption(of animation: GiftAnimation) async -> GiftCaption {
    // A name that cannot be read now is no reason to lose the gift.
    let gift = try? await directory.gift(animation.gift, as: .own)
    let sender = await person(animation.sender)
    return GiftCaption(
      giftName: gift?.appearance.name ?? "", imageURL: gift?.appearance.imageURL,
      animationURL: gift?.appearance.animationURL, senderID: sender?.user.externalID,
      senderName: animation.sender == nil ? GiftCaption.crowdName : sender?.user.shownName ?? "",
      message: await message(at: animation.messagePosition))
  }

  private func person(_ id: UserID?) async -> Directory.Person? {
    guard let id else { return nil }
    // As above: the gift is shown without a name.
    return try? await directory.person(id, as: .own)
  }

  private func message(at position: EntryPosition?) async -> String? {
    guard let position else { return nil }
    let store = store
    // As above: the gift is shown without its message, which may also have been erased.
    let texts = try? await readers.read(as: .own) { () throws(StoreError) in
      try store.texts(at: position)
    }
    return texts?.first??.text
  }
}
