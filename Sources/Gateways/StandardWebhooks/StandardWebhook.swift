package import Application
import Crypto
package import Ledger

/// A webhook with the fields that Standard Webhooks signs.
///
/// *Source:* Standard Webhooks 1.0.0, "Signature scheme" and "Webhook headers".
package struct StandardWebhook: Equatable, Sendable {
  /// The id, which is the same for every attempt; receivers store it.
  package let id: String
  /// The time of the attempt, in whole seconds since 1970.
  package let seconds: Int64
  package let body: [UInt8]

  /// Creates a webhook to send; the id must not contain dots or spaces.
  package init(id: String, at time: Timestamp, body: [UInt8]) {
    precondition(Self.isID(id), "an id with a dot would be ambiguous")
    self.id = id
    seconds = time.milliseconds / 1_000
    self.body = body
  }

  /// The three header fields of an attempt.
  package func fields(signedWith secret: StandardWebhookSecret) -> [IncomingWebhook.Field] {
    let signature = Base64.encode(secret.code(of: message).bytes)
    return [
      IncomingWebhook.Field(Self.idField, id),
      IncomingWebhook.Field(Self.timestampField, String(seconds)),
      IncomingWebhook.Field(Self.signatureField, "v1," + signature),
    ]
  }

  /// Verifies that one of the secrets has signed a request recently.
  ///
  /// - Parameters:
  ///   - webhook: The request as received.
  ///   - secrets: The accepted secrets; two while one is being replaced.
  ///   - now: The time of the clock.
  /// - Throws: ``WebhookFault``.
  package init(
    verifying webhook: IncomingWebhook, by secrets: [StandardWebhookSecret], at now: Timestamp
  ) throws(WebhookFault) {
    guard let id = webhook.single(Self.idField), Self.isID(id),
      let time = webhook.single(Self.timestampField), let seconds = Self.seconds(time),
      let signatures = webhook.single(Self.signatureField)
    else { throw .malformedSignature }
    self.id = id
    self.seconds = seconds
    body = webhook.body
    let age = now.milliseconds / 1_000 - seconds
    guard age <= Self.toleranceSeconds else { throw .tooOld }
    guard age >= -Self.toleranceSeconds else { throw .tooNew }
    let codes = Self.codes(in: signatures)
    let message = message
    let isOurs = secrets.contains { secret in
      codes.contains { secret.isCode($0, of: message) }
    }
    guard isOurs else { throw .wrongSignature }
  }

  /// The signed bytes: id, time and body, separated by dots.
  private var message: [UInt8] { Array("\(id).\(seconds).".utf8) + body }

  /// Dots are refused because a part of the time could otherwise count as a part of the id.
  private static func isID(_ text: String) -> Bool {
    (1...255).contains(text.utf8.count)
      && text.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ".") }
  }

  /// A number in canonical form; the signature covers this text.
  private static func seconds(_ text: String) -> Int64? {
    guard (1...12).contains(text.utf8.count), let seconds = Int64(text), seconds >= 0,
      String(seconds) == text
    else { return nil }
    return seconds
  }

  /// The codes of version 1; other versions and malformed codes are ignored.
  private static func codes(in text: String) -> [[UInt8]] {
    text.split(separator: " ").prefix(signaturesMax).compactMap { part in
      guard part.hasPrefix("v1,") else { return nil }
      return Base64.decode(String(part.dropFirst(3)))
    }
  }

  /// The accepted difference of the sender's clock, in both directions.
  package static let toleranceSeconds: Int64 = 300
  private static let signaturesMax = 16
  private static let idField = "webhook-id"
  private static let timestampField = "webhook-timestamp"
  private static let signatureField = "webhook-signature"
}
