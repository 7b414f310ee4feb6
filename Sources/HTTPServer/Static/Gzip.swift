import CZlib

/// Compresses with zlib; the only file that uses that library.
enum Gzip {
  /// Fifteen bits of window, and 16 to ask for the gzip wrapper.
  private static let windowBits: Int32 = 15 + 16

  /// The gzip form of some bytes, nil unless it is smaller.
  static func compress(_ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > 256, bytes.count < Int(UInt32.max) else { return nil }
    // Zlib fills the empty structure, whose size it is given.
    var stream = unsafe z_stream()
    let size = unsafe Int32(MemoryLayout<z_stream>.size)
    let start = unsafe deflateInit2_(
      &stream, 9, Z_DEFLATED, windowBits, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
    guard start == Z_OK else { return nil }
    // Frees what `deflateInit2_` allocated, once.
    defer { unsafe _ = deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: bytes.count)
    let count = unsafe run(&stream, &input, &output)
    guard let count, count < bytes.count else { return nil }
    return Array(output[..<count])
  }

  /// - Returns: the length of the output, nil when it would not be smaller than the input.
  private static func run(
    _ stream: inout z_stream, _ input: inout [UInt8], _ output: inout [UInt8]
  ) -> Int? {
    let (inputCount, outputCount) = (input.count, output.count)
    // Both buffers are borrowed for the one call that reads and writes them.
    return unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.next_in = input.baseAddress
        unsafe stream.avail_in = UInt32(inputCount)
        unsafe stream.next_out = output.baseAddress
        unsafe stream.avail_out = UInt32(outputCount)
        guard unsafe deflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
        return Int(unsafe stream.total_out)
      }
    }
  }
}
