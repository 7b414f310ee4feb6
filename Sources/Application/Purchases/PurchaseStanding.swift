import Ledger
package import Monetization
import Money

/// How a purchase stands, with the buyer's wallet.
package struct PurchaseStanding: Equatable, Sendable {
  package let purchase: Purchase
  /// The buyer's wallet in coins.
  package let balance: Int64
}

extension Platform {
  /// Takes a gateway's verified report in: redirect, webhook and poll all come here.
  ///
  /// The buyer is found by an unlocked look; a purchase never changes its buyer, and the rules
  /// check it again.
  ///
  /// - Returns: Whether it said anything new.
  /// - Throws: ``UseCaseError``; an unknown purchase is refused as not found.
  @discardableResult
  package func settle(_ report: GatewayReport) async throws(UseCaseError) -> Bool {
    let standing = try await standing(of: report.purchase)
    let command = SettlePurchase(report: report, buyer: standing.purchase.user)
    switch await submit(.settlePurchase(command), by: .nobody) {
    case .accepted: return true
    case .unchanged: return false
    case .refused(let refusal, _): throw .refused(refusal)
    case .failed(let failure): throw .engine(failure)
    }
  }

  /// How a purchase stands, as last committed.
  ///
  /// - Throws: ``UseCaseError``; an unknown purchase is refused as not found.
  package func standing(of id: PurchaseID) async throws(UseCaseError) -> PurchaseStanding {
    let owner = OwnerID(id)
    guard let purchase = try await rows(of: owner).purchases[owner] else {
      throw .refused(.notFound(.purchase))
    }
    let buyer = OwnerID(purchase.user)
    let wallet = AccountKey(buyer, .wallet, .coin)
    let balance = try await rows(of: buyer).account(wallet).balance
    return PurchaseStanding(purchase: purchase, balance: balance)
  }

  private func rows(of owner: OwnerID) async throws(UseCaseError) -> State {
    do throws(StoreError) { return try await state(of: [owner]) } catch { throw .store(error) }
  }
}
