internal import COpenSSL

/// Computes SHA-256 digests incrementally; one context can be reused for many digests.
///
/// Call `update` any number of times, then `finalize`; then the next digest can begin.
/// *Source:* FIPS 180-4, through OpenSSL's `EVP_MD`, whose pointers never leave this file.
@safe
package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Creates a context with no bytes added.
  package init() {
    // The new context is owned by this value alone.
    guard let context = unsafe EVP_MD_CTX_new() else {
      preconditionFailure("There is no memory for a digest context.")
    }
    unsafe self.context = unsafe context
    start()
  }

  deinit {
    // The context is owned by this value alone.
    unsafe EVP_MD_CTX_free(context)
  }

  /// The digest of the bytes.
  package static func hash(_ bytes: [UInt8]) -> Digest32 {
    var digest = SHA256()
    digest.update(bytes)
    return digest.finalize()
  }

  /// Adds bytes.
  package mutating func update(_ bytes: [UInt8]) {
    // The pointer is used only inside the closure.
    unsafe bytes.withUnsafeBytes { unsafe add($0) }
  }

  /// Adds bytes.
  package mutating func update(_ bytes: Span<UInt8>) {
    // The pointer is used only inside the closure.
    unsafe bytes.withUnsafeBytes { unsafe add($0) }
  }

  /// Adds the 32 bytes of another digest, as hash chains do.
  package mutating func update(_ digest: Digest32) {
    // The pointer is used only inside the closure.
    unsafe digest.withUnsafeRawBytes { unsafe add($0) }
  }

  /// The digest of all bytes added since the last one; the next digest starts empty.
  package mutating func finalize() -> Digest32 {
    let digest = unsafe Digest32 { target in
      // The target has 32 bytes, as many as SHA-256 writes.
      let done = unsafe EVP_DigestFinal_ex(
        context, target.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
      precondition(done == 1, "OpenSSL could not hash.")
    }
    start()
    return digest
  }

  private func add(_ bytes: UnsafeRawBufferPointer) {
    // OpenSSL reads the bytes before it returns.
    let done = unsafe EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(done == 1, "OpenSSL could not hash.")
  }

  private func start() {
    // The context is owned by this value and the algorithm is never freed.
    let done = unsafe EVP_DigestInit_ex2(context, algorithm, nil)
    precondition(done == 1, "OpenSSL could not start a digest.")
  }
}

// The pointer is owned by one value at a time and OpenSSL binds a context to no thread.
extension SHA256: @unchecked Sendable {}

/// OpenSSL's implementation of SHA-256, looked up once: a look-up costs more than a digest.
///
/// Immutable after `EVP_MD_fetch` and never freed, so all threads may read it.
private nonisolated(unsafe) let algorithm: OpaquePointer = {
  guard let fetched = unsafe EVP_MD_fetch(nil, "SHA256", nil) else {
    preconditionFailure("This OpenSSL has no SHA-256.")
  }
  return unsafe fetched
}()
