package import Ledger

/// How far an application is: applied → approved | rejected → (applied again).
///
/// The numbers are stored and never reused; 4 was a status that nobody could reach.
package enum CreatorStatus: UInt8, Sendable, CaseIterable {
  /// → approved, rejected.
  case applied = 1
  case approved = 2
  /// → applied, by applying again.
  case rejected = 3
}

/// A user who may receive, once approved.
package struct Creator: StoredRow {
  package static let tag = RowTag.creator
  /// Version 1 has no live stream, version 2 not when in its order the application was made.
  package static let version: UInt8 = 3

  package let user: UserID
  package var status: CreatorStatus
  /// Why the application was rejected; shown to the applicant.
  package var reason: String?
  package let appliedAt: Timestamp
  package var reviewedAt: Timestamp?
  /// The one stream that is live now, if any.
  package var liveStream: StreamID?
  /// The stamp of the entry in which they applied, by which applications are ordered; nil for those
  /// from before it was kept.
  package let application: Stamp?

  package init(user: UserID, appliedAt: Timestamp, application: Stamp? = nil) {
    self.user = user
    status = .applied
    reason = nil
    self.appliedAt = appliedAt
    reviewedAt = nil
    liveStream = nil
    self.application = application
  }

  /// As what lists have the application: by when it was made, or by when the user became known.
  package var listed: OwnerID {
    application.map { OwnerID(rawValue: $0.rawValue) } ?? OwnerID(user)
  }

  package var key: OwnerID { OwnerID(user) }

  package func encodeFields(into writer: inout ByteWriter) {
    writer.write(user.rawValue)
    writer.write(status.rawValue)
    writer.write(reason)
    writer.write(appliedAt.milliseconds)
    writer.write(reviewedAt?.milliseconds)
    writer.write(liveStream?.rawValue)
    writer.write(application?.rawValue)
  }

  package init(
    of key: OwnerID, fields reader: inout ByteReader, version: UInt8
  ) throws(DecodingFault) {
    user = UserID(try reader.integer())
    status = try reader.enumeration(CreatorStatus.self, "creator status")
    reason = try reader.optionalText()
    appliedAt = Timestamp(milliseconds: try reader.integer())
    reviewedAt = try reader.optionalInteger().map(Timestamp.init(milliseconds:))
    liveStream = version > 1 ? try reader.optionalInteger().map { StreamID($0) } : nil
    application = version > 2 ? try reader.optionalInteger().map(Stamp.init(rawValue:)) : nil
  }
}
