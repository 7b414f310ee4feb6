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
  private let log: LogFile?
  private let authenticator: Authenticator
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
    (limits, scarcity) = ServerLimits.ofThisProcess(headerBytes: configuration.headerBytesMax)
    do {
      loop = try EventLoop()
    } catch {
      throw OperatorFault("The event loop cannot start: \(error).")
    }
    let platform = books.platform
    let tokens = configuration.tokens
    let authenticator = Authenticator(
      platform: platform, verifier: credentials.verifier,
      demoVerifier: credentials.demo?.verifier,
      roleClaim: configuration.tokens.roleClaim.map { RoleClaim(name: $0) })
    authenticator.onUnknownKey {
      // A file that is being written is read again by the next such token.
      tokens.keySetFile == nil ? nil : try? Credentials.verifier(of: tokens)
    }
    self.authenticator = authenticator
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
    let log = try LogFile(configuration, loop: loop)
    self.log = log
    http = HTTPServer(
      configuration: ServerConfiguration(
        host: try HostName.address(of: configuration.host), port: UInt16(configuration.port),
        limits: limits,
        cors: CORSPolicy(origins: Set(configuration.corsOrigins)),
        proxies: configuration.trustedProxies),
      router: Router(routes, webSockets: realtime.routes), loop: loop,
      observer: OperatorObserver(), log: { log?.log.add($0) })
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
      throw OperatorFault(error)
    }
    returnOrigins.open(
      at: address, machine: address.isWildcard ? HostName.ownAddresses() : [])
    sandbox?.open(
      at: SandboxPlace(
        publicBaseURL: returnOrigins.base,
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
      // A service manager kills after ten seconds: what is left then is half a request.
      await http.drain(graceSeconds: 6)
      group.cancelAll()
    }
    await log?.log.finish()
    loop.stop()
  }

  /// Reads keys again and opens the log again, as SIGHUP asks.
  ///
  /// - Returns: What could not be done; everything else was.
  func reload() -> [OperatorFault] {
    var faults: [OperatorFault] = []
    do throws(OperatorFault) {
      if configuration.tokens.keySetFile != nil {
        authenticator.replace(verifier: try Credentials.verifier(of: configuration.tokens))
      }
    } catch { faults.append(error) }
    do throws(OperatorFault) { try log?.reopen() } catch { faults.append(error) }
    return faults
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
