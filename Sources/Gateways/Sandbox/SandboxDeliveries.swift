import Application
import Dispatch
import HTTPClient
import Ledger

/// Sends the sandbox's webhooks one at a time, those of an order in order.
final class SandboxDeliveries: Sendable {
  private let book: SandboxBook
  private let configuration: SandboxConfiguration
  private let clock: any WallClock
  private let queue = DispatchQueue(label: "ovation.sandbox.webhooks")
  /// Several signals have the effect of one, so only the newest is buffered.
  private let wakes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

  init(book: SandboxBook, configuration: SandboxConfiguration, clock: any WallClock) {
    self.book = book
    self.configuration = configuration
    self.clock = clock
  }

  /// Sends all due webhooks, now and whenever more become due, until ``stop()``.
  func run(to peer: Peer) async {
    wake()
    for await _ in wakes.stream { await sendDue(to: peer) }
  }

  /// Signals that a webhook may be due.
  func wake() { wakes.continuation.yield() }

  func stop() { wakes.continuation.finish() }

  private func sendDue(to peer: Peer) async {
    while true {
      let now = clock.now()
      let (due, later) = await book.nextDelivery(at: now)
      guard let event = due else {
        if let later { wake(afterMilliseconds: later.milliseconds - now.milliseconds) }
        return
      }
      let status = await send(event, to: peer)
      do throws(GatewayFailure) {
        try await book.recordDelivery(
          event.order, isTaken: status.map { (200..<300).contains($0) } ?? false,
          at: clock.now(), retriesMilliseconds: configuration.retriesMilliseconds)
      } catch {
        // If the result cannot be stored the message is sent again; the receiver knows its id.
        wake(afterMilliseconds: 1_000)
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

  private func wake(afterMilliseconds delay: Int64) {
    // The minimum prevents a busy loop if the clock stands still.
    let delay = Int(clamping: max(10, delay))
    queue.asyncAfter(deadline: .now() + .milliseconds(delay)) { [self] in wake() }
  }
}
