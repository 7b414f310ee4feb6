package import Ledger

/// A stream was made or moved on to another status.
package struct StreamChanged: FactBody {
  package static let kind = FactKind.streamChanged
  package let stream: StreamID
  package let creator: UserID
  package let status: StreamStatus

  package init(_ stream: StreamID, creator: UserID, _ status: StreamStatus) {
    self.stream = stream
    self.creator = creator
    self.status = status
  }

  package func encode(into writer: inout ByteWriter) {
    writer.write(stream.rawValue)
    writer.write(creator.rawValue)
    writer.write(Int64(status.rawValue))
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    stream = StreamID(try reader.integer())
    creator = UserID(try reader.integer())
    status = try reader.foldedEnumeration(StreamStatus.self, "stream status")
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(stream))
    // Their row says which stream is live.
    reader.changed(OwnerID(creator))
    reader.listed(
      OwnerID(stream), in: Listing(.streamsByCreator, group: creator.rawValue), true)
    reader.moved(OwnerID(stream), to: status, of: StreamStatus.allCases, in: .streamsByStatus)
    switch status {
    case .live: reader.published(.streamStarted(stream), in: .stream(stream))
    case .ended: reader.published(.streamEnded(stream), in: .stream(stream))
    case .scheduled, .cancelled: break
    }
  }
}

/// A stream's title, limit or time was edited; its status stayed.
package struct StreamEdited: FactBody {
  package static let kind = FactKind.streamEdited
  package let stream: StreamID

  package init(_ stream: StreamID) { self.stream = stream }

  package func encode(into writer: inout ByteWriter) { writer.write(stream.rawValue) }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    stream = StreamID(try reader.integer())
  }

  package func read(by reader: inout some FactReader, in context: FactContext) {
    reader.changed(OwnerID(stream))
  }
}
