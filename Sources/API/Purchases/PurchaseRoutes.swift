import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// What was bought.
enum PurchaseRoutes {
  static let endpoints = [
    Endpoint(
      .get, "/api/coins/purchases", needs: .readOwnPurchases, "The caller's purchases.", list
    ).takingQuery(),
    Endpoint(.get, "/api/coins/purchases/:id", needs: .readOwnPurchases, "One of them.", show),
    Endpoint(
      .get, "/api/admin/purchases", needs: .readPurchases,
      "Everybody's purchases, or the payments that nobody was credited for.", listAll
    ).takingQuery(),
  ]

  private static func list(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let user = try call.user
    let paging = try call.query { $0.paging(by: PurchaseEntity.self) }
    let page = try await page(of: user, paging, call)
    return .list(page.items, next: page.nextText) {
      $0.write($1, page: call.page(of: $1), isTest: call.isTest)
    }
  }

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let (id, user): (PurchaseID, UserID) = (try call.identifier(), try call.user)
    let found = try await call.performing { platform, _ throws(UseCaseError) in
      try await platform.purchase(id, of: user)
    }
    return .object { $0.write(found, page: call.page(of: found), isTest: call.isTest) }
  }

  private static func listAll(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let list = try call.query { query -> AdminList in
      guard query.flag("parked") == true else {
        return .purchases(query.paging(by: PurchaseEntity.self))
      }
      return .parked(query.paging(by: GatewayEventEntity.self))
    }
    switch list {
    case .parked(let paging): return try await parked(paging, call)
    case .purchases(let paging): return try await listAll(paging, call)
    }
  }

  /// Which of the lists of admins is wanted.
  private enum AdminList {
    case purchases(Paging<PurchaseID>)
    case parked(Paging<GatewayEventID>)
  }

  private static func listAll(
    _ paging: Paging<PurchaseID>, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    let page = try await page(of: nil, paging, call)
    let names = try await call.reading(
      await call.platform.names(users: page.items.map(\.user), for: .admin))
    return .list(page.items, next: page.nextText) { object, purchase in
      object.write(purchase, page: nil, isTest: call.isTest)
      object.field("userId", names.shown(purchase.user).id)
      object.field("userName", names.shown(purchase.user).name)
    }
  }

  /// What was reported and not credited: one item for each event, with its purchase if it has one.
  private static func parked(
    _ paging: Paging<GatewayEventID>, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    let page = try await call.reading(
      await call.platform.parkedPayments(before: paging.cursor, limit: paging.limit))
    let names = try await call.reading(
      await call.platform.names(users: page.items.compactMap(\.purchase?.user), for: .admin))
    return .list(page.items, next: page.next.map { GatewayEventID($0.rawValue).text }) {
      object, payment in
      if let purchase = payment.purchase {
        object.write(purchase, page: nil, isTest: call.isTest)
        object.field("userId", names.shown(purchase.user).id)
        object.field("userName", names.shown(purchase.user).name)
      }
      object.object("parked") { $0.write(payment.event) }
    }
  }

  private static func page(
    of user: UserID?, _ paging: Paging<PurchaseID>, _ call: APICall
  ) async throws(Problem) -> Page<Purchase> {
    try await call.reading(
      await call.platform.purchases(of: user, before: paging.cursor, limit: paging.limit))
  }
}

extension Page<Purchase> {
  /// The cursor of the next page.
  fileprivate var nextText: String? { next.map { PurchaseID($0.rawValue).text } }
}

extension APICall {
  /// Where a purchase can be paid, as far as that is known here.
  fileprivate func page(of purchase: Purchase) -> String? {
    environment.gateways[purchase.gateway]?.page(of: OrderID(purchase.id)).map(link)
  }
}
