import Application
import Ledger
import Monetization

/// A request that can be asked again.
struct SimulatedRequest {
  /// The number of the operation, which its retries carry again and the journal names as actor.
  let serial: Int64
  let command: Command
  let idempotency: CommandRequest.Idempotency?
  var condition: RowCondition?

  var request: CommandRequest {
    CommandRequest(
      command, actor: OwnerID(rawValue: serial), idempotency: idempotency, if: condition)
  }
}
