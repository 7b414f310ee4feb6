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

  /// A payment as viewers see it; unreadable parts are left out, because the payment is final.
  package func caption(of animation: PaymentAnimation) async -> AnimationCaption {
    let sender = await person(animation.payer)?.user.shown(by: directory.people.shownIDs)
    return AnimationCaption(
      gift: await gift(of: animation), senderID: sender?.id,
      senderName: animation.payer == nil
        ? AnimationCaption.crowdName : sender?.name ?? "",
      message: await message(at: animation.message))
  }

  private func gift(of animation: PaymentAnimation) async -> GiftAppearance? {
    guard animation.source == .gift else { return nil }
    // A name that cannot be read now is no reason to lose the gift.
    let gift = try? await directory.gift(GiftID(animation.subject.rawValue), as: .own)
    return gift?.appearance
  }

  private func person(_ id: UserID?) async -> Directory.Person? {
    guard let id else { return nil }
    // As above: the payment is shown without a name.
    return try? await directory.person(id, as: .own)
  }

  private func message(at message: PaymentAnimation.MessagePlace?) async -> String? {
    guard let message else { return nil }
    let store = store
    // As above: the payment is shown without its message, which may also have been erased.
    let texts = try? await readers.read(as: .own) { () throws(StoreError) in
      try store.texts(at: message.position)
    }
    guard let texts, texts.indices.contains(message.place) else { return nil }
    return texts[message.place]?.text
  }
}
