import Crypto
import JSON

/// A verifier, its keys, and tokens of any making to try on it.
enum TokenBench {
  static let now: Int64 = 1_800_000_000
  static let secret = Array("only-for-tests-only-for-tests-000".utf8)
  static let otherSecret = Array("another-for-tests-another-for-te".utf8)
  static let goodClaims = claims()

  /// Keys of every algorithm, each with its id.
  static func verifier() throws -> JWTVerifier {
    let set = """
      {"keys":[\(SigningKey.rsa.jwk(id: "rsa-1")),\(SigningKey.p256.jwk(id: "ec-1")),\
      \(SigningKey.ed25519.jwk(id: "ed-1"))]}
      """
    let keys = try KeySet(parsing: Array(set.utf8))
      .merging(KeySet([try .secret(secret, id: "hs-1")]))
    return JWTVerifier(keys: keys, issuer: "https://issuer.example", audience: "ovation")
  }

  /// Claims that are right, but for what is replaced or left out (an empty text).
  static func claims(_ changes: [String: String] = [:]) -> String {
    let right = [
      ("iss", #""https://issuer.example""#), ("aud", #""ovation""#), ("sub", #""user-1""#),
      ("exp", "\(now + 600)"), ("iat", "\(now - 10)"),
    ]
    let names =
      right.map(\.0)
      + changes.keys.sorted().filter { name in
        !right.contains { $0.0 == name }
      }
    let members = names.compactMap { name -> String? in
      let text = changes[name] ?? right.first { $0.0 == name }?.1 ?? ""
      return text.isEmpty ? nil : "\"\(name)\":\(text)"
    }
    return "{" + members.joined(separator: ",") + "}"
  }

  /// A token of the parts given, signed as a closure does.
  static func token(
    header: String, claims: String = goodClaims, sign: ([UInt8]) -> [UInt8]
  ) -> String {
    let message = Base64.encodeURL(Array(header.utf8)) + "." + Base64.encodeURL(Array(claims.utf8))
    return message + "." + Base64.encodeURL(sign(Array(message.utf8)))
  }

  /// A token signed with the right secret, whatever it says.
  static func signed(
    header: String = #"{"alg":"HS256","typ":"JWT","kid":"hs-1"}"#, claims: String = goodClaims
  ) -> String {
    token(header: header, claims: claims) { HMACSHA256.code(of: $0, key: secret).bytes }
  }
}
