import Application
import JSON
import Monetization

extension CreatorStatus: WireNamed {
  package var wireName: String {
    switch self {
    case .applied: "PENDING"
    case .approved: "APPROVED"
    case .rejected: "REJECTED"
    }
  }
}

extension ObjectWriter {
  /// An application, for the applicant and for admins.
  mutating func write(_ application: CreatorApplication) {
    field("id", application.user.externalID)
    field("userId", application.user.externalID)
    field("username", application.user.profile.username)
    field("displayName", application.user.shownName)
    field("status", application.creator.status.wireName)
    field("reason", application.creator.reason)
    field("appliedAt", application.creator.appliedAt)
    field("reviewedAt", application.creator.reviewedAt)
  }

  /// A creator, for everybody.
  mutating func write(_ profile: CreatorProfile) {
    let user = profile.user
    field("id", user.externalID)
    field("creatorId", user.externalID)
    field("username", user.profile.username)
    field("displayName", user.shownName)
    field("avatarUrl", user.profile.avatarURL)
    field("country", user.profile.country)
    object("giftsReceived") { object in
      object.field("count", profile.received.count)
      object.field("coins", profile.received.coins)
    }
    write(topSupporters: profile.supporters, profile.names)
  }

  /// Who gave most, most first.
  mutating func write(topSupporters supporters: [SupporterSum], _ names: Names) {
    objects("topSupporters", supporters) { object, supporter in
      let sender = supporter.key.sender
      object.field("userId", names.externalID(of: sender))
      object.field("username", names.shownName(of: sender))
      object.field("total", supporter.coins)
      object.field("count", supporter.count)
    }
  }
}
