import CHTTP

/// The callbacks of a socket's owner, always called on the loop.
protocol TCPSocketOwner: AnyObject {
  /// Bytes were received; they are borrowed until the call returns.
  func received(_ bytes: Span<UInt8>)
  /// The peer has finished sending (`lost: false`), or the connection is gone.
  func ended(lost: Bool)
  /// The bytes given to `writeLater` were written, or the write failed.
  func written(succeeded: Bool)
  /// The last call: the socket is closed.
  func closed()
}

/// A connected TCP socket; the only file that touches the C sockets.
///
/// The C handle retains the socket, and the socket its owner, until `closed`.
/// `@safe`: `raw` is forgotten before the handle it names is closed.
@safe
final class TCPSocket {
  /// The other end's address.
  let peer: IPAddress
  private var raw: OpaquePointer?
  private var owner: (any TCPSocketOwner)?

  /// Takes ownership of a C handle that was just accepted.
  init(accepted handle: OpaquePointer, from peer: IPAddress) {
    self.peer = peer
    // The caller hands over the only reference to the handle.
    unsafe raw = handle
    // Retained for the C handle, released in `closed`.
    let context = unsafe Unmanaged.passRetained(self).toOpaque()
    unsafe ovation_tcp_set_context(handle, context)
  }

  /// Names the owner and starts reading.
  func open(owner: any TCPSocketOwner) {
    self.owner = owner
    resumeReading()
  }

  func resumeReading() {
    // A handle that is named here has not been closed.
    if let handle = unsafe raw { _ = unsafe ovation_tcp_read_start(handle) }
  }

  func pauseReading() {
    // A handle that is named here has not been closed.
    if let handle = unsafe raw { unsafe ovation_tcp_read_stop(handle) }
  }

  /// Writes as much of both parts as the kernel accepts now.
  ///
  /// - Returns: how many bytes it accepted, 0 when it accepts none, nil when the connection is
  ///   lost.
  func writeNow(_ first: Span<UInt8>, _ second: Span<UInt8>) -> Int? {
    guard let handle = unsafe raw else { return nil }
    let taken = unsafe first.withUnsafeBufferPointer { first in
      unsafe second.withUnsafeBufferPointer { second in
        // Both buffers are borrowed for the call only, which copies them to the kernel.
        unsafe ovation_tcp_try_write(
          handle, first.baseAddress, first.count, second.baseAddress, second.count)
      }
    }
    return taken < 0 ? nil : taken
  }

  /// Writes a copy of the bytes as soon as the kernel accepts them, then calls `written`.
  func writeLater(_ bytes: Span<UInt8>) -> Bool {
    guard let handle = unsafe raw else { return false }
    return unsafe bytes.withUnsafeBufferPointer { bytes in
      // The C side copies before it returns.
      unsafe ovation_tcp_write(handle, bytes.baseAddress, bytes.count) == 0
    }
  }

  /// Tells the peer that nothing more will be sent.
  func finishWriting() {
    // A handle that is named here has not been closed.
    if let handle = unsafe raw { _ = unsafe ovation_tcp_shutdown(handle) }
  }

  func close() {
    // Closed once, because `raw` is forgotten first.
    guard let handle = unsafe raw else { return }
    unsafe raw = nil
    unsafe ovation_tcp_close(handle)
  }
}

extension TCPSocket {
  func received(_ bytes: UnsafePointer<UInt8>?, count: Int) {
    // Libuv wrote `count` bytes there, and they stay until this call returns.
    guard count > 0, let bytes = unsafe bytes else {
      owner?.ended(lost: count != OVATION_END_OF_STREAM)
      return
    }
    let span = unsafe Span(_unsafeStart: bytes, count: count)
    owner?.received(span)
  }

  func written(succeeded: Bool) {
    owner?.written(succeeded: succeeded)
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> TCPSocket? {
    // Retained by `init` until `closed`.
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<TCPSocket>.fromOpaque(context).takeUnretainedValue()
  }

  static func closed(_ context: UnsafeMutableRawPointer?) {
    // The last call for this handle: releases what `init` retained.
    guard let context = unsafe context else { return }
    let socket = unsafe Unmanaged<TCPSocket>.fromOpaque(context).takeRetainedValue()
    unsafe socket.raw = nil
    let owner = socket.owner
    socket.owner = nil
    owner?.closed()
  }
}
