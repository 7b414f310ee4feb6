/// The ids by which requests are found in logs.
///
/// A generated id has thirteen characters, which a Swift string holds without an allocation.
struct RequestIDs {
  private var state: UInt64

  init() {
    state = UInt64.random(in: .min ... .max)
  }

  /// The client's own id if it is valid, otherwise a generated one.
  mutating func id(from headers: HTTPHeaders) -> String {
    if let given = headers.single("x-request-id").value, Self.isValid(given) { return given }
    return make()
  }

  /// 1–128 characters of letters, digits, dot, underscore, hyphen.
  static func isValid(_ text: String) -> Bool {
    (1...128).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
          UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "_"),
          UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }

  /// A scrambled counter (SplitMix64, a bijection).
  private mutating func make() -> String {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    mixed ^= mixed >> 31
    return unsafe String(unsafeUninitializedCapacity: 13) { buffer in
      for index in 0..<13 {
        let digit = UInt8(truncatingIfNeeded: mixed & 31)
        mixed >>= 5
        // The closure gets the thirteen bytes of capacity that it writes.
        unsafe buffer[index] = digit + (digit < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10)
      }
      return 13
    }
  }
}
