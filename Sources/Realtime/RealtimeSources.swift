package import Application
package import HTTPServer
package import Ledger
import Monetization

/// What real time asks of the rest of the platform; nothing in here may block the loop.
package struct RealtimeSources: Sendable {
  /// Whose token it is that has come from an address.
  package let authenticate: @Sendable (String, IPAddress) async -> Authentication
  /// The room of a channel name.
  package let findRoom: @Sendable (String) async -> RoomAnswer
  /// What people see of a payment; it must always say something, or totals would be wrong.
  package let describe: @Sendable (PaymentAnimation) async -> AnimationCaption
  /// The time of day, which tokens expire by.
  package let now: @Sendable () -> Timestamp

  package init(
    authenticate: @escaping @Sendable (String, IPAddress) async -> Authentication,
    findRoom: @escaping @Sendable (String) async -> RoomAnswer,
    describe: @escaping @Sendable (PaymentAnimation) async -> AnimationCaption,
    now: @escaping @Sendable () -> Timestamp
  ) {
    self.authenticate = authenticate
    self.findRoom = findRoom
    self.describe = describe
    self.now = now
  }

  /// The sources of a running platform; tokens are for the API to authenticate.
  package init(
    platform: Platform,
    authenticate: @escaping @Sendable (String, IPAddress) async -> Authentication
  ) {
    let reader = RoomReader(
      directory: platform.directory, store: platform.store, readers: platform.readers)
    self.init(
      authenticate: authenticate, findRoom: { await reader.room(ofChannel: $0) },
      describe: { await reader.caption(of: $0) }, now: { platform.clock.now() })
  }
}
