import Application
import Dispatch
import HTTPClient
import Ledger

/// Sends the sandbox's webhooks, one after the other, each order's in their order.
final class SandboxDeliveries: Sendable {
  private let book: SandboxBook
  private let configuration: SandboxConfiguration
  private let clock: any WallClock
  private let queue = DispatchQueue(label: "ovation.sandbox.webhooks")
  /// One wish to look is as good as many, so only the newest is kept.
  private let wakes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  init(book: SandboxBook, configuration: SandboxConfiguration, clock: any WallClock) {
    self.book = book
    self.configuration = configuration
    self.clock = clock
  }

  /// Sends whatever is due, now and whenever more becomes due, until ``stop()``.
  func run(to peer: Peer) async {
    notice()
    for await _ in wakes.stream { await sendDue(to: peer) }
  }

  /// Something may be due.
  func notice() { wakes.continuation.yield() }

  func stop() { wakes.continuation.finish() }

  private func sendDue(to peer: Peer) async {
    while true {
      let now = clock.now()
      let (due, later) = await book.nextDelivery(at: now)
      guard let event = due else {
        if let later { notice(afterMilliseconds: later.milliseconds - now.milliseconds) }
        return
      }
      let status = await send(event, to: peer)
      do throws(GatewayFailure) {
        try await book.settle(
          event.order, isTaken: status.map { (200..<300).contains($0) } ?? false,
          at: clock.now(), retriesMilliseconds: configuration.retriesMilliseconds)
      } catch {
        // What could not be noted is sent again, and the receiver knows its id.
        notice(afterMilliseconds: 1_000)
        return
      }
    }
  }

  private func send(_ event: SandboxEvent, to peer: Peer) async -> Int? {
    let webhook = StandardWebhook(id: event.id, at: clock.now(), body: event.body)
    let fields =
      [("content-type", "application/json")]
      + webhook.fields(signedWith: configuration.secret).map { ($0.name, $0.value) }
    return await withCheckedContinuation { waiting in
      queue.async {
        // Whatever kept the answer away, the event is sent again later.
        let answer = try? peer.send(
          "POST", SandboxGateway.webhookPath, fields, body: webhook.body)
        waiting.resume(returning: answer?.status)
      }
    }
  }

  private func notice(afterMilliseconds delay: Int64) {
    // A clock that stands still must not become a busy loop.
    let delay = Int(clamping: max(10, delay))
    queue.asyncAfter(deadline: .now() + .milliseconds(delay)) { [self] in notice() }
  }
}
