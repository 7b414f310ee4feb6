package import Ledger

/// A creator makes a stream, now or for later.
package struct CreateStream: Rule {
  package typealias Made = StreamChanged

  package let creator: UserID
  package let title: String
  package let viewersMax: Int64?
  package let scheduledAt: Timestamp?

  package init(creator: UserID, title: String, viewersMax: Int64?, scheduledAt: Timestamp?) {
    self.creator = creator
    self.title = title
    self.viewersMax = viewersMax
    self.scheduledAt = scheduledAt
  }

  package var command: Command { .createStream(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(creator)]) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let user = state.users[OwnerID(creator)] else { return .refuse(.notFound(.user)) }
    guard !user.isSuspended else { return .refuse(.user(.suspended)) }
    guard state.creators[OwnerID(creator)]?.status == .approved else {
      return .refuse(.notFound(.creator))
    }
    var stream = LiveStream(
      id: StreamID(moment.stamp.rawValue), creator: creator, title: title)
    stream.viewersMax = viewersMax
    stream.scheduledAt = scheduledAt
    return .accept(
      Delta(
        facts: [.streamChanged(StreamChanged(stream.id, creator: creator, .scheduled))],
        rows: [.stream(stream)]))
  }
}
