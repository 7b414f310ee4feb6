package import Ledger
package import Monetization

/// A caller's idempotency key: unique per caller.
package struct IdempotencyKey: Hashable, Sendable {
  /// The acting user, or the API key if it acts for no user.
  package let scope: OwnerID
  /// The API key that acts for the user of ``scope``; nil if the user acts directly.
  package let apiKey: APIKeyID?
  /// 16 bytes: a UUID unchanged, so that time-ordered ones are stored in time order, otherwise a
  /// digest of the text.
  package let value: UInt128
  /// Whether ``value`` is a UUID's own bytes.
  package let isUUID: Bool

  package init(scope: OwnerID, apiKey: APIKeyID? = nil, value: UInt128, isUUID: Bool) {
    self.scope = scope
    self.apiKey = apiKey
    self.value = value
    self.isUUID = isUUID
  }

  /// The time of a version 7 UUID; nil for every other key.
  ///
  /// Without the variant `10` the version has no meaning. *Source:* RFC 9562, sections 4.1 and 5.7.
  package var madeAt: Timestamp? {
    guard isUUID, (value >> 76) & 0xF == 7, (value >> 62) & 0b11 == 0b10 else { return nil }
    return Timestamp(milliseconds: Int64(value >> 80))
  }

  /// How far a key may be ahead of the server's clock, to tolerate wrong clocks of clients.
  ///
  /// Every answer is kept for a day longer than its key counts as new.
  package static let aheadMaxDays: Int64 = 1
}

extension IdempotencyKey {
  /// The stored form without the scope; only the first ``storedLength`` bytes are used.
  ///
  /// A byte for the kind, the value, and the API key where one acts for the user: different callers
  /// never have the same bytes. Keys that carry a time come first and sort by time across all
  /// callers.
  package var storedBytes: [25 of UInt8] {
    var bytes = [25 of UInt8](repeating: 0)
    bytes[0] = kind.rawValue
    let words = (
      UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value),
      UInt64(bitPattern: apiKey?.rawValue ?? 0)
    )
    for place in 0..<8 {
      let shift = UInt64(56 - 8 * place)
      bytes[1 + place] = UInt8(truncatingIfNeeded: words.0 >> shift)
      bytes[9 + place] = UInt8(truncatingIfNeeded: words.1 >> shift)
      bytes[17 + place] = UInt8(truncatingIfNeeded: words.2 >> shift)
    }
    return bytes
  }

  /// The number of bytes of ``storedBytes`` that are stored.
  package var storedLength: Int { apiKey == nil ? 17 : 25 }

  /// Decodes a stored key; nil for bytes that ``storedBytes`` cannot be.
  package init?(storedBytes bytes: [UInt8], scope: OwnerID) {
    guard bytes.count == 17 || bytes.count == 25, let kind = Kind(rawValue: bytes[0]) else {
      return nil
    }
    let value = bytes[1...16].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    let apiKey = bytes.dropFirst(17).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    self.init(
      scope: scope,
      apiKey: bytes.count == 17 ? nil : APIKeyID(Int64(bitPattern: apiKey)),
      value: value, isUUID: kind != .text)
    guard self.kind == kind else { return nil }
  }

  /// The bound that sorts after all stored keys with an earlier time, and before all other keys.
  package static func storedBound(at time: Timestamp) -> [UInt8] {
    guard time.milliseconds < 1 << 48 else { return [Kind.text.rawValue] }
    let milliseconds = max(0, time.milliseconds)
    return [Kind.timeOrdered.rawValue]
      + stride(from: 40, through: 0, by: -8).map { UInt8(truncatingIfNeeded: milliseconds >> $0) }
  }

  /// The first stored byte; numbers are never reused.
  private enum Kind: UInt8 { case timeOrdered = 1, text, otherUUID }

  private var kind: Kind {
    guard isUUID else { return .text }
    return madeAt == nil ? .otherUUID : .timeOrdered
  }
}

/// The stored answer of a key, kept for ``retentionDays``.
package struct StoredAnswer: Equatable, Sendable {
  /// The result of the key's first use.
  package enum Result: Equatable, Sendable {
    /// The command was accepted; this is its entry.
    case entry(EntryPosition)
    /// The rules refused the command.
    case refused(Refusal)
  }

  /// 128 bits over route and business fields of the request.
  package let fingerprint: UInt128
  package let at: Timestamp
  package let result: Result

  package init(fingerprint: UInt128, at: Timestamp, result: Result) {
    self.fingerprint = fingerprint
    self.at = at
    self.result = result
  }

  /// How long answers are kept, counted from the key's own time if it carries one.
  package static let retentionDays: Int64 = 30

  private static let version: UInt8 = 1

  /// Writes the stored form: version, fingerprint, time, result.
  package func encode(into writer: inout ByteWriter) {
    writer.write(Self.version)
    writer.write(UInt64(truncatingIfNeeded: fingerprint >> 64))
    writer.write(UInt64(truncatingIfNeeded: fingerprint))
    writer.write(at.milliseconds)
    switch result {
    case .entry(let position):
      writer.write(UInt8(1))
      writer.write(position.rawValue)
    case .refused(let refusal):
      writer.write(UInt8(2))
      refusal.encode(into: &writer)
    }
  }

  /// Reads the stored form.
  ///
  /// - Throws: ``DecodingFault``.
  package init(from reader: inout ByteReader) throws(DecodingFault) {
    let version = try reader.byte()
    guard version == Self.version else {
      throw .unknownCase("version of stored answer", UInt64(version))
    }
    let high = try reader.unsigned()
    fingerprint = UInt128(high) << 64 | UInt128(try reader.unsigned())
    at = Timestamp(milliseconds: try reader.integer())
    switch try reader.byte() {
    case 1: result = .entry(EntryPosition(rawValue: try reader.integer()))
    case 2: result = .refused(try Refusal(from: &reader))
    case let other: throw .unknownCase("stored answer", UInt64(other))
    }
  }
}

extension IdempotencyKey: PlaceKey {
  // Callers choose their keys, so the hash is seeded with a secret of the process.
  package var bits: UInt64 {
    PlaceBits.of(
      UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value),
      UInt64(bitPattern: scope.rawValue))
  }

  // Every gift's key is hashed several times, so one word is hashed instead of five.
  package func hash(into hasher: inout Hasher) { hasher.combine(bits) }
}
