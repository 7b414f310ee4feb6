import Application
import Ledger
import Monetization
import Money

/// The accounts that have a statement for people.
enum StatementAccount: WireNamed {
  case wallet, earnings

  var wireName: String {
    switch self {
    case .wallet: "wallet"
    case .earnings: "earnings"
    }
  }

  var kind: AccountKind {
    switch self {
    case .wallet: .wallet
    case .earnings: .earnings
    }
  }
}

extension QueryReader {
  /// Which lines of the caller's statement are wanted.
  ///
  /// - Parameters:
  ///   - isCSV: Whether they are wanted as a file.
  ///   - days: What `from` and `to` count by.
  /// - Returns: The query.
  mutating func statement(isCSV: Bool, in days: ReportingDays) -> StatementQuery {
    let period = period(in: days)
    var query = StatementQuery()
    query.kind = named("account", StatementAccount.self)?.kind ?? .wallet
    query.unit = parsed("unit", expected: "coin or a currency") { AmountUnit(name: $0) } ?? .coin
    query.line = named("type")
    (query.from, query.to) = (period.from, period.to)
    // Without a limit a file has every line.
    let limit = integer("limit", 1...(isCSV ? 1_000 : 100))
    query.limit = limit ?? (isCSV ? StatementFile.pageLines : 20)
    query.isWhole = isCSV && limit == nil
    query.cursor = parsed("cursor", expected: "the nextCursor of an earlier answer") {
      WalkCursor(text: $0)
    }
    return query
  }
}
