package import Ledger

/// The fields of a stream that are set; every other field stays as it is.
package struct StreamChanges: Equatable, Sendable {
  package var title: String?
  /// How many may watch at once; cleared for no limit.
  package var viewersMax = FieldChange<Int64>.keep
  package var scheduledAt = FieldChange<Timestamp>.keep

  /// No field.
  package init() {}

  /// The stream after the edit.
  func applied(to stream: LiveStream) -> LiveStream {
    var after = stream
    after.title = title ?? stream.title
    after.viewersMax = viewersMax.applied(to: stream.viewersMax)
    after.scheduledAt = scheduledAt.applied(to: stream.scheduledAt)
    return after
  }
}

/// The creator, or an admin, edits a stream that is not over.
package struct EditStream: Rule {
  package typealias Made = StreamEdited

  package let stream: StreamID
  package let changes: StreamChanges
  /// The creator who asks; nil for an admin, who may edit any stream.
  package let creator: UserID?

  package init(stream: StreamID, changes: StreamChanges, creator: UserID?) {
    self.stream = stream
    self.changes = changes
    self.creator = creator
  }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(stream)]) }

  package var command: Command { .editStream(self) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let before = state.streams[OwnerID(stream)], creator == nil || before.creator == creator
    else { return .refuse(.notFound(.stream)) }
    switch before.status {
    case .scheduled, .live: break
    case .ended, .cancelled: return .refuse(.stream(.alreadyEnded))
    }
    let after = changes.applied(to: before)
    if let limit = after.viewersMax, limit < 1 {
      return .refuse(.stream(.viewersOutOfBounds))
    }
    guard after != before else { return .unchanged }
    return .accept(
      Delta(
        facts: [.streamEdited(StreamEdited(stream))], rows: [.stream(after)]))
  }
}
