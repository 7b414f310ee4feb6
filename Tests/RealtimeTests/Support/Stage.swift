import Ledger
import Monetization
import Realtime
import Synchronization

/// The platform as real time sees it: two people, two streams, a clock that is set by hand.
final class Stage: Sendable {
  static let alice = UserID(1)
  static let bob = UserID(2)
  static let aliceToken = "fake-token-of-alice"
  static let bobToken = "fake-token-of-bob"
  static let start = Timestamp(milliseconds: 1_000_000)
  static let expiry = Timestamp(milliseconds: 2_000_000)

  /// A gift whose name takes two hundred kilobytes on the wire.
  static let longGift = GiftID(99)
  private static let longName = String(repeating: "rose", count: 50_000)

  private let time = Mutex(Stage.start)

  func setTime(_ later: Timestamp) {
    time.withLock { $0 = later }
  }

  var sources: RealtimeSources {
    RealtimeSources(
      authenticate: { token, _ in
        switch token {
        case Self.aliceToken: .granted(Self.alice, expiresAt: Self.expiry)
        case Self.bobToken: .granted(Self.bob, expiresAt: Timestamp(milliseconds: .max))
        case "fake-token-in-an-outage": .unavailable
        case "fake-token-after-many-wrong-ones": .limited
        case "fake-token-that-has-just-ended": .granted(Self.alice, expiresAt: Self.start)
        default: .refused
        }
      },
      findRoom: { name in
        switch name {
        case Sample.channel: .open(.stream(Sample.stream))
        case Sample.otherChannel: .open(.stream(Sample.otherStream))
        default: .unknown
        }
      },
      describe: { animation in
        Sample.caption(
          animation, giftName: animation.subject == OwnerID(Self.longGift) ? Self.longName : "Rose")
      },
      now: { self.time.withLock { $0 } })
  }
}
