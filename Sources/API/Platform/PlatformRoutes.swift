import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// What operators and developers look at.
enum PlatformRoutes {
  static let endpoints = [
    Endpoint(.get, "/healthz", for: .everyone, "Whether the process lives.", health)
      .limited(as: .unlimited),
    Endpoint(
      .get, "/readyz", for: .everyone, "Whether requests can be served.", HealthRoutes.readiness
    ).limited(as: .unlimited),
    Endpoint(
      .get, "/metrics", needs: .readMetrics, "Numbers for Prometheus.", HealthRoutes.metrics),
    Endpoint(
      .get, "/api/platform", for: .everyone,
      "What every page needs to know: whether money is real, and what coins are called.", about),
    Endpoint(.get, "/openapi.yaml", for: .everyone, "The contract of this API.", contract)
      .limited(as: .unlimited),
    Endpoint(.get, "/docs", for: .everyone, "This API, readable.", page)
      .limited(as: .unlimited),
    Endpoint(
      .get, "/api/admin/ledger/trial-balance", needs: .readLedger,
      "The sums of all accounts by unit and kind.", trialBalance),
  ]

  private static func health(_ call: APICall) async throws(Problem) -> HTTPResponse {
    .object { $0.field("status", "ok") }
  }

  private static func about(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let settings = try await call.reading(await call.platform.directory.settings())
    let configuration = call.environment.configuration
    return HTTPResponse.object { object in
      object.field("mode", configuration.isTest ? "test" : "live")
      object.field("isDemo", configuration.demo != nil)
      object.field("coinName", settings.coin.name)
      object.object("coinNames") { names in
        names.field("one", settings.coin.name)
        names.field("few", settings.coinNames.few ?? settings.coinsName)
        names.field("many", settings.coinNames.many ?? settings.coinsName)
        names.field("other", settings.coinsName)
      }
    }.tagged(for: call.request)
  }

  private static func contract(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let contract = call.environment.configuration.contract
    guard !contract.bytes.isEmpty else { throw .notFound }
    return HTTPResponse(
      status: 200, headers: ["content-type": "application/yaml"], body: .shared(contract))
  }

  private static func page(_ call: APICall) async throws(Problem) -> HTTPResponse {
    HTTPResponse(
      status: 200, headers: ["content-type": "text/html; charset=utf-8"],
      body: .shared(DocumentationPage.body))
  }

  private static func trialBalance(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let platform = call.platform
    let lines = try await call.reading(
      await platform.readers.read(as: .background) { () throws(StoreError) in
        try platform.store.trialBalance()
      })
    let units = Set(lines.map(\.unit)).sorted()
    return .object { object in
      object.objects("data", lines) { object, line in
        object.field("unit", line.unit.name)
        object.field("account", line.kind.wireName)
        object.field("accounts", line.accounts)
        object.field("balance", line.balance)
      }
      object.objects("units", units) { object, unit in
        let sum = lines.filter { $0.unit == unit }.reduce(0) { $0 + $1.balance }
        object.field("unit", unit.name)
        object.field("sum", sum)
        object.field("isBalanced", sum == 0)
      }
    }
  }
}

extension AccountKind: WireNamed {
  package var wireName: String {
    switch self {
    case .wallet: "wallet"
    case .frozen: "frozen"
    case .pending: "pending"
    case .earnings: "earnings"
    case .withdrawing: "withdrawing"
    case .debt: "debt"
    case .issued: "issued"
    case .promotion: "promotion"
    case .commission: "commission"
    case .subsidy: "subsidy"
    case .conversion: "conversion"
    case .paidOut: "paidOut"
    case .adjustment: "adjustment"
    case .sales: "sales"
    case .gatewayFees: "gatewayFees"
    case .clearingSandbox: "clearingSandbox"
    case .clearingStripe: "clearingStripe"
    case .clearingRazorpay: "clearingRazorpay"
    case .clearingDodo: "clearingDodo"
    case .clearingExternal: "clearingExternal"
    }
  }
}
