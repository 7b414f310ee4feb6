import Application
import JSON
import Ledger
import Monetization
import Money

extension StreamStatus: WireNamed {
  package var wireName: String {
    switch self {
    case .scheduled: "scheduled"
    case .live: "live"
    case .ended: "ended"
    case .cancelled: "cancelled"
    }
  }
}

/// Who may watch a stream.
private enum StreamType: WireNamed {
  case open, closed

  var wireName: String {
    switch self {
    case .open: "public"
    case .closed: "private"
    }
  }
}

/// How viewers pay for a stream.
private enum StreamBilling: WireNamed {
  case free, ticket, perMinute

  var wireName: String {
    switch self {
    case .free: "free"
    case .ticket: "ticket"
    case .perMinute: "perMinute"
    }
  }
}

/// The stream that a creator asks for.
struct StreamInput {
  let title: String?
  let viewersMax: Int64?
  let scheduledAt: Timestamp?
  /// Whether it is of the kind that this platform offers so far.
  let isPublicAndFree: Bool

  init(_ body: inout ObjectReader) {
    let prices = 0...Amount.operationMax
    title = body.optionalVisibleText("title", 0...200).flatMap { $0.isEmpty ? nil : $0 }
    viewersMax = body.optionalInteger("maxViewers", 1...1_000_000)
    scheduledAt = body.optionalTime("scheduledAt")
    let type = body.optionalNamed("type", StreamType.self) ?? .open
    let billing = body.optionalNamed("billing", StreamBilling.self) ?? .free
    let ticketPrice = body.optionalInteger("ticketPrice", prices) ?? 0
    let entryPrice = body.optionalInteger("entryPrice", prices) ?? 0
    let isInviteOnly = body.optionalBool("inviteOnly") ?? false
    isPublicAndFree =
      type == .open && billing == .free && ticketPrice == 0 && entryPrice == 0 && !isInviteOnly
  }
}

extension ObjectReader {
  /// What a creator says about a stream that exists; a title cannot be cleared.
  mutating func streamChanges() -> StreamChanges {
    var changes = StreamChanges()
    changes.title = optionalVisibleText("title", 1...200)
    changes.viewersMax = change("maxViewers") { $0.optionalInteger($1, 1...1_000_000) }
    changes.scheduledAt = change("scheduledAt") { $0.optionalTime($1) }
    return changes
  }
}

extension ObjectWriter {
  /// A stream as everybody sees it.
  mutating func write(_ shown: ShownStream, _ environment: APIEnvironment) {
    let stream = shown.stream
    field("id", stream.id.text)
    field("creatorId", shown.creator.id)
    field("creatorName", shown.creator.name)
    field("title", stream.title)
    field("type", StreamType.open.wireName)
    field("status", stream.status.wireName)
    field("channel", stream.channel)
    field("sessionType", "broadcast_public")
    field("billing", StreamBilling.free.wireName)
    field("ticketPrice", 0)
    field("entryPrice", 0)
    field("maxViewers", stream.viewersMax)
    field("isInviteOnly", false)
    field("scheduledAt", stream.scheduledAt)
    field("startedAt", stream.startedAt)
    field("endedAt", stream.endedAt)
    field("viewerCount", stream.status == .live ? environment.viewerCount(stream.id) : 0)
    field("giftCount", shown.gifts.count)
    field("giftCoins", shown.gifts.coins)
  }
}
