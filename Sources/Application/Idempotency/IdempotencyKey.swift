package import Ledger
package import Monetization

/// A caller's idempotency key: unique per caller.
package struct IdempotencyKey: Hashable, Sendable {
  /// The acting user, or the API key that acts for nobody.
  package let scope: OwnerID
  /// The API key that acts for the user of ``scope``; nil where the user does so themselves.
  package let apiKey: APIKeyID?
  /// 16 bytes: a UUID as it is, so that time-ordered ones are stored in time order, else a
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

  /// When a UUID of version 7 was made; nil for every other key.
  ///
  /// Without the variant `10` the version means nothing. *Source:* RFC 9562, sections 4.1 and 5.7.
  package var madeAt: Timestamp? {
    guard isUUID, (value >> 76) & 0xF == 7, (value >> 62) & 0b11 == 0b10 else { return nil }
    return Timestamp(milliseconds: Int64(value >> 80))
  }

  /// How far a key may be ahead of the server's clock, for clients whose clock is wrong.
  ///
  /// An answer is kept for a day longer than its key counts as new, whenever the key was made.
  package static let aheadMaxDays: Int64 = 1
}

extension IdempotencyKey {
  /// The stored form of everything but the scope; only the first ``storedLength`` bytes count.
  ///
  /// A byte for the kind, the value, and the API key where one acts for the user: callers whose
  /// bytes differ in length or content never share a key. Keys that carry a time come first and
  /// sort by it, whoever sent them.
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

  /// How many bytes of ``storedBytes`` are stored.
  package var storedLength: Int { apiKey == nil ? 17 : 25 }

  /// The key of stored bytes; nil for bytes that ``storedBytes`` never is.
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

  /// What sorts behind the stored form of every key that carries an earlier time, and before that
  /// of all others.
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

/// What a key answers: kept for ``retentionDays``.
package struct StoredAnswer: Equatable, Sendable {
  /// What the key was first used for.
  package enum Result: Equatable, Sendable {
    /// The command was accepted and journaled here.
    case entry(EntryPosition)
    /// The rules refused.
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

  /// How long answers are kept, counted from when the key was made where it says so.
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
  // Callers choose their keys, so the secret of the process is in the bits.
  package var bits: UInt64 {
    PlaceBits.of(
      UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value),
      UInt64(bitPattern: scope.rawValue))
  }

  // Every gift's key is hashed several times: one word instead of five.
  package func hash(into hasher: inout Hasher) { hasher.combine(bits) }
}
