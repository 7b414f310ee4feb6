import Dispatch
import Ledger
import Monetization
import Synchronization

/// Asks gateways about purchases whose webhook did not come, and settles them by what they say.
///
/// Purchases that ended unpaid are asked about as well, while their gateway can take the money.
/// Due purchases are kept in a list, so that no scan is needed. A round asks about a
/// bounded number and the next one continues where it ended; reads run on the readers' threads, and
/// a gateway that waits does so on threads of its own.
package final class PurchaseReconciliation: Sendable {
  private let platform: Platform
  private let gateways: GatewayRegistry
  private let walk = Mutex(Walk())
  private let isStopped = Mutex(false)
  private let ticks = DispatchQueue(label: "ovation.reconciliation")
  /// One wish to look is as good as many, so only the newest is kept.
  private let wakes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  /// Where the next page begins: a look-up's number, and the last purchase that was seen of it.
  private struct Walk {
    var number = 0
    var before: OwnerID?
  }

  /// What one round came to.
  package struct Round: Equatable, Sendable {
    /// Look-ups that were begun.
    package var asked = 0
    /// Purchases that changed by what was found.
    package var settled = 0
    /// Look-ups whose gateway or whose settlement failed; they are made again when next due.
    package var failed = 0
    /// Whether the round ended because it was full.
    package var mayHaveMore = false
    /// Gateways that do not answer: they are left alone for the rest of the round.
    fileprivate var silent: Set<GatewayName> = []

    fileprivate var isFull: Bool { asked >= PurchaseReconciliation.askedMax }
  }

  package init(platform: Platform, gateways: GatewayRegistry) {
    self.platform = platform
    self.gateways = gateways
  }

  /// Works whenever time has passed or ``wake()`` was called, until ``stop()``.
  package func run() async {
    let timer = DispatchSource.makeTimerSource(queue: ticks)
    timer.schedule(deadline: .now(), repeating: Self.pause)
    timer.setEventHandler { [self] in wake() }
    timer.activate()
    defer { timer.cancel() }
    for await _ in wakes.stream {
      do throws(StoreError) {
        if try await runRound().mayHaveMore { wake() }
      } catch {
        // A store that cannot be read says so elsewhere; the next tick tries again.
        continue
      }
    }
  }

  /// Something may be due.
  package func wake() { wakes.continuation.yield() }

  /// Ends ``run()`` after the question that is being asked.
  package func stop() {
    isStopped.withLock { $0 = true }
    wakes.continuation.finish()
  }

  /// Asks about purchases that are due, at most a bounded number.
  ///
  /// - Returns: What that came to.
  /// - Throws: ``StoreError`` when what is due cannot be read.
  @discardableResult
  package func runRound() async throws(StoreError) -> Round {
    let now = platform.clock.now()
    var round = Round()
    for _ in 0..<Self.pagesMax {
      guard !round.isFull, let page = try await nextPage(Self.askedMax - round.asked, now: now)
      else { break }
      for purchase in page where !isStopped.withLock({ $0 }) {
        await reconcile(purchase, now: now, in: &round)
      }
    }
    round.mayHaveMore = round.isFull
    return round
  }

  private func reconcile(_ purchase: Purchase, now: Timestamp, in round: inout Round) async {
    guard !round.silent.contains(purchase.gateway) else { return }
    let gateway = gateways[purchase.gateway]
    let begin = BeginLookUp(
      purchase: purchase.id, payableMilliseconds: gateway?.payableMilliseconds ?? 0)
    switch await platform.submit(.beginLookUp(begin), by: .nobody) {
    case .accepted: round.asked += 1
    // It was settled meanwhile, or somebody else asks.
    case .unchanged: return
    case .refused, .failed:
      round.failed += 1
      return
    }
    guard let gateway else { return }
    do throws(GatewayFailure) {
      let report = try await gateway.lookUp(purchase, returned: [])
      if let report = report ?? expiry(of: purchase, now: now) { await settle(report, in: &round) }
    } catch {
      round.failed += 1
      if error == .unavailable { round.silent.insert(purchase.gateway) }
    }
  }

  private func settle(_ report: GatewayReport, in round: inout Round) async {
    do throws(UseCaseError) {
      if try await platform.settle(report) { round.settled += 1 }
    } catch {
      round.failed += 1
    }
  }

  /// The end of a purchase that its gateway knows as unpaid for too long; nil before.
  ///
  /// Should the money come all the same, it is credited.
  private func expiry(of purchase: Purchase, now: Timestamp) -> GatewayReport? {
    guard purchase.status == .pending, purchase.age(at: now) >= LookUpSchedule.expiryMilliseconds
    else { return nil }
    return GatewayReport(
      gateway: purchase.gateway, eventID: "expired:" + purchase.id.text, purchase: purchase.id,
      outcome: .cancelled, body: "")
  }

  /// The next purchases that are due; nil once all lists were walked.
  ///
  /// The next walk starts from the beginning.
  private func nextPage(_ limit: Int, now: Timestamp) async throws(StoreError) -> [Purchase]? {
    while let place = place(now: now) {
      let members = try await platform.readProjections(as: .background) {
        (projections) throws(StoreError) in
        try projections.members(of: place.list, before: place.before, limit: limit)
      }
      walk.withLock { walk in
        guard let last = members.last else {
          walk = Walk(number: walk.number + 1)
          return
        }
        walk.before = last
      }
      guard !members.isEmpty else { continue }
      let state = try await platform.state(of: members, as: .background)
      return members.compactMap { state.purchases[$0] }
    }
    return nil
  }

  /// The list to read on in, and below which of its members; nil at the end of all lists.
  private func place(now: Timestamp) -> (list: Listing, before: OwnerID)? {
    walk.withLock { walk in
      guard walk.number < LookUpSchedule.ages.count else {
        walk = Walk()
        return nil
      }
      let age = LookUpSchedule.ages[walk.number]
      // What was made in this millisecond is not due, and neither is anything after it.
      let tooYoung = Stamp.first(at: now.advanced(byMilliseconds: 1 - age))
      return (
        Listing(.lookUps, group: Int64(walk.number)),
        walk.before ?? OwnerID(rawValue: tooYoung.rawValue)
      )
    }
  }

  /// Look-ups of one round.
  package static let askedMax = 50
  /// Pages of one round, so that it ends where a silent gateway's purchases fill the lists.
  private static let pagesMax = 20
  /// Between two rounds while nothing is known to be due.
  private static let pause = DispatchTimeInterval.seconds(15)
}
