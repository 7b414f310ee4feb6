import Ledger
package import Monetization

/// Tips that somebody sent or received.
package struct TipTotal: Equatable, Sendable {
  package let count: Int64
  package let coins: Int64
}

/// What a creator received in tips.
package struct TipStats: Sendable {
  package let total: TipTotal
  /// Who tipped most, most first.
  package let topTippers: [SupporterSum]
  package let names: Names
}

extension Platform {
  /// What a creator received in tips, and from whom most.
  ///
  /// - Throws: ``StoreError``.
  package func tipStats(
    of creator: UserID, as reader: ReaderClass
  ) async throws(StoreError) -> TipStats {
    let (total, tippers) = try await readProjections(as: reader) {
      (projections) throws(StoreError) in
      (try projections.tipTotals(of: creator).received, try projections.topTippers(of: creator))
    }
    return TipStats(
      total: total, topTippers: tippers,
      names: try await names(users: tippers.map(\.key.sender), for: .anybody, as: reader))
  }
}

extension Projections {
  /// The tips that a user received and sent.
  func tipTotals(
    of user: UserID
  ) throws(StoreError) -> (received: TipTotal, sent: TipTotal) {
    let sums = try sums(of: .tips, at: SumKey(user.rawValue)) ?? .zero
    return (
      TipTotal(count: sums[0], coins: sums[1]), TipTotal(count: sums[2], coins: sums[3])
    )
  }

  /// Who tipped a creator most, most first, at most ``SumTable/rankedMax``.
  fileprivate func topTippers(of creator: UserID) throws(StoreError) -> [SupporterSum] {
    try highest(of: .tippers, group: creator.rawValue).map { line in
      SupporterSum(
        key: SupporterKey(creator: creator, sender: UserID(line.key.second)),
        coins: line.sums[0], count: line.sums[1])
    }
  }
}
