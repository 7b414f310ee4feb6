import Application
import HTTPServer
import JSON
import Ledger
import Monetization
import Money

/// What people have, and how it came to be.
enum WalletRoutes {
  static let endpoints = balances + statements + [adjustments]

  private static let balances = [
    "/api/coins/balance", "/api/wallet/balance", "/api/wallet/me",
  ].map { Endpoint(.get, $0, needs: .readOwnWallet, "The caller's wallet.", balance) }

  private static let statements = ["/api/coins/transactions", "/api/transactions"].map {
    Endpoint(.get, $0, needs: .readOwnWallet, "The caller's statement, as JSON or CSV.", statement)
      .takingQuery()
  }

  private static let adjustments = Endpoint(
    .post(.keyed), "/api/admin/adjustments", needs: .adjustWallets,
    "Correct a wallet, with a reason.",
    adjust)

  private static func balance(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let user = try call.user
    let wallet = try await call.reading(await call.platform.wallet(of: user))
    return .object { $0.write(wallet) }
  }

  private static func statement(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let user = try call.user
    let wantsCSV =
      call.request.headers.preferred(of: ["application/json", "text/csv"]) == "text/csv"
    let query = try call.query { $0.statement(isCSV: wantsCSV, in: call.platform.days) }
    let found = try await call.reading(await call.platform.statement(of: user, query))
    guard let statement = found else { throw .unknownCursor }
    call.charge(entries: statement.steps)
    guard !wantsCSV else { return .csv(StatementFile(statement, query, of: user, call)) }
    return .list(statement.lines, next: statement.next?.text) { $0.write($1, statement.names) }
  }

  private static func adjust(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let adjustment = try call.body { body in
      Adjustment(
        userID: body.externalID("userId"),
        coins: body.integer("amount", -Amount.operationMax...Amount.operationMax),
        reason: body.visibleText("reason", 1...500), metadata: body.metadata("metadata"))
    }
    let idempotency = try call.idempotency(adjustment.add(to:))
    let (accepted, receipt) = try await call.performing { platform, caller throws(UseCaseError) in
      try await platform.adjustWallet(
        by: adjustment, caller: caller, idempotency: idempotency)
    }
    return accepted.answer { object in
      object.field("transactionId", receipt.transaction.text)
      object.field("userId", adjustment.userID)
      object.field("amount", receipt.quantity)
      object.field("newBalance", receipt.balance)
      object.field("createdAt", receipt.adjustedAt)
      object.field("metadata", adjustment.metadata)
    }
  }
}
