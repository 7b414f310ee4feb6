/// A time, a writer and a counter in one sortable integer: one tick of the hybrid clock.
package struct Stamp: Hashable, Sendable, Comparable {
  /// 42 bits of milliseconds since ``epoch``, 10 bits of writer, 11 bits of counter.
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }

  /// 2024-01-01T00:00:00Z, so that 42 bits last until the year 2163.
  package static let epoch = Timestamp(milliseconds: 1_704_067_200_000)

  /// Less than every stamp that a clock creates.
  package static let zero = Stamp(rawValue: 0)

  /// The time of the stamp by the hybrid clock.
  package var time: Timestamp {
    Timestamp(milliseconds: Self.epoch.milliseconds + rawValue >> 21)
  }

  /// The smallest stamp of a time; times before ``epoch`` count as the epoch.
  package static func first(at time: Timestamp) -> Stamp {
    let most = (Int64(1) << 42) - 1
    let milliseconds = time.advanced(byMilliseconds: -epoch.milliseconds).milliseconds
    return Stamp(rawValue: min(max(milliseconds, 0), most) << 21)
  }

  package static func < (left: Stamp, right: Stamp) -> Bool { left.rawValue < right.rawValue }
}

/// Creates strictly increasing stamps, even if the wall clock stops or goes back.
///
/// A stamp is greater than every stamp created or observed before, so the order of an account's
/// postings never contradicts their identifiers. If the wall clock stops or goes back, the counter
/// overflows into later milliseconds.
package struct HybridClock: Sendable {
  /// The newest stamp created or observed.
  package private(set) var last: Stamp
  private let writer: Int64

  /// The clock of one writer.
  ///
  /// - Parameters:
  ///   - writer: The writer whose bits the stamps carry.
  ///   - last: The newest stamp that this writer is known to have created.
  package init(writer: WriterID, last: Stamp) {
    self.writer = Int64(writer.rawValue)
    self.last = last
  }

  /// Makes every later stamp greater than `stamp`, which another writer may have created.
  package mutating func observe(_ stamp: Stamp) { last = max(last, stamp) }

  /// Creates the next stamp.
  ///
  /// - Parameter now: The wall clock's time; times before ``Stamp/epoch`` count as the epoch.
  /// - Returns: A stamp greater than every one before it.
  package mutating func next(now: Timestamp) -> Stamp {
    let bounded = min(max(now.milliseconds, Stamp.epoch.milliseconds), Self.wallMax)
    let wall = bounded - Stamp.epoch.milliseconds
    let earliest = Stamp(rawValue: wall << 21 | writer << 11)
    if earliest > last {
      last = earliest
    } else {
      last = successor()
    }
    return last
  }

  /// The smallest stamp of this writer greater than ``last``.
  private func successor() -> Stamp {
    let next = last.rawValue + 1
    let milliseconds = next >> 21
    if (next >> 11) & 1023 == writer { return Stamp(rawValue: next) }
    let inSameMillisecond = milliseconds << 21 | writer << 11
    if inSameMillisecond > last.rawValue { return Stamp(rawValue: inSameMillisecond) }
    return Stamp(rawValue: (milliseconds + 1) << 21 | writer << 11)
  }

  /// The latest accepted time, 49 days before the 42 bits overflow: even if the wall clock is wrong
  /// by centuries, the counter can still advance.
  private static let wallMax = Stamp.epoch.milliseconds + (1 << 42) - (1 << 32)
}
