import Ledger

/// A user asks to become a creator.
package struct ApplyAsCreator: Rule {
  package typealias Made = CreatorApplied

  package let user: UserID

  package init(user: UserID) { self.user = user }

  package var command: Command { .applyAsCreator(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(user)]) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard let user = state.users[OwnerID(user)] else { return .refuse(.notFound(.user)) }
    guard !user.isSuspended else { return .refuse(.user(.suspended)) }
    switch state.creators[OwnerID(user.id)]?.status {
    case nil, .rejected:
      let creator = Creator(user: user.id, appliedAt: moment.time, application: moment.stamp)
      let applied = CreatorApplied(
        user.id, listed: creator.listed, replacing: state.creators[OwnerID(user.id)]?.listed)
      return .accept(Delta(facts: [.creatorApplied(applied)], rows: [.creator(creator)]))
    case .applied, .approved: return .refuse(.creator(.alreadyApplied))
    }
  }
}

/// An admin decides on an application.
package struct ReviewCreator: Rule {
  package typealias Made = CreatorReviewed

  package let user: UserID
  package let approves: Bool
  /// Required when rejecting; shown to the applicant.
  package let reason: String?

  package init(user: UserID, approves: Bool, reason: String?) {
    self.user = user
    self.approves = approves
    self.reason = reason
  }

  package var command: Command { .reviewCreator(self) }

  /// What the rules read.
  package var footprint: Footprint { Footprint(owners: [OwnerID(user)]) }

  package func decide(in state: State, at moment: Moment) -> Decision {
    guard var creator = state.creators[OwnerID(user)] else {
      return .refuse(.notFound(.creator))
    }
    let target: CreatorStatus = approves ? .approved : .rejected
    guard creator.status != target else { return .unchanged }
    guard creator.status == .applied else {
      return .refuse(.creator(.alreadyReviewed))
    }
    if !approves, reason == nil {
      return .refuse(.creator(.reasonMissing))
    }
    creator.status = target
    creator.reason = reason
    creator.reviewedAt = moment.time
    return .accept(
      Delta(
        facts: [.creatorReviewed(CreatorReviewed(user, target, listed: creator.listed))],
        rows: [.creator(creator)],
        texts: reason.map { [$0] } ?? []))
  }
}
