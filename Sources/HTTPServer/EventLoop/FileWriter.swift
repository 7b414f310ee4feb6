import CHTTP

/// Appends bytes to an open file without blocking the loop; only on the loop.
final class FileWriter {
  private let loop: EventLoop
  private let descriptor: Int32
  private var isWriting = false
  private var whenWritten: ((Bool) -> Void)?

  init(loop: EventLoop, descriptor: Int32) {
    self.loop = loop
    self.descriptor = descriptor
  }

  /// Writes a copy of the bytes and says whether all of them arrived.
  ///
  /// One write at a time: the next one after `whenWritten` was called.
  func write(_ bytes: [UInt8], whenWritten: @escaping (Bool) -> Void) {
    precondition(!isWriting, "the file still takes the bytes before")
    isWriting = true
    self.whenWritten = whenWritten
    // Retained for the C request, given back in `written`, or below when there is none.
    let context = unsafe Unmanaged.passRetained(self).toOpaque()
    let error = unsafe loop.withRaw {
      unsafe ovation_file_write($0, descriptor, bytes, bytes.count, context)
    }
    // No request was made, so nobody else will give the reference back.
    if error != 0 { unsafe FileWriter.written(context, succeeded: false) }
  }

  static func written(_ context: UnsafeMutableRawPointer?, succeeded: Bool) {
    // The only call for this request: gives back what `write` retained.
    guard let context = unsafe context else { return }
    let writer = unsafe Unmanaged<FileWriter>.fromOpaque(context).takeRetainedValue()
    let whenWritten = writer.whenWritten
    writer.isWriting = false
    writer.whenWritten = nil
    whenWritten?(succeeded)
  }
}
