import Ledger
package import Monetization
import Money

/// A purchase as last committed, with the buyer's balance.
package struct PurchaseStanding: Equatable, Sendable {
  package let purchase: Purchase
  /// The buyer's wallet in coins.
  package let balance: Int64
}

extension Platform {
  /// Takes a gateway's verified report in: redirect, webhook and poll all come here.
  ///
  /// It is stored whatever it says, of an order that nobody knows too. What the rules need is found
  /// by an unlocked look; a purchase never changes its buyer, and the rules check it again.
  ///
  /// - Returns: Whether it said anything new.
  /// - Throws: ``UseCaseError``.
  @discardableResult
  package func settle(_ report: GatewayReport) async throws(UseCaseError) -> Bool {
    for _ in 0..<Self.looksMax {
      switch await submit(.settlePurchase(try await command(for: report)), by: .nobody) {
      case .accepted: return true
      case .unchanged: return false
      // The order was made after the look: once more, now that it is there.
      case .refused(.notFound(.purchase), _): continue
      case .refused(let refusal, _): throw .refused(refusal)
      case .failed(let failure): throw .engine(failure)
      }
    }
    throw .refused(.notFound(.purchase))
  }

  /// What is to be decided, by what is committed now.
  private func command(
    for report: GatewayReport
  ) async throws(UseCaseError) -> SettlePurchase {
    let store = store
    do throws(StoreError) {
      return try await readers.read { () throws(StoreError) in
        let owner = report.purchase.map { OwnerID($0) }
        let buyer = try owner.flatMap { (owner) throws(StoreError) in
          try store.state(of: [owner]).purchases[owner]?.user
        }
        let stored = try store.owner(of: report.uniqueName)
        return SettlePurchase(
          report: report, buyer: buyer, stored: stored.map { GatewayEventID($0.rawValue) })
      }
    } catch {
      throw .store(error)
    }
  }

  /// A purchase is found by the second look, for no purchase ever goes away.
  private static var looksMax: Int { 2 }

  /// A purchase as last committed, with the buyer's balance.
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
