import Crypto
import Foundation
import JSON
import Ledger

/// Viewers who visit the live streams, buy coins and send gifts, often in a row.
final class Audience {
  private let client: LocalClient
  private let port: UInt16
  private let signer: JWTSigner
  private var viewers: [Viewer] = []
  private var streams: [Stage] = []
  private var gifts: [Goods] = []
  private var spectators: [Spectator] = []
  private var random = SystemRandomNumberGenerator()
  private(set) var tally = Tally()

  /// What the audience did.
  struct Tally {
    var purchases = 0
    var gifts = 0
    var coins: Int64 = 0
    var refused = 0
  }

  private struct Viewer {
    let token: String
    var balance: Int64 = 0
    /// The gift that they are sending in a row, and how often still.
    var combo: (gift: Goods, stage: Stage, left: Int)?
  }

  private struct Stage {
    let id: String
    let creator: String
    let channel: String
  }

  private struct Goods {
    let id: String
    let price: Int64
  }

  /// An audience of a server on this machine; `secret` signs their tokens.
  ///
  /// - Throws: ``OperatorFault``.
  init(port: UInt16, secret: [UInt8], viewers count: Int) throws(OperatorFault) {
    self.port = port
    client = try LocalClient(port: port)
    do {
      signer = try JWTSigner(secret: secret)
    } catch {
      throw OperatorFault("The secret cannot sign tokens: \(error.code).")
    }
    viewers = (0..<count).map { Viewer(token: token(of: "sim-viewer-\($0)")) }
    try loadStage()
  }

  /// Has one viewer do one thing.
  ///
  /// - Throws: ``OperatorFault`` when the server is gone.
  func act() throws(OperatorFault) {
    let number = Int.random(in: viewers.indices, using: &random)
    if let combo = viewers[number].combo, combo.left > 0 {
      viewers[number].combo?.left -= 1
      return try send(combo.gift, to: combo.stage, from: number)
    }
    guard let stage = streams.randomElement(using: &random),
      let gift = gifts.randomElement(using: &random)
    else { return }
    // Cheap gifts are sent often and in a row, expensive ones rarely and once.
    guard gift.price <= 100 || Int.random(in: 0..<10, using: &random) == 0 else { return }
    if viewers[number].balance < gift.price { return try buy(for: number, atLeast: gift.price) }
    let row = gift.price <= 10 ? Int.random(in: 0..<8, using: &random) : 0
    viewers[number].combo = (gift, stage, row)
    try send(gift, to: stage, from: number)
  }

  /// Reads and drops what the spectators received.
  func watch() { for spectator in spectators { spectator.skip() } }

  private func loadStage() throws(OperatorFault) {
    let token = viewers.first?.token ?? token(of: "sim-viewer-0")
    let live = try client.call("GET", "/api/streams?status=live", token: token).body["data"]
    streams = (live?.arrayValue ?? []).compactMap { stream in
      guard let id = stream["id"]?.stringValue, let creator = stream["creatorId"]?.stringValue,
        let channel = stream["channel"]?.stringValue
      else { return nil }
      return Stage(id: id, creator: creator, channel: channel)
    }
    let catalog = try client.call("GET", "/api/gifts?limit=100", token: token).body["data"]
    gifts = (catalog?.arrayValue ?? []).compactMap { gift in
      guard let id = gift["id"]?.stringValue, let price = gift["coinPrice"]?.integerValue else {
        return nil
      }
      return Goods(id: id, price: price)
    }
    guard !streams.isEmpty, !gifts.isEmpty else {
      throw OperatorFault("Nothing is live or for sale; start the server with --demo.")
    }
    for index in viewers.indices {
      spectators.append(
        try Spectator(port: port, room: streams[index % streams.count].channel))
    }
  }

  private func buy(for number: Int, atLeast price: Int64) throws(OperatorFault) {
    let amount = max(500, price * 2)
    let answer = try client.call(
      "POST", "/api/tokens/purchase", token: viewers[number].token,
      body: .object([.init("amountTokens", .integer(amount)), .init("gateway", .string("sandbox"))])
    )
    guard let balance = answer.body["newBalance"]?.integerValue else {
      tally.refused += 1
      return
    }
    viewers[number].balance = balance
    tally.purchases += 1
  }

  private func send(
    _ gift: Goods, to stage: Stage, from number: Int
  ) throws(OperatorFault) {
    let answer = try client.call(
      "POST", "/api/gifts/send", token: viewers[number].token,
      body: .object([
        .init("giftId", .string(gift.id)), .init("receiverId", .string(stage.creator)),
        .init("streamId", .string(stage.id)), .init("quantity", .integer(1)),
      ]))
    guard let balance = answer.body["newBalance"]?.integerValue else {
      tally.refused += 1
      viewers[number].combo = nil
      viewers[number].balance = 0
      return
    }
    viewers[number].balance = balance
    tally.gifts += 1
    tally.coins += gift.price
  }

  private func token(of id: String) -> String {
    let expiry = SystemClock().now().milliseconds / 1_000 + 86_400
    return signer.sign { claims in
      claims.field("sub", id)
      claims.field("exp", expiry)
    }
  }
}
