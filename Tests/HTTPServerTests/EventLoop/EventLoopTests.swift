import HTTPServer
import Synchronization
import Testing

@Suite struct EventLoopTests {
  @Test func `runs tasks that prefer it on its own thread`() async throws {
    let loop = try EventLoop()
    #expect(!loop.isCurrent)
    let isCurrent = await withTaskExecutorPreference(loop) { loop.isCurrent }
    #expect(isCurrent)
    loop.stop()
  }

  @Test func `keeps the order of work from one thread`() async throws {
    let loop = try EventLoop()
    let seen = Mutex<[Int]>([])
    await withCheckedContinuation { done in
      for number in 0..<5000 {
        loop.execute { seen.withLock { $0.append(number) } }
      }
      loop.execute { done.resume() }
    }
    #expect(seen.withLock { $0 } == Array(0..<5000))
    loop.stop()
  }

  @Test func `loses no work that many threads hand over`() async throws {
    let loop = try EventLoop()
    let count = Count()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<500 { await Self.count(on: loop, in: count) }
        }
      }
    }
    #expect(count.value.withLock { $0 } == 4000)
    loop.stop()
  }

  private final class Count: Sendable {
    let value = Mutex(0)
  }

  private static func count(on loop: EventLoop, in count: Count) async {
    await withCheckedContinuation { done in
      loop.execute {
        count.value.withLock { $0 += 1 }
        done.resume()
      }
    }
  }

  @Test func `runs scheduled work in the order of its times and not what was cancelled`()
    async throws
  {
    let loop = try EventLoop()
    let seen = Mutex<[String]>([])
    await withCheckedContinuation { done in
      _ = loop.schedule(afterMilliseconds: 30) { done.resume() }
      let cancelled = loop.schedule(afterMilliseconds: 5) { seen.withLock { $0.append("never") } }
      _ = loop.schedule(afterMilliseconds: 10) { seen.withLock { $0.append("second") } }
      _ = loop.schedule(afterMilliseconds: 1) { seen.withLock { $0.append("first") } }
      cancelled.cancel()
    }
    #expect(seen.withLock { $0 } == ["first", "second"])
    loop.stop()
  }

  @Test func `takes no harm from work that comes after its end`() async throws {
    let loop = try EventLoop()
    loop.stop()
    loop.execute { Issue.record("work ran on a loop that had ended") }
    #expect(!loop.isCurrent)
  }

  @Test func `repeats until it is cancelled`() async throws {
    let loop = try EventLoop()
    let ticks = Mutex(0)
    let repeating = Mutex<ScheduledWork?>(nil)
    await withCheckedContinuation { done in
      let work = loop.schedule(everyMilliseconds: 1) {
        let count = ticks.withLock { ticks in
          ticks += 1
          return ticks
        }
        guard count == 3 else { return }
        repeating.withLock { $0?.cancel() }
        done.resume()
      }
      repeating.withLock { $0 = work }
    }
    #expect(ticks.withLock { $0 } == 3)
    loop.stop()
  }
}
