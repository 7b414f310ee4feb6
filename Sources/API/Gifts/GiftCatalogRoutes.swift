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
    Endpoint(.post, "/api/admin/gifts", needs: .editCatalog, "Make a gift.", make),
    Endpoint(.get, "/api/admin/gifts/:id", needs: .readCatalog, "One gift.", show),
    Endpoint(.patch, "/api/admin/gifts/:id", needs: .editCatalog, "Change a gift.", change),
    Endpoint(.delete, "/api/admin/gifts/:id", needs: .editCatalog, "Retire a gift.", retire),
  ]

  private static func listAll(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let all = try await call.reading(await call.platform.giftCatalog(as: .own))
    return .list(all, next: nil) { $0.writeForAdmin($1) }
  }

  private static func make(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let wish = try call.body { GiftFields(&$0, isNew: true) }
    let appearance = GiftAppearance(name: "", description: "", category: .emoji, rarity: .common)
    var made = Gift(id: GiftID(0), appearance: appearance, coinPrice: .zero)
    wish.apply(to: &made)
    let accepted = try await call.submit(.saveGift(SaveGift(id: nil, gift: made)))
    guard case .giftSaved(let id) = accepted.entry?.facts.first else {
      throw Problem(EngineFailure.storageUnavailable)
    }
    return try await show(id, status: 201, call)
  }

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await show(call.identifier(), status: 200, call)
  }

  private static func change(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let wish = try call.body { GiftFields(&$0, isNew: false) }
    return try await save(call, keepsStock: wish.keepsStock) { wish.apply(to: &$0) }
  }

  private static func retire(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    return try await save(call, keepsStock: true) { $0.isActive = false }
  }

  private static func save(
    _ call: APICall, keepsStock: Bool, _ change: (inout Gift) -> Void
  ) async throws(Problem) -> HTTPResponse {
    let id: GiftID = try call.identifier()
    let found = try await call.reading(await call.platform.directory.gift(id))
    guard var changed = found else { throw .notFound }
    change(&changed)
    let command = SaveGift(id: id, gift: changed, keepsStock: keepsStock)
    _ = try await call.submit(.saveGift(command))
    return try await show(id, status: 200, call)
  }

  private static func show(
    _ id: GiftID, status: Int, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    let found = try await call.reading(await call.platform.catalogGift(id))
    guard let item = found else { throw .notFound }
    return .object(status) { $0.writeForAdmin(item) }
  }
}

/// What an admin says about a gift; nil leaves it as it is.
private struct GiftFields {
  private let name: String?
  private let description: String?
  private let category: GiftCategory?
  private let rarity: GiftRarity?
  private let coinPrice: Int64?
  private let usdPrice: Change<Money>
  private let remaining: Change<Int64>
  private let images: [Change<String>]
  private let isActive: Bool?
  private let isFeatured: Bool?
  private let sortOrder: Int64?

  /// Reads the fields; a new gift needs a name and a price.
  init(_ body: inout ObjectReader, isNew: Bool) {
    let prices = 1...Amount.operationMax
    name = isNew ? body.string("name", 1...100) : body.optionalString("name", 1...100)
    description = body.optionalString("description", 0...1_000)
    category = body.optionalNamed("category")
    rarity = body.optionalNamed("rarity")
    coinPrice =
      isNew ? body.integer("coinPrice", prices) : body.optionalInteger("coinPrice", prices)
    usdPrice = body.change("usdPrice") { $0.optionalObject($1) { $0.dollars() } }
    remaining = body.change("remaining") { $0.optionalInteger($1, 0...Amount.operationMax) }
    images = ["imageUrl", "animationUrl", "thumbnailUrl"].map { name in
      body.change(name) { $0.optionalURL($1) }
    }
    isActive = body.optionalBool("isActive")
    isFeatured = body.optionalBool("isFeatured")
    sortOrder = body.optionalInteger("sortOrder", -1_000_000...1_000_000)
  }

  var keepsStock: Bool {
    if case .keep = remaining { true } else { false }
  }

  func apply(to gift: inout Gift) {
    gift.appearance.name = name ?? gift.appearance.name
    gift.appearance.description = description ?? gift.appearance.description
    gift.appearance.category = category ?? gift.appearance.category
    gift.appearance.rarity = rarity ?? gift.appearance.rarity
    gift.appearance.imageURL = images[0].applied(to: gift.appearance.imageURL)
    gift.appearance.animationURL = images[1].applied(to: gift.appearance.animationURL)
    gift.appearance.thumbnailURL = images[2].applied(to: gift.appearance.thumbnailURL)
    gift.coinPrice = coinPrice.map { Coins($0) } ?? gift.coinPrice
    let cents = gift.usdCents.map { Money(minorUnits: $0, currency: .usd) }
    gift.usdCents = usdPrice.applied(to: cents)?.minorUnits
    gift.remaining = remaining.applied(to: gift.remaining)
    gift.isActive = isActive ?? gift.isActive
    gift.isFeatured = isFeatured ?? gift.isFeatured
    gift.sortOrder = sortOrder ?? gift.sortOrder
  }
}

extension ObjectReader {
  /// The fields of an amount of dollars.
  fileprivate mutating func dollars() -> Money {
    let price = money()
    if price.currency != .usd { note("currency", .notAllowed, "currency must be USD here.") }
    return price
  }
}
