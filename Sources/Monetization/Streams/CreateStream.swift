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

/// The creator, or an admin, starts, ends or cancels a stream.
package struct MoveStream: Rule {
  package typealias Made = StreamChanged

  /// What shall become of the stream.
  package enum Step: Equatable, Sendable { case start, end, cancel }

  package let stream: StreamID
  package let step: Step
  /// The creator who asks; nil for an admin, who may move any stream.
  package let creator: UserID?

  package init(stream: StreamID, step: Step, creator: UserID?) {
    self.stream = stream
    self.step = step
    self.creator = creator
  }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(stream)]) }

  package var command: Command { .moveStream(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let row = state.streams[OwnerID(stream)], creator == nil || row.creator == creator
    else { return .refuse(.notFound(.stream)) }
    switch (step, row.status) {
    case (.start, .live), (.end, .ended), (.cancel, .cancelled): return .unchanged
    case (.start, .scheduled): return move(row, to: .live, at: moment)
    case (.end, .live): return move(row, to: .ended, at: moment)
    case (.cancel, .scheduled): return move(row, to: .cancelled, at: moment)
    case (.end, .scheduled): return .refuse(.stream(.notLive))
    case (.cancel, .live): return .refuse(.stream(.alreadyStarted))
    case (_, .ended), (_, .cancelled): return .refuse(.stream(.alreadyEnded))
    }
  }

  private func move(
    _ row: LiveStream, to status: StreamStatus, at moment: Moment
  ) -> Decision {
    var moved = row
    moved.status = status
    if status == .live { moved.startedAt = moment.time } else { moved.endedAt = moment.time }
    return .accept(
      Delta(
        facts: [.streamChanged(StreamChanged(row.id, creator: row.creator, status))],
        rows: [.stream(moved)]))
  }
}
