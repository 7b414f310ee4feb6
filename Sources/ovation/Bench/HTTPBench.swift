import Application
import Crypto
import Foundation
import JSON
import Ledger
import Monetization

/// Measures durable gifts per second over HTTP against a server of its own.
///
/// The server is another process of this binary on the same machine; each request sends one
/// gift with a token of its sender and a time-ordered idempotency key.
struct HTTPBench {
  /// How much is done.
  struct Size {
    var connections = 64
    var seconds = 5
    var senders = 5_000
    var creators = 1_000
    var loneRequests = 2_000
  }

  /// What was measured.
  struct Report {
    var random = LoadResult()
    var hot = LoadResult()
    /// At half the rate of ``random``, by a fixed schedule.
    var half = LoadResult()
    /// One connection, one request after the other.
    var lone = LoadResult()
    /// What the server took for these parts.
    var serverNanoseconds: UInt64 = 0
  }

  private let size: Size
  private let folder: String
  private let secret: String
  private var tokens: [String] = []
  private var gift = ""

  init(folder: String, size: Size) {
    self.folder = folder
    self.size = size
    secret = Hexadecimal.encode(SecureRandom.bytes(32))
  }

  /// Fills a database, starts a server on it and measures.
  ///
  /// - Throws: ``OperatorFault``.
  mutating func run() async throws -> Report {
    try await prepare()
    let server = try ServerProcess(
      data: folder,
      environment: [
        "OVATION_AUTH_SECRET": secret, "OVATION_LOG_ACCESS": folder + "/access.log",
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
    var generator = try LoadGenerator(port: server.port, connections: connections)
    var random = SystemRandomNumberGenerator()
    return try generator.run(seconds: seconds, perSecond: perSecond) {
      let sender = Int.random(in: 0..<tokens.count, using: &random)
      let creator = isHot ? 0 : Int.random(in: 0..<size.creators, using: &random)
      return request(sender: sender, creator: creator)
    }
  }

  private func request(sender: Int, creator: Int) -> [UInt8] {
    let key = UUIDBytes.make(unixMilliseconds: SystemClock().now().milliseconds)
    let body = #"{"giftId":"\#(gift)","receiverId":"bench-creator-\#(creator)","quantity":1}"#
    let head =
      "POST /api/gifts/send HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
      + tokens[sender] + "\r\nContent-Type: application/json\r\nIdempotency-Key: "
      + key.description + "\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    return Array((head + body).utf8)
  }

  private mutating func prepare() async throws {
    var engineSize = EngineBench.Size()
    engineSize.senders = size.senders
    engineSize.creators = size.creators
    let bench = try EngineBench(folder: folder, size: engineSize)
    try await bench.prepare()
    gift = bench.gift.text
    bench.close()
    let signer = try JWTSigner(secret: Array(secret.utf8))
    let expiry = SystemClock().now().milliseconds / 1_000 + 86_400
    tokens = (0..<size.senders).map { number in
      signer.sign { claims in
        claims.field("sub", "bench-sender-\(number)")
        claims.field("exp", expiry)
      }
    }
  }
}
