import Foundation

extension StandardWebhookSecret {
  /// The secret that a file keeps, made there when it is missing.
  ///
  /// For operators who name none: addresses of hosted pages then still hold after a restart.
  ///
  /// - Parameter path: A file that only the server's own user can read.
  /// - Returns: The same secret at every start.
  /// - Throws: ``SandboxFault`` when it cannot be read or made, or holds something else.
  package static func kept(at path: String) throws(SandboxFault) -> StandardWebhookSecret {
    let manager = FileManager.default
    if let content = manager.contents(atPath: path) {
      let text = String(decoding: content, as: UTF8.self)
      guard
        let secret = StandardWebhookSecret(
          text: text.trimmingCharacters(in: .whitespacesAndNewlines))
      else { throw .unreadable(path) }
      return secret
    }
    let secret = StandardWebhookSecret.random()
    let made = manager.createFile(
      atPath: path, contents: Data((secret.text + "\n").utf8),
      attributes: [.posixPermissions: 0o600])
    guard made else { throw .unreadable(path) }
    return secret
  }
}
