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

  /// Writes a copy of the bytes and reports whether all of them were written.
  ///
  /// One write at a time: the next one after `whenWritten` was called.
  func write(_ bytes: [UInt8], whenWritten: @escaping (Bool) -> Void) {
    precondition(!isWriting, "the previous write has not finished")
    isWriting = true
    self.whenWritten = whenWritten
    // Retained for the C request, released in `written`, or below when no request was made.
    let context = unsafe Unmanaged.passRetained(self).toOpaque()
    let error = unsafe loop.withRaw {
      unsafe ovation_file_write($0, descriptor, bytes, bytes.count, context)
    }
    // No request was made, so the reference must be released here.
    if error != 0 { unsafe FileWriter.written(context, succeeded: false) }
  }

  static func written(_ context: UnsafeMutableRawPointer?, succeeded: Bool) {
    // The only call for this request: releases what `write` retained.
    guard let context = unsafe context else { return }
    let writer = unsafe Unmanaged<FileWriter>.fromOpaque(context).takeRetainedValue()
    let whenWritten = writer.whenWritten
    writer.isWriting = false
    writer.whenWritten = nil
    whenWritten?(succeeded)
  }
}
