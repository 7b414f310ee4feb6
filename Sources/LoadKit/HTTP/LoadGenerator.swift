package import HTTPClient

/// Sends requests over many connections from one thread and waits for each answer.
///
/// It has sockets of its own that never block, and no ``ClientConnection``: one thread keeps
/// hundreds of requests in flight, and a call that waits for its answer holds one.
package struct LoadGenerator {
  private var poll = LoadPoll()
  private var lines: [Line] = []
  private let watch = Stopwatch()

  /// One connection with its request in flight.
  private final class Line {
    let socket: ClientSocket
    var buffer: [UInt8] = []
    var dueAt: UInt64 = 0

    init(to peer: Peer) throws(ClientFault) {
      socket = try ClientSocket(to: peer, secondsMax: 10)
      socket.stopBlocking()
      buffer.reserveCapacity(32_768)
    }
  }

  /// Opens connections.
  ///
  /// - Throws: ``LoadFault``.
  package init(to peer: Peer, connections: Int) throws(LoadFault) {
    for _ in 0..<connections {
      do throws(ClientFault) {
        let line = try Line(to: peer)
        poll.add(line.socket)
        lines.append(line)
      } catch {
        throw LoadFault("There is no connection to \(peer.authority); is the server running?")
      }
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
  /// - Throws: ``LoadFault`` when the server closes a connection.
  package mutating func run(
    seconds: Int, perSecond: Int?, request: () -> [UInt8]
  ) throws(LoadFault) -> LoadResult {
    var result = LoadResult()
    let begin = now()
    let end = begin + UInt64(seconds) * 1_000_000_000
    var nextDue = begin
    let interval = perSecond.map { UInt64(1_000_000_000 / max(1, $0)) }
    var free = Array(lines.indices)
    while now() < end || free.count < lines.count {
      while now() < end, let number = free.last, interval == nil || nextDue <= now() {
        free.removeLast()
        try start(number, dueAt: interval == nil ? now() : nextDue, request())
        if let interval { nextDue += interval }
      }
      for number in poll.wait(milliseconds: interval == nil ? 100 : 1) {
        guard let status = try Self.answer(on: lines[number]) else { continue }
        result.note(status: status, nanoseconds: now() - lines[number].dueAt)
        free.append(number)
      }
    }
    result.seconds = Double(now() - begin) / 1e9
    return result
  }

  private func start(_ number: Int, dueAt: UInt64, _ bytes: [UInt8]) throws(LoadFault) {
    lines[number].dueAt = dueAt
    do throws(ClientFault) { try lines[number].socket.send(bytes) } catch {
      throw LoadFault("The server does not take requests.")
    }
  }

  /// Reads what has arrived on a connection.
  ///
  /// - Returns: The status once the answer is whole; nil before.
  private static func answer(on line: Line) throws(LoadFault) -> Int? {
    switch line.socket.receive(into: &line.buffer) {
    case .bytes, .nothing: break
    case .end, .reset: throw LoadFault("The server closed a connection.")
    }
    guard let answer = AnswerHead(line.buffer), line.buffer.count >= answer.wholeCount else {
      return nil
    }
    line.buffer.removeAll(keepingCapacity: true)
    return answer.status
  }

  private func now() -> UInt64 { watch.nanoseconds }
}
