import Application
import HTTPServer

/// How many proofs that do not hold one address may bring before they are no longer looked at.
///
/// Verifying costs CPU or a read of the store, and a client with a wrong proof is known by its
/// address alone. Tokens and keys that are remembered do not count, so signed-in users of the same
/// address are not affected.
struct ProofLimit: Sendable {
  /// A shared address with some expired tokens stays far below; verifying so many costs a
  /// hundredth of a processor, and guessing gets nowhere with it.
  static let allowance = RateLimiter.Allowance(perSecond: 20, burst: 400)

  private let platform: Platform

  init(platform: Platform) { self.platform = platform }

  /// Refuses an address whose proofs were wrong too often.
  ///
  /// - Throws: ``Problem`` with `rate_limited`.
  func check(_ address: IPAddress) throws(Problem) {
    let verdict = platform.limiter.peek(
      Self.key(address), Self.allowance, now: platform.clock.now())
    guard verdict.isAllowed else { throw Problem(rateLimited: verdict) }
  }

  /// Counts a proof that did not hold.
  func countWrong(_ address: IPAddress) {
    _ = platform.limiter.consume(Self.key(address), Self.allowance, now: platform.clock.now())
  }

  private static func key(_ address: IPAddress) -> RateLimiter.Key {
    RateLimiter.Key(address: address, action: .wrongProof)
  }
}

extension RateLimiter.Key {
  /// Somebody who is known by an address alone.
  init(address: IPAddress, action: AddressAction) {
    let network = address.network
    self.init(network: network.high, network.low, action: action)
  }
}
