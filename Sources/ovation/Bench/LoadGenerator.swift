import Glibc

/// The result of a run of requests.
struct LoadResult {
  var answered = 0
  /// Responses whose status is not 2xx, by status.
  var refused: [Int: Int] = [:]
  /// Nanoseconds from when a request was due until its answer was whole.
  var latencies: [UInt64] = []
  var seconds: Double = 0

  /// Answers of 2xx per second.
  var perSecond: Int { Int(Double(answered) / max(seconds, 1e-9)) }

  /// A percentile of the latency in milliseconds.
  func percentile(_ percent: Double) -> Double {
    guard !latencies.isEmpty else { return 0 }
    let sorted = latencies.sorted()
    let index = min(sorted.count - 1, Int(Double(sorted.count) * percent / 100))
    return Double(sorted[index]) / 1e6
  }
}

/// Sends requests over many connections from one thread and waits for each answer.
struct LoadGenerator {
  private var poll = LoadPoll()
  private var lines: [Line] = []

  /// One connection with its request in flight.
  private final class Line {
    let socket: LoadSocket
    var buffer: [UInt8] = []
    var dueAt: UInt64 = 0
    var isBusy = false

    init(port: UInt16) throws(OperatorFault) {
      socket = try LoadSocket(port: port)
      buffer.reserveCapacity(32_768)
    }
  }

  /// Opens connections to a port of the loopback address.
  ///
  /// - Throws: ``OperatorFault``.
  init(port: UInt16, connections: Int) throws(OperatorFault) {
    for _ in 0..<connections {
      let line = try Line(port: port)
      poll.add(line.socket)
      lines.append(line)
    }
  }

  /// Keeps requests coming for a time.
  ///
  /// - Parameters:
  ///   - seconds: How long new requests are sent; those in flight are waited for.
  ///   - perSecond: At most this many, evenly; a late request counts from when it was due. nil
  ///     sends the next request as soon as a connection is free.
  ///   - request: The bytes of the next request.
  /// - Returns: What was answered, and how fast.
  /// - Throws: ``OperatorFault`` when the server closes a connection.
  mutating func run(
    seconds: Int, perSecond: Int?, request: () -> [UInt8]
  ) throws -> LoadResult {
    var result = LoadResult()
    let begin = now()
    let end = begin + UInt64(seconds) * 1_000_000_000
    var nextDue = begin
    let interval = perSecond.map { UInt64(1_000_000_000 / max(1, $0)) }
    var free = Array(lines.indices)
    var inFlight = 0
    while now() < end || inFlight > 0 {
      while now() < end, let number = free.last, interval == nil || nextDue <= now() {
        free.removeLast()
        inFlight += 1
        try start(number, dueAt: interval == nil ? now() : nextDue, request())
        if let interval { nextDue += interval }
      }
      for number in poll.wait(milliseconds: interval == nil ? 100 : 1) {
        guard let status = try Self.answer(on: lines[number]) else { continue }
        result.latencies.append(now() - lines[number].dueAt)
        if (200..<300).contains(status) {
          result.answered += 1
        } else {
          result.refused[status, default: 0] += 1
        }
        inFlight -= 1
        free.append(number)
      }
    }
    result.seconds = Double(now() - begin) / 1e9
    return result
  }

  private func start(_ number: Int, dueAt: UInt64, _ bytes: [UInt8]) throws(OperatorFault) {
    lines[number].dueAt = dueAt
    guard lines[number].socket.send(bytes) else {
      throw OperatorFault("The server does not take requests.")
    }
  }

  /// Reads what has arrived on a connection.
  ///
  /// - Returns: The status once the answer is whole; nil before.
  private static func answer(on line: Line) throws(OperatorFault) -> Int? {
    guard line.socket.receive(into: &line.buffer) != 0 else {
      throw OperatorFault("The server closed a connection.")
    }
    guard let answer = AnswerHead(line.buffer), line.buffer.count >= answer.wholeCount else {
      return nil
    }
    line.buffer.removeAll(keepingCapacity: true)
    return answer.status
  }

  private func now() -> UInt64 { monotonicNanoseconds() }
}

/// What the load generator must know of an answer: its status and its length.
struct AnswerHead {
  let status: Int
  /// Bytes of head and body together.
  let wholeCount: Int
  let bodyCount: Int

  /// Reads the head; nil until it is whole.
  init?(_ bytes: [UInt8]) {
    let end: [UInt8] = [13, 10, 13, 10]
    var index = 12
    var headCount: Int?
    while index + 4 <= bytes.count {
      if bytes[index] == 13, bytes[index..<index + 4].elementsEqual(end) {
        headCount = index + 4
        break
      }
      index += 1
    }
    guard let headCount else { return nil }
    let digits = bytes[9..<12].map { Int($0) - 48 }
    status = digits[0] * 100 + digits[1] * 10 + digits[2]
    bodyCount = Self.length(in: bytes[..<headCount])
    wholeCount = headCount + bodyCount
  }

  private static func length(in head: ArraySlice<UInt8>) -> Int {
    let name = Array("content-length:".utf8)
    var index = head.startIndex
    while index + name.count < head.endIndex {
      defer { index += 1 }
      guard head[index] | 0x20 == name[0] else { continue }
      let candidate = head[index..<index + name.count]
      guard zip(candidate, name).allSatisfy({ $0 | ($1 == 45 || $1 == 58 ? 0 : 0x20) == $1 })
      else { continue }
      return head[(index + name.count)...].prefix { $0 != 13 }.reduce(0) { value, byte in
        byte >= 48 && byte <= 57 ? value * 10 + Int(byte) - 48 : value
      }
    }
    return 0
  }
}
