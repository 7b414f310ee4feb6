internal import COpenSSL
internal import Synchronization

/// Computes and verifies HMAC-SHA256 codes with one key.
///
/// The key is prepared once; a code then costs two short digests. Any thread may use it.
/// *Source:* RFC 2104 and FIPS 198-1, through OpenSSL's `EVP_MAC`, whose pointers never leave this
/// file.
package final class HMACSHA256: Sendable {
  private let context: Mutex<KeyedContext>

  /// Prepares a key of any length; the caller decides which keys are strong enough.
  package init(key: [UInt8]) {
    context = Mutex(KeyedContext(key: key))
  }

  /// The code of the bytes, with a key that is used only once.
  package static func code(of bytes: [UInt8], key: [UInt8]) -> Digest32 {
    HMACSHA256(key: key).code(of: bytes)
  }

  /// The code of the bytes.
  package func code(of bytes: [UInt8]) -> Digest32 {
    context.withLock { $0.code(of: bytes) }
  }

  /// Whether a code is the one of these bytes, in constant time.
  package func isCode(_ code: [UInt8], of bytes: [UInt8]) -> Bool {
    guard let code = Digest32(code) else { return false }
    return ConstantTime.areEqual(code, self.code(of: bytes))
  }
}

/// An OpenSSL context that holds a prepared key.
@safe
private struct KeyedContext: ~Copyable {
  private let pointer: OpaquePointer

  init(key: [UInt8]) {
    // The algorithm is never freed and the context is owned by this value alone.
    guard let pointer = unsafe EVP_MAC_CTX_new(algorithm) else {
      preconditionFailure("There is no memory for a code context.")
    }
    // OpenSSL copies key and parameters before it returns and writes to neither. An empty key needs
    // a pointer too, because a null pointer means the previous key.
    unsafe self.pointer = unsafe pointer
    let done = unsafe OSSL_MAC_PARAM_DIGEST.withCString { parameter in
      unsafe "SHA256".withCString { digest in
        let parameters = unsafe [
          OSSL_PARAM_construct_utf8_string(parameter, UnsafeMutablePointer(mutating: digest), 0),
          OSSL_PARAM_construct_end(),
        ]
        return unsafe EVP_MAC_init(pointer, key.isEmpty ? [0] : key, key.count, parameters)
      }
    }
    precondition(done == 1, "OpenSSL could not take the key.")
  }

  deinit {
    // The context is owned by this value alone.
    unsafe EVP_MAC_CTX_free(pointer)
  }

  mutating func code(of bytes: [UInt8]) -> Digest32 {
    // Without a key the context starts again with its own; the array outlives both calls.
    let added =
      unsafe EVP_MAC_init(pointer, nil, 0, nil) == 1
      && EVP_MAC_update(pointer, bytes, bytes.count) == 1
    precondition(added, "OpenSSL could not hash.")
    return unsafe Digest32 { target in
      var count = 0
      // The target has 32 bytes, as many as HMAC-SHA256 writes.
      let done = unsafe EVP_MAC_final(
        pointer, target.baseAddress?.assumingMemoryBound(to: UInt8.self), &count, target.count)
      precondition(done == 1 && count == target.count, "OpenSSL could not hash.")
    }
  }
}

/// OpenSSL's implementation of HMAC, looked up once.
///
/// Immutable after `EVP_MAC_fetch` and never freed, so all threads may read it.
private nonisolated(unsafe) let algorithm: OpaquePointer = {
  guard let fetched = unsafe EVP_MAC_fetch(nil, "HMAC", nil) else {
    preconditionFailure("This OpenSSL has no HMAC.")
  }
  return unsafe fetched
}()
