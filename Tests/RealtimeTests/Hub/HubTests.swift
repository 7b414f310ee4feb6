import HTTPServer
import Ledger
import Monetization
import Testing

@testable import Realtime

@Suite struct HubTests {
  @Test func `thousands hear every event in order, in slices`() async throws {
    let loop = try EventLoop()
    defer { loop.stop() }
    let hub = Hub(loop: loop, sources: Stage().sources, tasks: TaskQueue())
    let count = 1_200
    let events = 4
    let heard = await withCheckedContinuation { waiting in
      let crowd = Crowd(expecting: count * events) { waiting.resume(returning: $0) }
      loop.execute {
        for _ in 1...count {
          let member = Member(of: crowd)
          let id = hub.add(member)
          _ = hub.join(id, Sample.room, name: Sample.channel, after: nil)
        }
        for _ in 1...events {
          hub.committed([
            Sample.entry(
              1, [.streamChanged(StreamChanged(Sample.stream, creator: Sample.creator, .live))])
          ])
        }
      }
    }
    #expect(heard.count == count)
    let first = Stage.start.milliseconds + 1
    #expect(heard.allSatisfy { $0 == (first..<first + Int64(events)).map { $0 } })
    #expect(hub.viewers(of: Sample.stream) == count)
  }
}

/// `@unchecked Sendable`: touched on the loop only.
private final class Crowd: @unchecked Sendable {
  var members: [Member] = []
  private var missing: Int
  private let done: ([[Int64]]) -> Void

  init(expecting count: Int, done: @escaping ([[Int64]]) -> Void) {
    missing = count
    self.done = done
  }

  func received() {
    missing -= 1
    guard missing == 0 else { return }
    done(members.map(\.ids))
    // The members hold the crowd.
    members = []
  }
}

private final class Member: Listener {
  private(set) var ids: [Int64] = []
  private let crowd: Crowd

  init(of crowd: Crowd) {
    self.crowd = crowd
    crowd.members.append(self)
  }

  func deliver(_ delivery: Delivery) {
    guard let id = delivery.id else { return }
    ids.append(id)
    crowd.received()
  }
}
