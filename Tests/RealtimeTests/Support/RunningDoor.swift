import HTTPServer
import Monetization
import Realtime

/// A server with real time on a free port for the time of one test.
struct RunningDoor {
  let port: UInt16
  let service: RealtimeService
  let stage: Stage

  func client(
    target: String = "/api/realtime", fields: [String] = [], receiveBufferBytes: Int32? = nil
  ) throws -> DoorClient {
    try DoorClient(
      port: port, target: target, fields: fields, receiveBufferBytes: receiveBufferBytes)
  }

  /// A client that has joined the sample room.
  func viewer(after: Int64? = nil) throws -> DoorClient {
    let client = try client()
    try client.join(Sample.channel, after: after)
    return client
  }

  func commit(_ entries: JournalEntry...) {
    service.committed(entries)
  }
}

/// Starts a server, runs the test, and ends everything whatever happened.
func withDoor(
  limits: RealtimeLimits = RealtimeLimits(), server: ServerLimits = ServerLimits(),
  sources: RealtimeSources? = nil, proxies: TrustedProxies = TrustedProxies(),
  test: @escaping @Sendable (RunningDoor) async throws -> Void
) async throws {
  let loop = try EventLoop()
  defer { loop.stop() }
  let stage = Stage()
  let service = RealtimeService(loop: loop, sources: sources ?? stage.sources, limits: limits)
  let server = HTTPServer(
    configuration: ServerConfiguration(limits: server, proxies: proxies),
    router: Router(webSockets: service.routes), loop: loop)
  let bound = try await server.start()
  try await withThrowingTaskGroup(of: Void.self) { group in
    // On the loop from its start, because tests may block all other threads.
    group.addTask(executorPreference: loop) { await service.run() }
    group.addTask { try await test(RunningDoor(port: bound.port, service: service, stage: stage)) }
    defer { group.cancelAll() }
    try await group.next()
  }
}
