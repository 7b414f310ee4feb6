import Monetization
import Testing

/// One row of a table of refusals: what goes wrong, and what the rules say to it.
struct RefusalRow<Asked: Sendable>: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let refusal: Refusal
  let change: @Sendable (inout World, inout Asked) -> Void

  init(
    _ name: String, _ refusal: Refusal,
    _ change: @escaping @Sendable (inout World, inout Asked) -> Void
  ) {
    testDescription = name
    self.refusal = refusal
    self.change = change
  }
}

/// Checks that a row's refusal wins over those of all later rows.
///
/// - Parameters:
///   - rows: The whole table, in the order in which the rules look.
///   - asked: What would be accepted.
///   - command: Makes the command of what is asked.
func expectPrecedence<Asked>(
  of rows: [RefusalRow<Asked>], asked: Asked, command: (Asked) -> Command
) {
  #expect(World().decide(command(asked)).delta != nil, "the command would be accepted")
  for first in rows.indices {
    var (alone, together, one, all) = (World(), World(), asked, asked)
    rows[first].change(&alone, &one)
    for row in rows[first...].reversed() { row.change(&together, &all) }
    let name = rows[first].testDescription
    #expect(alone.decide(command(one)).refusal == rows[first].refusal, "\(name), alone")
    #expect(together.decide(command(all)).refusal == rows[first].refusal, "\(name), first")
  }
}
