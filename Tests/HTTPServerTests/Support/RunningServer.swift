import HTTPClient
import HTTPServer

/// A server on a free port for the time of one test.
struct RunningServer {
  let server: HTTPServer
  let port: UInt16

  func client(receiveBufferBytes: Int32? = nil) throws -> ClientConnection {
    try ClientConnection(to: .loopback(port), receiveBufferBytes: receiveBufferBytes)
  }

  /// Sends bytes on a fresh connection and reads one answer.
  func exchange(_ text: String) throws -> ClientAnswer {
    let client = try client()
    try client.send(text)
    return try client.readAnswer()
  }
}

/// Starts a server, runs the test, and stops the server and its loop whatever happened.
func withServer(
  _ router: Router = Router(sampleRoutes), limits: ServerLimits = quickLimits,
  cors: CORSPolicy = CORSPolicy(), observer: any ServerObserver = SilentObserver(),
  proxies: TrustedProxies = TrustedProxies(), log: (@Sendable (AccessRecord) -> Void)? = nil,
  test: (RunningServer) async throws -> Void
) async throws {
  let loop = try EventLoop()
  defer { loop.stop() }
  let server = HTTPServer(
    configuration: ServerConfiguration(limits: limits, cors: cors, proxies: proxies),
    router: router, loop: loop,
    observer: observer, log: log)
  let bound = try await server.start()
  try await test(RunningServer(server: server, port: bound.port))
}

/// Production's limits with deadlines kept exactly and goodbyes kept short.
let quickLimits: ServerLimits = {
  var limits = ServerLimits()
  limits.sweepMilliseconds = 5
  limits.lingerMilliseconds = 50
  limits.drainIdleMilliseconds = 30
  return limits
}()

/// Routes that show what arrived.
let sampleRoutes: [Route] = [
  Route(.get, "/hello") { _, _ in .text(200, "hello") },
  Route(.get, "/things/:id") { request, parameters in
    .text(200, "\(parameters["id"]) \(request.query ?? "-")")
  },
  Route(.post, "/echo") { request, _ in .json(200, request.body) },
  Route(.post, "/small", bodyLimitBytes: 16) { request, _ in .json(200, request.body) },
  Route(.post, "/json", mediaTypes: ["application/json"]) { request, _ in
    .json(200, request.body)
  },
]
