import API
import Application
import Crypto
import Foundation
import Gateways
import HTTPClient
import HTTPServer
import Ledger
import Monetization
import Realtime

/// The server: API, real time and pages on an opened store.
struct Server {
  private let books: OpenBooks
  private let configuration: Configuration
  private let loop: EventLoop
  private let realtime: RealtimeService
  /// Sells coins for play money, so it exists only where no money is real.
  private let sandbox: SandboxGateway?
  private let returnOrigins: ReturnOrigins
  private let reconciliation: PurchaseReconciliation
  private let http: HTTPServer
  private let log: AccessLog?
  /// The connection limits that the limit of open files allows.
  private let limits: ServerLimits
  /// The warning if they were lowered.
  let scarcity: String?

  /// Creates the parts; nothing listens yet.
  ///
  /// - Throws: ``OperatorFault``.
  init(
    _ configuration: Configuration, mode: PlatformMode, books: OpenBooks,
    credentials: Credentials, testClock: TestClock? = nil
  ) throws(OperatorFault) {
    self.books = books
    self.configuration = configuration
    (limits, scarcity) = ServerLimits.ofThisProcess()
    do {
      loop = try EventLoop()
    } catch {
      throw OperatorFault("The event loop cannot start: \(error).")
    }
    let platform = books.platform
    let authenticator = Authenticator(
      platform: platform, verifier: credentials.verifier,
      demoVerifier: credentials.demo?.verifier,
      roleClaim: configuration.tokens.roleClaim.map { RoleClaim(name: $0) })
    realtime = RealtimeService(
      loop: loop,
      sources: RealtimeSources(platform: platform) { token, address in
        await authenticator.authentication(of: token, from: address)
      })
    platform.onCommit { [realtime] in realtime.committed($0) }
    sandbox = mode.isReal ? nil : try Self.sandbox(configuration, clock: platform.clock)
    var environment = try Self.environment(
      configuration, platform: platform, authenticator: authenticator,
      demo: credentials.demo?.signer, testClock: testClock)
    environment.configuration.isTest = !mode.isReal
    environment.gateways = GatewayRegistry([sandbox].compactMap(\.self))
    returnOrigins = ReturnOrigins(
      listed: configuration.returnOrigins,
      publicURL: configuration.publicURL)
    environment.returnOrigins = returnOrigins
    reconciliation = PurchaseReconciliation(platform: platform, gateways: environment.gateways)
    testClock?.onAdvance { [reconciliation] in reconciliation.wake() }
    environment.viewerCount = { [realtime] in realtime.viewers(of: $0) }
    let routes =
      FeatureTable.routes(in: environment) + (sandbox?.routes ?? [])
      + (try WebFiles.routes(configuration))
    let log = AccessLog(configuration, loop: loop)
    self.log = log
    http = HTTPServer(
      configuration: ServerConfiguration(
        host: configuration.host, port: UInt16(configuration.port), limits: limits,
        cors: CORSPolicy(origins: Set(configuration.corsOrigins)),
        proxies: configuration.trustedProxies),
      router: Router(routes, webSockets: realtime.routes), loop: loop,
      observer: OperatorObserver(), log: { log?.add($0) })
  }

  /// Starts to listen.
  ///
  /// - Returns: The address.
  /// - Throws: ``OperatorFault`` if the address is in use or not local.
  func start() async throws(OperatorFault) -> BoundAddress {
    let address: BoundAddress
    do throws(ServerError) {
      address = try await http.start()
    } catch {
      throw OperatorFault("The server cannot listen: \(error). Choose another --port.")
    }
    returnOrigins.open(at: address)
    sandbox?.open(
      at: SandboxPlace(
        publicBaseURL: configuration.publicURL ?? address.origin,
        server: Peer(host: address.host, port: address.port)))
    return address
  }

  /// Serves until `stop` returns, then drains: requests in flight are finished.
  func serve(until stop: @escaping @Sendable () async -> Void) async {
    await withTaskGroup { group in
      group.addTask { [realtime] in await realtime.run() }
      group.addTask { [http] in await http.run() }
      group.addTask { [reconciliation] in await reconciliation.run() }
      if let sandbox { group.addTask { await sandbox.run() } }
      await stop()
      reconciliation.stop()
      sandbox?.stop()
      await http.drain()
      group.cancelAll()
    }
    await log?.finish()
    loop.stop()
  }

  private static func sandbox(
    _ configuration: Configuration, clock: any WallClock
  ) throws(OperatorFault) -> SandboxGateway {
    let folder = configuration.storeFolder
    let text: String
    if let configured = configuration.sandboxSecret {
      text = configured
    } else {
      text = try Credentials.lastingSecret(in: folder, named: "sandbox.secret")
    }
    guard let secret = StandardWebhookSecret(text: text) else {
      throw OperatorFault(
        "sandbox.secret is invalid; it must be whsec_ and base64 of at least 24 bytes.")
    }
    do throws(SandboxFault) {
      return try SandboxGateway(
        configuration: SandboxConfiguration(secret: secret, file: folder + "/sandbox.jsonl"),
        clock: clock)
    } catch {
      throw OperatorFault("The sandbox's file in \(folder) cannot be read: \(error).")
    }
  }

  private static func environment(
    _ configuration: Configuration, platform: Platform, authenticator: Authenticator,
    demo: JWTSigner?, testClock: TestClock?
  ) throws(OperatorFault) -> APIEnvironment {
    var api = APIConfiguration()
    api.contract = try WebFiles.contract(configuration)
    api.demo = demo
    api.testClock = testClock
    return APIEnvironment(
      platform: platform, authenticator: authenticator, configuration: api)
  }
}

extension Authenticator {
  /// Authenticates tokens of real-time connections.
  fileprivate func authentication(
    of token: String, from address: IPAddress
  ) async -> Authentication {
    do {
      let admission = try await admit(token: token, from: address)
      // API keys are refused: they do not expire and have no feed.
      guard let user = admission.caller.user, let expiresAt = admission.expiresAt else {
        return .refused
      }
      return .granted(user, expiresAt: expiresAt)
    } catch {
      if error.code == .rateLimited { return .limited }
      return error.code.status >= 500 ? .unavailable : .refused
    }
  }
}

extension AccessLog {
  /// The configured access log; nil if it is off.
  fileprivate convenience init?(_ configuration: Configuration, loop: EventLoop) {
    switch configuration.accessLog {
    case "off": return nil
    case "stdout": self.init(loop: loop, descriptor: STDOUT_FILENO)
    default:
      // The call copies the path and keeps no pointer.
      let descriptor = unsafe open(
        configuration.accessLog, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o640)
      guard descriptor >= 0 else { return nil }
      self.init(loop: loop, descriptor: descriptor)
    }
  }
}
