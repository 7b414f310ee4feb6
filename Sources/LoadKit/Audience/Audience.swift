package import Application
import Crypto
import HTTPClient
import JSON
import Ledger

/// Viewers who come to the live streams, buy coins and send gifts, often in a row.
package final class Audience {
  private let caller: APICaller
  private let peer: Peer
  private let clock: any WallClock
  private let signer: JWTSigner
  private var viewers: [Viewer] = []
  private var streams: [Stage] = []
  private var gifts: [Goods] = []
  private var spectators: [Spectator] = []
  private var random = SystemRandomNumberGenerator()
  package private(set) var tally = Tally()

  /// What the audience did.
  package struct Tally {
    package var purchases = 0
    package var gifts = 0
    package var coins: Int64 = 0
    package var refused = 0
    /// How often each reason was given: a code and its sentence.
    package var reasons: [String: Int] = [:]

    mutating func refuse(_ answer: JSONValue) {
      refused += 1
      let code = answer["code"]?.stringValue ?? "no answer"
      let sentence = answer["error"]?.stringValue ?? "The answer was no JSON."
      reasons[code + ": " + sentence, default: 0] += 1
    }
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
  /// - Throws: ``LoadFault``.
  package init(
    port: UInt16, secret: [UInt8], viewers count: Int, clock: any WallClock
  ) throws(LoadFault) {
    peer = .loopback(port)
    self.clock = clock
    caller = try APICaller(to: peer, clock: clock)
    do {
      signer = try JWTSigner(secret: secret)
    } catch {
      throw LoadFault("The secret cannot sign tokens: \(error.code).")
    }
    viewers = (0..<count).map { Viewer(token: token(of: "sim-viewer-\($0)")) }
    try loadStage()
  }

  /// Has viewers do things, one after the other, at an even pace.
  ///
  /// - Parameters:
  ///   - seconds: How long.
  ///   - rate: How many things happen in a second.
  /// - Throws: ``LoadFault`` when the server is gone.
  package func perform(seconds: Int, perSecond rate: Int) throws(LoadFault) {
    let watch = Stopwatch()
    let end = UInt64(seconds) * 1_000_000_000
    let step = UInt64(1_000_000_000 / rate)
    var due: UInt64 = 0
    var idle = LoadPoll()
    while watch.nanoseconds < end {
      try act()
      for spectator in spectators { spectator.skip() }
      due += step
      let now = watch.nanoseconds
      // Waiting for nothing is how this single thread keeps its pace.
      if due > now { _ = idle.wait(milliseconds: Int32((due - now) / 1_000_000)) }
    }
  }

  /// Has one viewer do one thing.
  private func act() throws(LoadFault) {
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

  private func loadStage() throws(LoadFault) {
    let token = viewers.first?.token ?? token(of: "sim-viewer-0")
    let own = try caller.call("GET", "/api/me", token: token)
    guard own["user"] != nil else {
      let reason = own["error"]?.stringValue ?? "The answer was no JSON."
      throw LoadFault(
        "The server does not know the audience (\(reason)) Name the folder of a server with --demo "
          + "by --data, and its port by --port.")
    }
    let live = try caller.call("GET", "/api/streams?status=live", token: token)["data"]
    streams = (live?.arrayValue ?? []).compactMap { stream in
      guard let id = stream["id"]?.stringValue, let creator = stream["creatorId"]?.stringValue,
        let channel = stream["channel"]?.stringValue
      else { return nil }
      return Stage(id: id, creator: creator, channel: channel)
    }
    let catalog = try caller.call("GET", "/api/gifts", token: token)["data"]
    gifts = (catalog?.arrayValue ?? []).compactMap { gift in
      guard let id = gift["id"]?.stringValue, let price = gift["coinPrice"]?.integerValue else {
        return nil
      }
      return Goods(id: id, price: price)
    }
    guard !streams.isEmpty, !gifts.isEmpty else {
      throw LoadFault("Nothing is live or for sale; start the server with --demo.")
    }
    for index in viewers.indices {
      spectators.append(
        try Spectator(of: peer, room: streams[index % streams.count].channel))
    }
  }

  private func buy(for number: Int, atLeast price: Int64) throws(LoadFault) {
    let amount = max(500, price * 2)
    let answer = try caller.call(
      "POST", "/api/tokens/purchase", token: viewers[number].token,
      body: .object([.init("amountTokens", .integer(amount)), .init("gateway", .string("sandbox"))])
    )
    guard let balance = answer["newBalance"]?.integerValue else { return tally.refuse(answer) }
    viewers[number].balance = balance
    tally.purchases += 1
  }

  private func send(
    _ gift: Goods, to stage: Stage, from number: Int
  ) throws(LoadFault) {
    let answer = try caller.call(
      "POST", "/api/gifts/send", token: viewers[number].token,
      body: .object([
        .init("giftId", .string(gift.id)), .init("receiverId", .string(stage.creator)),
        .init("streamId", .string(stage.id)), .init("quantity", .integer(1)),
      ]))
    guard let balance = answer["newBalance"]?.integerValue else {
      tally.refuse(answer)
      viewers[number].combo = nil
      viewers[number].balance = 0
      return
    }
    viewers[number].balance = balance
    tally.gifts += 1
    tally.coins += gift.price
  }

  private func token(of id: String) -> String {
    let expiry = clock.now().milliseconds / 1_000 + 86_400
    return signer.sign { claims in
      claims.field("sub", id)
      claims.field("exp", expiry)
    }
  }
}
