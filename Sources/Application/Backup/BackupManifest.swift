import JSON
package import Ledger

/// What a backup holds, as `manifest.json` beside its copy of the database.
package struct BackupManifest: Equatable, Sendable {
  /// The number of migrations that were applied to the database.
  package let schema: Int
  /// The writer's newest entry, and its number of commits.
  package let head: WriterHead
  package let commits: Int64
  /// When the copy was begun.
  package let madeAt: Timestamp
  /// The size of the database's file in bytes, and its SHA-256 as 64 hexadecimal digits.
  package let byteCount: Int64
  package let digest: String

  package init(
    schema: Int, head: WriterHead, commits: Int64, madeAt: Timestamp, byteCount: Int64,
    digest: String
  ) {
    self.schema = schema
    self.head = head
    self.commits = commits
    self.madeAt = madeAt
    self.byteCount = byteCount
    self.digest = digest
  }

  /// The version of the form that ``encoded`` writes; older ones stay readable.
  private static let version: Int64 = 1

  /// One JSON object.
  ///
  /// The stamp is a text because a JSON number may not hold 64 bits.
  package var encoded: [UInt8] {
    JSONWriter.object { object in
      object.field("version", Self.version)
      object.field("madeAt", madeAt.milliseconds)
      object.field("schema", schema)
      object.field("bytes", byteCount)
      object.field("sha256", digest)
      object.field("writer", Int64(head.writer.rawValue))
      object.field("epoch", head.epoch)
      object.field("sequence", head.sequence)
      object.field("hash", FileDigest.text(of: head.hash.bytes))
      object.field("lastStamp", String(head.lastStamp.rawValue))
      object.field("commits", commits)
    } + [UInt8(ascii: "\n")]
  }

  /// Reads a manifest.
  ///
  /// - Returns: nil if it is of another version or not one at all.
  package init?(decoding bytes: [UInt8]) {
    guard let value = Self.parsed(bytes), value["version"]?.integerValue == Self.version,
      let schema = value["schema"]?.integerValue.flatMap({ Int(exactly: $0) }), schema > 0,
      let time = value["madeAt"]?.integerValue, let count = value["bytes"]?.integerValue,
      let digest = value["sha256"]?.stringValue, FileDigest.bytes(of: digest)?.count == 32,
      let head = Self.head(in: value), let commits = value["commits"]?.integerValue
    else { return nil }
    self.init(
      schema: schema, head: head, commits: commits, madeAt: Timestamp(milliseconds: time),
      byteCount: count, digest: digest)
  }

  private static func parsed(_ bytes: [UInt8]) -> JSONValue? {
    do throws(JSONError) { return try JSONValue(parsing: bytes) } catch { return nil }
  }

  private static func head(in value: JSONValue) -> WriterHead? {
    guard
      let writer = value["writer"]?.integerValue.flatMap({ UInt16(exactly: $0) })
        .flatMap({ WriterID(rawValue: $0) }),
      let epoch = value["epoch"]?.integerValue, let sequence = value["sequence"]?.integerValue,
      let hash = value["hash"]?.stringValue.flatMap({ FileDigest.bytes(of: $0) })
        .flatMap({ ChainHash(bytes: $0) }),
      let stamp = value["lastStamp"]?.stringValue.flatMap({ Int64($0) })
    else { return nil }
    return WriterHead(
      writer: writer, epoch: epoch, sequence: sequence, hash: hash,
      lastStamp: Stamp(rawValue: stamp))
  }
}
