import Crypto

/// The SHA-256 of a file that is read in pieces.
package final class FileDigest {
  private var digest = SHA256()

  package init() {}

  /// Adds the next bytes.
  package func add(_ bytes: [UInt8]) { digest.update(bytes) }

  /// The digest of all bytes as 64 hexadecimal digits; the next digest starts empty.
  package func finish() -> String { digest.finalize().hexadecimal }

  static func text(of bytes: [UInt8]) -> String { Hexadecimal.encode(bytes) }

  static func bytes(of text: String) -> [UInt8]? { Hexadecimal.decode(text) }
}
