/// Whose tips a history shows.
enum TipDirection: CaseIterable, WireNamed {
  case sent, received

  var wireName: String { self == .sent ? "sent" : "received" }
}
