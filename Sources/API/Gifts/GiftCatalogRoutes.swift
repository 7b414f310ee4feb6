import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// How admins keep the catalog of gifts.
enum GiftCatalogRoutes {
  static let endpoints = [
    Endpoint(
      .get, "/api/admin/gifts", needs: .readCatalog, "Every gift, retired ones too.", listAll),
    Endpoint(.post(.keyed), "/api/admin/gifts", needs: .editCatalog, "Make a gift.", make),
    Endpoint(.get, "/api/admin/gifts/:id", needs: .readCatalog, "One gift.", show),
    Endpoint(.patch, "/api/admin/gifts/:id", needs: .editCatalog, "Change a gift.", change),
    Endpoint(.delete, "/api/admin/gifts/:id", needs: .editCatalog, "Retire a gift.", retire),
  ]

  private static func listAll(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let all = try await call.reading(await call.platform.giftCatalog(as: .own))
    return .list(all, next: nil) { $0.writeForAdmin($1) }
  }

  private static func make(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let changes = try call.body { $0.giftChanges(isNew: true) }
    let idempotency = try call.idempotency()
    let made = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.makeGift(changes, by: caller, idempotency: idempotency)
    }
    return response(201, made.thing).marked(asReplay: made.isReplay)
  }

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let id: GiftID = try call.identifier()
    guard let found = try await call.reading(await call.platform.catalogGift(id)) else {
      throw .notFound
    }
    return response(200, found)
  }

  private static func change(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await edit(call, call.body { $0.giftChanges(isNew: false) })
  }

  private static func retire(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    var changes = GiftChanges()
    changes.isActive = false
    return try await edit(call, changes)
  }

  private static func edit(
    _ call: APICall, _ changes: GiftChanges
  ) async throws(Problem) -> HTTPResponse {
    let (id, tags): (GiftID, _) = (try call.identifier(), try call.expectedTags())
    let edited = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.editGift(id, changes, by: caller, ifOneOf: tags)
    }
    return response(200, edited)
  }

  private static func response(_ status: Int, _ item: CatalogGift) -> HTTPResponse {
    .object(status) { $0.writeForAdmin(item) }.tagged(by: item.gift)
  }
}

extension ObjectReader {
  /// What an admin says about a gift; a new one needs a name and a price.
  fileprivate mutating func giftChanges(isNew: Bool) -> GiftChanges {
    let prices = 1...Amount.operationMax
    var changes = GiftChanges()
    changes.name = isNew ? visibleText("name", 1...100) : optionalVisibleText("name", 1...100)
    changes.description = optionalVisibleText("description", 0...1_000)
    changes.category = optionalNamed("category")
    changes.rarity = optionalNamed("rarity")
    changes.coinPrice =
      isNew
      ? Coins(integer("coinPrice", prices))
      : optionalInteger("coinPrice", prices).map { Coins($0) }
    changes.usdCents = change("usdPrice") { body, name in
      body.optionalObject(name) { $0.dollars() }?.minorUnits
    }
    changes.remaining = change("remaining") { $0.optionalInteger($1, 0...Amount.operationMax) }
    changes.imageURL = change("imageUrl") { $0.optionalURL($1) }
    changes.animationURL = change("animationUrl") { $0.optionalURL($1) }
    changes.thumbnailURL = change("thumbnailUrl") { $0.optionalURL($1) }
    changes.isActive = optionalBool("isActive")
    changes.isFeatured = optionalBool("isFeatured")
    changes.sortOrder = optionalInteger("sortOrder", -1_000_000...1_000_000)
    return changes
  }

  /// The fields of an amount of dollars.
  fileprivate mutating func dollars() -> Money {
    let price = money()
    if price.currency != .usd { note("currency", .notAllowed, "currency must be USD here.") }
    return price
  }
}
