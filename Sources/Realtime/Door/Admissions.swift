import HTTPServer
import Monetization

/// How many connections each address and each user has.
struct Admissions {
  private let limits: RealtimeLimits
  private var addresses = AddressCounts()
  private var users: [UserID: Int] = [:]

  init(limits: RealtimeLimits) { self.limits = limits }

  /// Whether one more connection may come from an address.
  func hasRoom(for address: IPAddress) -> Bool {
    addresses.count(of: address) < limits.connectionsPerAddressMax
  }

  /// - Returns: Whether there was room; only then `leave` is due.
  mutating func enter(_ address: IPAddress) -> Bool {
    guard hasRoom(for: address) else { return false }
    addresses.enter(address)
    return true
  }

  mutating func leave(_ address: IPAddress) { addresses.leave(address) }

  /// - Returns: Whether there was room; only then `leave` is due.
  mutating func enter(_ user: UserID) -> Bool {
    guard users[user, default: 0] < limits.connectionsPerUserMax else { return false }
    users[user, default: 0] += 1
    return true
  }

  mutating func leave(_ user: UserID) {
    let left = users[user, default: 1] - 1
    users[user] = left > 0 ? left : nil
  }
}
