import Application
import Ledger
import Monetization
import Money

/// Makes up what users, admins and gateways ask for: mostly sense, some nonsense, many retries.
struct Workload {
  var random: SplitMix64
  private var serial: Int64 = 0
  private var recent: [SimulatedRequest] = []
  private var unanswered: [SimulatedRequest] = []
  var users: [UserID] = []
  var creators: [UserID] = []
  var gifts: [GiftID] = []
  var streams: [StreamID] = []
  var purchases: [PurchaseID] = []
  var packages: [PackageID] = []
  var apiKeys: [APIKeyID] = []
  /// When the batch is asked.
  private(set) var now = Timestamp(milliseconds: 0)

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// The next requests, some of them for the second time.
  mutating func batch(of size: Int, in audit: Audit, now: Timestamp) -> [SimulatedRequest] {
    refresh(from: audit.model)
    self.now = now
    return (0..<size).map { _ in
      if let again = retry(in: audit, now: now) { return again }
      let command = command(in: audit.model)
      let condition = condition(for: command, in: audit.model)
      return request(for: command, now: now, if: condition)
    }
  }

  /// Remembers who will retry because the outcome of their request is unknown.
  mutating func noteUnanswered(_ requests: [SimulatedRequest], _ outcomes: [Outcome]) {
    for (request, outcome) in zip(requests, outcomes) where request.idempotency != nil {
      if case .failed(.outcomeUnknown) = outcome { unanswered.append(request) }
      if case .failed(.storageUnavailable) = outcome { unanswered.append(request) }
    }
    unanswered = unanswered.suffix(60)
  }

  /// A request that was asked before, or a misuse of its key.
  private mutating func retry(in audit: Audit, now: Timestamp) -> SimulatedRequest? {
    if !unanswered.isEmpty, random.happens(15, outOf: 100) {
      let first = unanswered.remove(at: random.below(unanswered.count))
      return audit.mayRetry(first) ? first : nil
    }
    guard !recent.isEmpty, random.happens(15, outOf: 100) else { return nil }
    let first = random.pick(recent)
    guard audit.mayRetry(first) else { return nil }
    guard let idempotency = first.idempotency, random.happens(1, outOf: 10) else { return first }
    serial += 1
    return SimulatedRequest(
      serial: serial, command: command(in: audit.model),
      idempotency: CommandRequest.Idempotency(
        key: idempotency.key, fingerprint: UInt128(serial)))
  }

  mutating func request(
    for command: Command, now: Timestamp, if condition: RowCondition? = nil
  ) -> SimulatedRequest {
    serial += 1
    guard random.happens(70, outOf: 100) else {
      return SimulatedRequest(
        serial: serial, command: command, idempotency: nil, condition: condition)
    }
    let idempotency = CommandRequest.Idempotency(
      key: key(now: now), fingerprint: UInt128(serial))
    let request = SimulatedRequest(
      serial: serial, command: command, idempotency: idempotency, condition: condition)
    recent.append(request)
    if recent.count > 150 { recent.removeFirst(50) }
    return request
  }

  /// A key of version 7 of now, of long ago or of the days to come, some of them with a variant
  /// that gives the version no meaning, or a key of chance.
  private mutating func key(now: Timestamp) -> IdempotencyKey {
    let scope = OwnerID(rawValue: Int64(1 + random.below(5)))
    let noise = UInt128(random.next()) << 64 | UInt128(random.next())
    guard random.happens(2, outOf: 3) else {
      return IdempotencyKey(scope: scope, value: noise, isUUID: false)
    }
    var days = random.happens(1, outOf: 30) ? Int64(29 + random.below(4)) : 0
    if random.happens(1, outOf: 60) { days = -Int64(random.below(3)) }
    let made = now.advanced(byMilliseconds: -days * Timestamp.millisecondsPerDay)
    let tail = noise & (1 << 76 - 1) & ~(3 << 62)
    let variant: UInt128 = random.happens(1, outOf: 15) ? 1 : 2
    let value = UInt128(max(0, made.milliseconds)) << 80 | 7 << 76 | variant << 62 | tail
    return IdempotencyKey(scope: scope, value: value, isUUID: true)
  }

  /// What exists, in an order that does not depend on hashing.
  private mutating func refresh(from model: NaiveModel) {
    if users.count != model.users.count { users = model.users.keys.sorted() }
    if gifts.count != model.gifts.count { gifts = model.gifts.keys.sorted() }
    if streams.count != model.streams.count { streams = model.streams.keys.sorted() }
    if packages.count != model.packages.count { packages = model.packages.keys.sorted() }
    if apiKeys.count != model.apiKeys.count { apiKeys = model.apiKeys.keys.sorted() }
    if purchases.count != model.purchases.count {
      purchases = Array(model.purchases.keys.sorted().suffix(40))
    }
    creators = users.filter { model.users[$0]?.creator == .approved }
  }
}
