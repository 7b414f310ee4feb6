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
    field("id", application.user.shownToOperators.id)
    field("userId", application.user.shownToOperators.id)
    field("username", application.user.profile.username)
    field("displayName", application.user.shownToOperators.name)
    field("status", application.creator.status.wireName)
    field("reason", application.creator.reason)
    field("appliedAt", application.creator.appliedAt)
    field("reviewedAt", application.creator.reviewedAt)
  }

  /// A creator, for everybody.
  mutating func write(_ profile: CreatorProfile) {
    let user = profile.user
    field("id", profile.shown.id)
    field("creatorId", profile.shown.id)
    field("username", user.profile.username.flatMap { ContactForm.matches($0) ? nil : $0 })
    field("displayName", profile.shown.name)
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
      object.field("userId", names.shown(sender).id)
      object.field("username", names.shown(sender).name)
      object.field("total", supporter.coins)
      object.field("count", supporter.count)
    }
  }
}
