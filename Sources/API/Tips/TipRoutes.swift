import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// Everything about tips.
enum TipRoutes {
  static let endpoints = [
    Endpoint(
      .post(.keyed), "/api/tips/send", needs: .sendTips, "Send a tip to an approved creator.", send
    ).limited(as: .sendGift),
    Endpoint(
      .get, "/api/tips/options", for: .everyone,
      "The amounts that a tip may have, and those to offer.", options),
    Endpoint(
      .get, "/api/tips/history", needs: .readOwnTips,
      "Tips that the caller sent or received.", history
    ).takingQuery(),
    Endpoint(
      .get, "/api/tips/stats/:id", for: .everyone,
      "What a creator received in tips, and from whom most.", stats),
  ]

  private static func send(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (order, isForCall) = try call.body { $0.tipOrder() }
    let payer = try call.person.user
    guard !isForCall else { throw .featureDisabled }
    let idempotency = try call.idempotency(order.add(to:))
    let (accepted, receipt) = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.sendTip(order, from: payer, by: caller, idempotency: idempotency)
    }
    return accepted.answer { $0.write(receipt, to: order.creatorID) }
  }

  private static func options(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let settings = try await call.reading(await call.platform.directory.settings())
    return .object { $0.write(settings.tips) }
  }

  private static func history(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (paging, direction) = try call.query { query in
      (query.walking(), query.named("direction", TipDirection.self) ?? .sent)
    }
    let user = try call.user
    let side: PaymentSide = direction == .sent ? .sent : .received(nil)
    let found = try await call.reading(
      await call.platform.tipHistory(
        of: user, side, from: paging.cursor, limit: paging.limit))
    guard let page = found else { throw .unknownCursor }
    call.charge(entries: page.steps)
    return .object { object in
      object.objects("data", page.items) { $0.write($1, page.names) }
      object.field("nextCursor", page.next?.text)
      object.object("totals") { totals in
        totals.field("count", page.total.count)
        totals.field("coins", page.total.coins)
      }
    }
  }

  private static func stats(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let creator = try await call.personInPath()
    guard creator.creator != nil else { throw .notFound }
    let stats = try await call.reading(
      await call.platform.tipStats(of: creator.user.id, as: call.reader))
    return .object { $0.write(stats, of: call.platform.shown(creator.user, to: call.onlooker)) }
  }
}
