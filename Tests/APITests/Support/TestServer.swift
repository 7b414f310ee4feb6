import Application
import Crypto
import Foundation
import JSON
import Ledger
import Monetization
import TestKit
import Testing

@testable import API
@testable import HTTPServer

/// The whole API over a store in memory, called without a network.
final class TestServer: Sendable {
  let store = InMemoryStore()
  let clock = FakeClock()
  /// Moved by the API; over ``clock``, which tests move themselves.
  let testClock: TestClock
  let platform: Platform
  let environment: APIEnvironment
  let signer: JWTSigner
  private let router: Router
  private let isProjecting: Bool

  /// Visibly no secret of anybody.
  static let secret = Array("test-secret-that-guards-nothing-at-all".utf8)

  /// - Parameters:
  ///   - isDemo: Whether demo users and the test clock are there.
  ///   - isProjecting: false leaves the projections as they are after a file was lost: empty.
  ///   - limits: Of the engine.
  /// - Throws: Why it cannot start.
  init(
    isDemo: Bool = true, isProjecting: Bool = true, limits: Engine.Limits = Engine.Limits()
  ) throws {
    self.isProjecting = isProjecting
    testClock = TestClock(over: clock)
    var people = PeopleRules()
    people.reservedIDs = FeatureTable.reservedIDs
    platform = Platform(
      store: store, projections: InMemoryProjections(), clock: testClock, limits: limits,
      people: people)
    signer = try JWTSigner(secret: Self.secret)
    let keys = try KeySet([.secret(Self.secret)])
    var configuration = APIConfiguration()
    configuration.demo = isDemo ? signer : nil
    configuration.testClock = isDemo ? testClock : nil
    configuration.contract = SharedBody(Array(ContractFiles.text.utf8))
    environment = APIEnvironment(
      platform: platform,
      authenticator: Authenticator(
        platform: platform, verifier: JWTVerifier(keys: keys),
        roleClaim: RoleClaim(name: "roles")),
      configuration: configuration)
    router = Router(FeatureTable.routes(in: environment))
    try start()
  }

  deinit {
    platform.engine.close()
    platform.runner.close()
  }

  /// Lane and runner block: they get threads of their own.
  private func start() throws {
    let (platform, clock, store) = (platform, testClock, store)
    let runner = platform.runner
    if isProjecting { Thread { runner.run() }.start() }
    let engine = platform.engine
    let writer = SentWriter(writer: try store.openWriter(acceptingLoss: false))
    let observer = WeakObserver(platform: platform)
    Thread {
      let lane = Lane(
        writer: writer.writer,
        ports: Lane.Ports(
          clock: clock, hashing: ChainSHA256(), salts: SecureSalts(),
          observer: observer))
      engine.run(lane)
    }.start()
  }

  /// Makes a call as the HTTP layer would: it finds the route and checks type and size first.
  func call(
    _ method: HTTPMethod, _ target: String, _ headers: HTTPHeaders = HTTPHeaders(),
    body: [UInt8] = [], from client: IPAddress = .loopback
  ) async throws -> Answer {
    guard let target = RequestTarget(target) else {
      return Answer(LayerProblem.malformedRequest.response)
    }
    guard let (address, parameters) = router.find(target) else {
      return Answer(LayerProblem.notFound.response)
    }
    guard let route = address.route(for: method) else {
      return Answer(LayerProblem.methodNotAllowed.response)
    }
    guard body.count <= route.bodyLimitBytes else {
      return Answer(LayerProblem.payloadTooLarge.response)
    }
    guard body.isEmpty || route.reads(headers) else {
      return Answer(LayerProblem.unsupportedMediaType.response)
    }
    // Strangers read what is there: tests want to see what they have just done.
    if method == .get, isProjecting {
      _ = await platform.runner.caughtUp(to: try store.journalEnd(), withinMilliseconds: 10_000)
    }
    let request = HTTPRequest(
      method: method, target: target, headers: headers, body: body,
      origin: RequestOrigin(clientAddress: client))
    let answer = try await Answer.reading(await route.handler(request, parameters))
    AnswerLog.shared.record(
      answer, to: "\(method.rawValue) \(route.pattern)", request: body)
    return answer
  }

  /// Makes a call as a person, with a JSON body.
  func call(
    _ method: HTTPMethod, _ target: String, as user: String?, _ body: String = "",
    key: String? = nil
  ) async throws -> Answer {
    var headers: HTTPHeaders = ["content-type": "application/json"]
    if let user { headers.add("authorization", "Bearer " + token(of: user)) }
    if let key { headers.add("idempotency-key", key) }
    return try await call(method, target, headers, body: Array(body.utf8))
  }

  /// A token of a person; `roles` fills the claim that names admins.
  func token(of user: String, roles: String? = nil, validSeconds: Int64 = 3_600) -> String {
    let now = clock.now().milliseconds / 1_000
    return signer.sign { claims in
      claims.field("sub", user)
      claims.field("exp", now + validSeconds)
      if let roles { claims.field("roles", roles) }
    }
  }

  /// How many entries the journal has.
  var journalLength: Int64 {
    get throws { try store.heads().reduce(0) { $0 + $1.sequence } }
  }
}

/// The lane's thread alone uses the writer after it was handed over.
private struct SentWriter: @unchecked Sendable {
  let writer: any StoreWriter
}

/// Keeps the lane's thread from keeping the platform alive.
private struct WeakObserver: EngineObserver {
  weak let platform: Platform?

  func committed(_ entries: [JournalEntry]) { platform?.committed(entries) }
  func report(_ incident: EngineIncident) { platform?.report(incident) }
}
