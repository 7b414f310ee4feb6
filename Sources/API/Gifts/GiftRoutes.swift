import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// Everything about gifts.
enum GiftRoutes {
  static let endpoints = [
    Endpoint(.get, "/api/gifts", for: .everyone, "The catalog of gifts.", list).takingQuery(),
    Endpoint(
      .get, "/api/gifts/history", needs: .readOwnGifts, "Gifts that the caller sent.", history
    ).takingQuery(),
    Endpoint(
      .get, "/api/gifts/received", needs: .readOwnEarnings, "Gifts that the caller received.",
      received
    ).takingQuery(),
    Endpoint(.get, "/api/posts/:id/gifts", for: .everyone, "What a post received.", postGifts),
  ]

  private static func list(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (category, rarity) = try call.query { query in
      _ = query.currency()
      return (
        query.named("category", GiftCategory.self), query.named("rarity", GiftRarity.self)
      )
    }
    let shown = try await call.reading(
      await call.platform.giftsOnOffer(of: category, rarity))
    return HTTPResponse.list(shown, next: nil) { $0.write($1) }.tagged(for: call.request)
  }

  private static func history(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let paging = try call.query { $0.walking() }
    return try await history(.sent, paging, call)
  }

  private static func received(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (paging, asked) = try call.query { query in
      (
        query.walking(),
        query.parsed("unit", expected: "coin or a currency") { AmountUnit(name: $0) }
      )
    }
    return try await history(.received(asked), paging, call)
  }

  private static func history(
    _ side: PaymentSide, _ paging: Paging<WalkCursor>, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    let user = try call.user
    let found = try await call.reading(
      await call.platform.giftHistory(
        of: user, side, from: paging.cursor, limit: paging.limit))
    guard let page = found else { throw .unknownCursor }
    call.charge(entries: page.steps)
    return .object { object in
      object.objects("data", page.items) { object, item in
        object.write(item, page.names)
        // For the two who are part of it alone; what a post received is for everybody.
        object.field("metadata", item.metadata)
      }
      object.field("nextCursor", page.next?.text)
      object.object("totals") { $0.write(page.total) }
    }
  }

  private static func postGifts(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let post = call.parameters["id"]
    guard ExternalID.isValid(post) else { throw .notFound }
    let gifts = try await call.reading(await call.platform.gifts(ofPost: post))
    return .object { object in
      object.field("postId", post)
      object.field("giftCount", gifts.total.count)
      object.field("giftCoins", gifts.total.coins)
      object.objects("data", gifts.newest) { $0.write($1, gifts.names) }
    }
  }
}
