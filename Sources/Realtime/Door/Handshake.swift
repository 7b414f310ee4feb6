import HTTPServer

/// What a request to open a socket says about who asks.
struct Handshake: Equatable {
  /// The token; nil for somebody who wants public rooms only.
  let token: String?
  /// The sub-protocol to name in the answer, when the token came as one.
  let subprotocol: String?

  private static let subprotocolPrefix = "bearer."
  private static let refusedNames: Set = ["token", "access_token", "bearer"]

  /// Reads a request; nil when it carries a token in its address, where logs would keep it.
  init?(_ request: HTTPRequest) {
    let items: [QueryItem]
    do {
      items = try request.queryItems
    } catch {
      return nil
    }
    guard !items.contains(where: { Self.refusedNames.contains($0.name.lowercased()) }) else {
      return nil
    }
    subprotocol = request.offeredSubprotocols.first { $0.hasPrefix(Self.subprotocolPrefix) }
    token =
      Self.bearer(request.headers.single("authorization"))
      ?? subprotocol.map { String($0.dropFirst(Self.subprotocolPrefix.count)) }
  }

  /// *Source:* RFC 6750 section 2.1; the scheme's case does not matter.
  private static func bearer(_ field: SingleField) -> String? {
    if field == .absent { return nil }
    let parts = (field.value ?? "").split(separator: " ", maxSplits: 1)
    // An empty token, also for two of them, is asked about like any other, and refused.
    guard parts.count == 2, parts[0].lowercased() == "bearer" else { return "" }
    return String(parts[1])
  }
}
