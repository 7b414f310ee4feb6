/// The 32 bytes of a SHA-256 digest, stored inline without an allocation.
///
/// The duration of `==` depends on the bytes. To compare secrets use `ConstantTime.areEqual`.
package struct Digest32: Hashable, Sendable {
  /// How many bytes a digest has.
  package static let byteCount = 32

  /// 32 zero bytes: the head of an empty chain.
  package static let zero = Digest32(words: (0, 0, 0, 0))

  // The words hold the bytes in the order of memory, whatever the byte order of the machine.
  private let first: UInt64
  private let second: UInt64
  private let third: UInt64
  private let fourth: UInt64

  private init(words: (UInt64, UInt64, UInt64, UInt64)) {
    (first, second, third, fourth) = words
  }

  /// Creates a digest from the 32 bytes that a closure writes into the given memory.
  init(filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
    var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    // The tuple is 32 bytes without padding and outlives the call.
    unsafe withUnsafeMutableBytes(of: &words) { unsafe fill($0) }
    self.init(words: words)
  }

  /// Creates a digest from 32 bytes; nil for any other number of bytes.
  package init?(_ bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    // Both sides have 32 bytes, as just checked.
    unsafe self.init { target in unsafe target.copyBytes(from: bytes) }
  }

  /// Reads 64 hexadecimal digits; nil for anything else.
  package init?(hexadecimal text: String) {
    guard let bytes = Hexadecimal.decode(text) else { return nil }
    self.init(bytes)
  }

  /// Creates a digest from four words, each with its lowest byte first.
  package init(littleEndianWords words: (UInt64, UInt64, UInt64, UInt64)) {
    self.init(
      words: (
        words.0.littleEndian, words.1.littleEndian, words.2.littleEndian, words.3.littleEndian
      ))
  }

  /// The 32 bytes as four words, each with its lowest byte first.
  package var littleEndianWords: (UInt64, UInt64, UInt64, UInt64) {
    (first.littleEndian, second.littleEndian, third.littleEndian, fourth.littleEndian)
  }

  /// The 32 bytes.
  package var bytes: [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(Self.byteCount)
    append(to: &copy)
    return copy
  }

  /// Appends the 32 bytes.
  package func append(to bytes: inout [UInt8]) {
    // The pointer is used only inside the closure.
    unsafe withUnsafeRawBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// 64 lower-case hexadecimal digits.
  package var hexadecimal: String {
    Hexadecimal.encode(bytes)
  }

  /// Calls the closure with a pointer to the 32 bytes, which must not escape.
  package func withUnsafeRawBytes<Result>(
    _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    // Four stored 64-bit words lie side by side without padding.
    unsafe withUnsafeBytes(of: self) { unsafe body($0) }
  }
}

extension Digest32: CustomStringConvertible {
  package var description: String { hexadecimal }
}
