import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// What coins cost.
enum PackageRoutes {
  static let endpoints =
    [
      Endpoint(.get, "/api/coins/packages", for: .everyone, "Coin packages on sale.", list),
      Endpoint(
        .get, "/api/admin/packages", needs: .readCatalog, "Every coin package, retired ones too.",
        listAll),
      Endpoint(.post, "/api/admin/packages", needs: .editCatalog, "Make a coin package.", make),
      Endpoint(.get, "/api/admin/packages/:id", needs: .readCatalog, "One coin package.", show),
      Endpoint(
        .patch, "/api/admin/packages/:id", needs: .editCatalog, "Change a coin package.", change),
      Endpoint(
        .delete, "/api/admin/packages/:id", needs: .editCatalog, "Take a coin package off sale.",
        retire),
    ].of(.packages)

  private static func list(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let currency = try call.query { $0.currency() }
    let all = try await call.reading(await call.platform.packageCatalog(as: .anybody))
    let onSale = all.filter(\.isActive)
    let now = call.platform.clock.now()
    return HTTPResponse.list(onSale, next: nil) { $0.write($1, in: currency, at: now) }
      .tagged(for: call.request)
  }

  private static func listAll(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let all = try await call.reading(await call.platform.packageCatalog(as: .own))
    return .list(all, next: nil) { $0.writeForAdmin($1) }
  }

  private static func make(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let wish = try call.body { PackageFields(&$0, isNew: true) }
    var made = CoinPackage(
      id: PackageID(0), name: "", coins: .zero, price: Money(minorUnits: 0, currency: .usd))
    wish.apply(to: &made)
    let command = SavePackage(id: nil, coinPackage: made)
    let accepted = try await call.submit(.savePackage(command))
    guard case .packageSaved(let id) = accepted.entry?.facts.first else {
      throw Problem(EngineFailure.storageUnavailable)
    }
    return try await show(id, status: 201, call)
  }

  private static func show(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try await show(call.identifier(), status: 200, call)
  }

  private static func change(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let wish = try call.body { PackageFields(&$0, isNew: false) }
    return try await save(call) { wish.apply(to: &$0) }
  }

  private static func retire(_ call: APICall) async throws(Problem) -> HTTPResponse {
    try call.noBody()
    return try await save(call) { $0.isActive = false }
  }

  private static func save(
    _ call: APICall, _ change: (inout CoinPackage) -> Void
  ) async throws(Problem) -> HTTPResponse {
    let id: PackageID = try call.identifier()
    var changed = try await find(id, call)
    change(&changed)
    _ = try await call.submit(.savePackage(SavePackage(id: id, coinPackage: changed)))
    return try await show(id, status: 200, call)
  }

  private static func show(
    _ id: PackageID, status: Int, _ call: APICall
  ) async throws(Problem) -> HTTPResponse {
    let found = try await find(id, call)
    return .object(status) { $0.writeForAdmin(found) }
  }

  private static func find(
    _ id: PackageID, _ call: APICall
  ) async throws(Problem) -> CoinPackage {
    let owner = OwnerID(id)
    let state = try await call.reading(await call.platform.state(of: [owner]))
    guard let found = state.packages[owner] else { throw .notFound }
    return found
  }
}
