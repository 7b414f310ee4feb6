import Ledger

/// The creator, or an admin, starts, ends or cancels a stream.
package struct MoveStream: Rule {
  package typealias Made = StreamChanged

  /// The step to take.
  package enum Step: Equatable, Sendable { case start, end, cancel }

  package let stream: StreamID
  /// The stream's creator, whose row says which stream is live.
  package let creator: UserID
  package let step: Step
  /// The creator who asks; nil for an admin, who may move any stream.
  package let asker: UserID?

  package init(stream: StreamID, of creator: UserID, step: Step, asker: UserID?) {
    self.stream = stream
    self.creator = creator
    self.step = step
    self.asker = asker
  }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(stream), OwnerID(creator)]) }

  package var command: Command { .moveStream(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let row = state.streams[OwnerID(stream)], row.creator == creator,
      asker == nil || asker == creator, let owner = state.creators[OwnerID(creator)]
    else { return .refuse(.notFound(.stream)) }
    switch (step, row.status) {
    case (.start, .live), (.end, .ended), (.cancel, .cancelled): return .unchanged
    case (.start, .scheduled):
      guard owner.liveStream == nil else { return .refuse(.stream(.creatorAlreadyLive)) }
      return move(row, of: owner, to: .live, at: moment)
    case (.end, .live): return move(row, of: owner, to: .ended, at: moment)
    case (.cancel, .scheduled): return move(row, of: owner, to: .cancelled, at: moment)
    case (.end, .scheduled): return .refuse(.stream(.notLive))
    case (.cancel, .live): return .refuse(.stream(.alreadyStarted))
    case (_, .ended), (_, .cancelled): return .refuse(.stream(.alreadyEnded))
    }
  }

  private func move(
    _ row: LiveStream, of creator: Creator, to status: StreamStatus, at moment: Moment
  ) -> Decision {
    var moved = row
    moved.status = status
    if status == .live { moved.startedAt = moment.time } else { moved.endedAt = moment.time }
    var owner = creator
    if status == .live {
      owner.liveStream = row.id
    } else if owner.liveStream == row.id {
      owner.liveStream = nil
    }
    let rows: [RowChange] = owner == creator ? [] : [.creator(owner)]
    return .accept(
      Delta(
        facts: [.streamChanged(StreamChanged(row.id, creator: row.creator, status))],
        rows: [.stream(moved)] + rows))
  }
}
