import Application
import HTTPServer
import JSON
import Ledger
import Monetization

/// What coins cost.
enum PackageRoutes {
  static let endpoints = [
    Endpoint(.get, "/api/coins/packages", for: .everyone, "Coin packages on sale.", list)
      .takingQuery(),
    Endpoint(
      .get, "/api/admin/packages", needs: .readCatalog, "Every coin package, retired ones too.",
      listAll),
    Endpoint(
      .post(.keyed), "/api/admin/packages", needs: .editCatalog, "Make a coin package.", make),
    Endpoint(.get, "/api/admin/packages/:id", needs: .readCatalog, "One coin package.", show),
    Endpoint(
      .patch, "/api/admin/packages/:id", needs: .editCatalog, "Change a coin package.", change),
    Endpoint(
      .delete, "/api/admin/packages/:id", needs: .editCatalog, "Take a coin package off sale.",
      retire),
  ]

  private static func list(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let currency = try call.query { $0.currency() }
    let onSale = try await call.reading(await call.platform.packagesOnSale())
    let now = call.platform.clock.now()
    var hasBought = false
    if let visitor = await call.visitor() {
      hasBought = try await call.reading(await call.platform.hasBought(visitor.user.id))
    }
    let offers = onSale.map { hasBought ? $0.withoutFirstPurchaseBonus : $0 }
    return HTTPResponse.list(offers, next: nil) { $0.write($1, in: currency, at: now) }
      .tagged(for: call.request)
  }

  private static func listAll(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let all = try await call.reading(await call.platform.packageCatalog(as: .own))
    return .list(all, next: nil) { $0.writeForAdmin($1) }
  }

  private static func make(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let changes = try call.body { $0.packageChanges(isNew: true) }
    let idempotency = try call.idempotency()
    let made = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.makePackage(changes, by: caller, idempotency: idempotency)
    }
    return response(201, made.thing).marked(asReplay: made.isReplay)
  }

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let id: PackageID = try call.identifier()
    guard let found = try await call.reading(await call.platform.coinPackage(id)) else {
      throw .notFound
    }
    return response(200, found)
  }

  private static func change(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await edit(call, call.body { $0.packageChanges(isNew: false) })
  }

  private static func retire(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    var changes = PackageChanges()
    changes.isActive = false
    return try await edit(call, changes)
  }

  private static func edit(
    _ call: APICall, _ changes: PackageChanges
  ) async throws(Problem) -> HTTPResponse {
    let (id, tags): (PackageID, _) = (try call.identifier(), try call.expectedTags())
    let edited = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.editPackage(id, changes, by: caller, ifOneOf: tags)
    }
    return response(200, edited)
  }

  private static func response(_ status: Int, _ coinPackage: CoinPackage) -> HTTPResponse {
    .object(status) { $0.writeForAdmin(coinPackage) }.tagged(by: coinPackage)
  }
}
