import CHTTP

/// A listening TCP socket: accepts waiting clients in small batches, and pauses when accepting
/// fails.
///
/// The C handle retains it until `closed`. `@unchecked Sendable`: it is touched on the loop only.
/// `@safe`: `raw` is forgotten before the handle it names is closed.
@safe
final class Listener: @unchecked Sendable {
  /// The callbacks of the owner, always called on the loop.
  struct Owner {
    let accepted: (TCPSocket) -> Void
    /// No client can be accepted at the moment; the text is the system's reason.
    let starved: (String) -> Void
  }

  /// After this many clients other sockets are served first.
  private static let acceptsPerTurnMax = 64
  /// How long accepting pauses; clients wait in the kernel's queue meanwhile.
  private static let pauseMilliseconds: UInt64 = 100

  private let loop: EventLoop
  private var owner: Owner?
  private var raw: OpaquePointer?

  private init(loop: EventLoop, owner: Owner) {
    self.loop = loop
    self.owner = owner
  }

  /// Listens on a numeric address; port 0 takes any free one.
  ///
  /// - Throws: `ServerError.cannotBind` with the system's reason.
  static func listen(
    on loop: EventLoop, host: String, port: UInt16, owner: Owner
  ) throws(ServerError) -> (listener: Listener, port: UInt16) {
    let listener = Listener(loop: loop, owner: owner)
    var handle: OpaquePointer?
    var bound: UInt16 = 0
    // Retained for the C handle, released in `closed`, or below when there is no handle.
    let context = unsafe Unmanaged.passRetained(listener).toOpaque()
    let error = unsafe loop.withRaw {
      unsafe ovation_listen($0, host, port, 1024, context, &handle, &bound)
    }
    guard error == 0 else {
      // The C side dropped the context when it failed.
      unsafe Unmanaged<Listener>.fromOpaque(context).release()
      throw .cannotBind(host: host, port: port, reason: text(of: error))
    }
    unsafe listener.raw = handle
    return (listener, bound)
  }

  /// Accepts the clients that wait, up to the size of a batch.
  func accepting() {
    for _ in 0..<Self.acceptsPerTurnMax {
      // A listener that is named here has not been closed; an owner may close it in between.
      guard let listener = unsafe raw else { return }
      var handle: OpaquePointer?
      var bytes = [UInt8](repeating: 0, count: 16)
      // The C side writes one pointer and sixteen bytes.
      let outcome = unsafe ovation_accept(listener, &handle, &bytes)
      switch Int(outcome) {
      case OVATION_CLIENT_ACCEPTED:
        // A handle that was just created and that no other code knows.
        guard let handle = unsafe handle else { return }
        let socket = unsafe TCPSocket(accepted: handle, from: IPAddress(bytes))
        owner?.accepted(socket)
      case OVATION_NOBODY_WAITS: return
      case OVATION_CLIENT_GONE: continue
      default: return pause(because: Self.text(of: outcome))
      }
    }
  }

  func close() {
    owner = nil
    // Closed once, because `raw` is forgotten first.
    guard let handle = unsafe raw else { return }
    unsafe raw = nil
    unsafe ovation_listener_close(handle)
  }

  /// Pauses accepting: a socket that stays readable would keep the loop busy with nothing.
  private func pause(because reason: String) {
    guard let handle = unsafe raw else { return }
    // A listener that is named here has not been closed.
    unsafe ovation_listener_pause(handle)
    _ = loop.schedule(afterMilliseconds: Self.pauseMilliseconds) { [weak self] in self?.resume() }
    owner?.starved(reason)
  }

  private func resume() {
    guard let handle = unsafe raw else { return }
    // A listener that is named here has not been closed.
    let error = unsafe ovation_listener_resume(handle)
    if error != 0 { pause(because: Self.text(of: error)) }
  }

  private static func text(of error: Int32) -> String {
    // A static text of libuv.
    unsafe String(cString: ovation_error_text(error))
  }

  static func from(_ context: UnsafeMutableRawPointer?) -> Listener? {
    // Retained by `listen` until `closed`.
    guard let context = unsafe context else { return nil }
    return unsafe Unmanaged<Listener>.fromOpaque(context).takeUnretainedValue()
  }

  static func closed(_ context: UnsafeMutableRawPointer?) {
    // The last call for this handle: releases what `listen` retained.
    guard let context = unsafe context else { return }
    let listener = unsafe Unmanaged<Listener>.fromOpaque(context).takeRetainedValue()
    unsafe listener.raw = nil
    listener.owner = nil
  }
}

extension IPAddress {
  /// An address from sixteen bytes as the network writes them.
  fileprivate init(_ bytes: [UInt8]) {
    self.init(
      high: bytes[..<8].reduce(0) { $0 << 8 | UInt64($1) },
      low: bytes[8...].reduce(0) { $0 << 8 | UInt64($1) })
  }
}
