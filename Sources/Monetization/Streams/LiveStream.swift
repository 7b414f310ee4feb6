package import Ledger
import Money

/// The entity that stream identifiers name.
package enum StreamEntity: Identified {
  package static let prefix = "str"
}

/// The identifier of a stream.
package typealias StreamID = Identifier<StreamEntity>

/// How far a stream is; the numbers are stored and never reused.
package enum StreamStatus: UInt8, Sendable, CaseIterable {
  /// → live, cancelled.
  case scheduled = 1
  /// → ended.
  case live = 2
  case ended = 3
  case cancelled = 4
}

/// A creator's live stream, whose channel is a room.
package struct LiveStream: StoredRow {
  package static let tag = RowTag.stream

  package let id: StreamID
  package let creator: UserID
  package var title: String
  package var status: StreamStatus
  /// How many may watch at once; nil for no limit.
  package var viewersMax: Int64?
  package var scheduledAt: Timestamp?
  package var startedAt: Timestamp?
  package var endedAt: Timestamp?

  package init(id: StreamID, creator: UserID, title: String) {
    self.id = id
    self.creator = creator
    self.title = title
    status = .scheduled
    viewersMax = nil
    scheduledAt = nil
    startedAt = nil
    endedAt = nil
  }

  /// The name of the stream's room.
  package var channel: String { "stream-" + id.text }

  package var key: OwnerID { OwnerID(id) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(id.rawValue)
    writer.write(creator.rawValue)
    writer.write(title)
    writer.write(status.rawValue)
    writer.write(viewersMax)
    writer.write(scheduledAt?.milliseconds)
    writer.write(startedAt?.milliseconds)
    writer.write(endedAt?.milliseconds)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    id = StreamID(try reader.integer())
    creator = UserID(try reader.integer())
    title = try reader.text()
    status = try reader.enumeration(StreamStatus.self, "stream status")
    viewersMax = try reader.optionalInteger()
    scheduledAt = try reader.optionalInteger().map(Timestamp.init(milliseconds:))
    startedAt = try reader.optionalInteger().map(Timestamp.init(milliseconds:))
    endedAt = try reader.optionalInteger().map(Timestamp.init(milliseconds:))
  }
}
