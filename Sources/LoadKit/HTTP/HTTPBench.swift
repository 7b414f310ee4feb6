package import Application
import Crypto
package import Foundation
import HTTPClient
import JSON
import Ledger

/// Measures durable gifts per second over HTTP against a server of its own.
///
/// The server is another process on the same machine; each request sends one
/// gift with a token of its sender and a time-ordered idempotency key.
package struct HTTPBench {
  /// How much is done.
  package struct Size {
    package var connections = 64
    package var seconds = 5
    package var senders = 5_000
    package var creators = 1_000

    package init() {}
  }

  /// What was measured.
  package struct Report {
    package var random = LoadResult()
    package var hot = LoadResult()
    /// At half the rate of ``random``, by a fixed schedule.
    package var half = LoadResult()
    /// One connection, one request after the other.
    package var lone = LoadResult()
    /// What the server took for these parts.
    package var serverNanoseconds: UInt64 = 0
  }

  /// Where it works and what it works with.
  package struct Place {
    let folder: String
    let executable: URL
    let clock: any WallClock
    let openEngine: (EngineBench.Size) throws -> EngineBench

    /// Names the parts.
    ///
    /// - Parameters:
    ///   - folder: The server's data.
    ///   - executable: The server's program.
    ///   - clock: Dates tokens and keys.
    ///   - openEngine: Opens the store in the folder, to fill it before the server starts.
    package init(
      folder: String, executable: URL, clock: any WallClock,
      openEngine: @escaping (EngineBench.Size) throws -> EngineBench
    ) {
      self.folder = folder
      self.executable = executable
      self.clock = clock
      self.openEngine = openEngine
    }
  }

  private let size: Size
  private let place: Place
  private let secret: String
  private var tokens: [String] = []
  private var gift = ""

  package init(in place: Place, size: Size) {
    self.place = place
    self.size = size
    secret = Hexadecimal.encode(SecureRandom.bytes(32))
  }

  /// Fills a database, starts a server on it and measures.
  ///
  /// - Throws: ``LoadFault``, or what the opening of the store throws.
  package mutating func run() async throws -> Report {
    try await prepare()
    let server = try ServerProcess(
      place.executable, data: place.folder,
      environment: [
        "OVATION_AUTH_SECRET": secret, "OVATION_LOG_ACCESS": place.folder + "/access.log",
      ])
    defer { server.stop() }
    var report = Report()
    _ = try load(server, connections: size.connections, seconds: 1, perSecond: nil, isHot: false)
    let begin = try server.nanoseconds()
    report.random = try load(
      server, connections: size.connections, seconds: size.seconds, perSecond: nil, isHot: false)
    report.hot = try load(
      server, connections: size.connections, seconds: size.seconds, perSecond: nil, isHot: true)
    report.half = try load(
      server, connections: size.connections, seconds: size.seconds,
      perSecond: max(1, report.random.perSecond / 2), isHot: false)
    report.lone = try load(
      server, connections: 1, seconds: size.seconds, perSecond: nil, isHot: false)
    report.serverNanoseconds = try server.nanoseconds() - begin
    return report
  }

  private func load(
    _ server: ServerProcess, connections: Int, seconds: Int, perSecond: Int?, isHot: Bool
  ) throws -> LoadResult {
    var generator = try LoadGenerator(to: server.peer, connections: connections)
    var random = SystemRandomNumberGenerator()
    return try generator.run(seconds: seconds, perSecond: perSecond) {
      let sender = Int.random(in: 0..<tokens.count, using: &random)
      let creator = isHot ? 0 : Int.random(in: 0..<size.creators, using: &random)
      return request(sender: sender, creator: creator).encoded(for: server.peer)
    }
  }

  private func request(sender: Int, creator: Int) -> ClientRequest {
    let key = UUIDBytes.make(unixMilliseconds: place.clock.now().milliseconds)
    let body = #"{"giftId":"\#(gift)","receiverId":"bench-creator-\#(creator)","quantity":1}"#
    return ClientRequest(
      "POST", "/api/gifts/send",
      [
        ("authorization", "Bearer " + tokens[sender]), ("content-type", "application/json"),
        ("idempotency-key", key.description),
      ], body: Array(body.utf8))
  }

  private mutating func prepare() async throws {
    var engineSize = EngineBench.Size()
    engineSize.senders = size.senders
    engineSize.creators = size.creators
    let bench = try place.openEngine(engineSize)
    try await bench.prepare()
    gift = bench.gift.text
    bench.close()
    let signer = try JWTSigner(secret: Array(secret.utf8))
    let expiry = place.clock.now().milliseconds / 1_000 + 86_400
    tokens = (0..<size.senders).map { number in
      signer.sign { claims in
        claims.field("sub", "bench-sender-\(number)")
        claims.field("exp", expiry)
      }
    }
  }
}
