import Monetization

/// How many connections each address and each user has.
struct Admissions {
  private let limits: RealtimeLimits
  private var addresses: [String: Int] = [:]
  private var users: [UserID: Int] = [:]

  init(limits: RealtimeLimits) { self.limits = limits }

  /// Whether one more connection may come from an address.
  func hasRoom(for address: String) -> Bool {
    limits.unlimitedAddresses.contains(address)
      || addresses[address, default: 0] < limits.connectionsPerAddressMax
  }

  /// - Returns: Whether there was room; only then `leave` is due.
  mutating func enter(_ address: String) -> Bool {
    guard hasRoom(for: address) else { return false }
    addresses[address, default: 0] += 1
    return true
  }

  mutating func leave(_ address: String) {
    let left = addresses[address, default: 1] - 1
    addresses[address] = left > 0 ? left : nil
  }

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
