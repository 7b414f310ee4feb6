/// A 64-bit checksum against torn writes and accidental edits, not against forgery.
///
/// *Source:* FNV-1a of Fowler, Noll and Vo.
enum Checksum {
  /// The checksum of some bytes.
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }
}
