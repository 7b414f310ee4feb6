package import Ledger

/// When a gateway is asked about a purchase whose webhook does not come.
///
/// The longer nothing is heard the seldomer it is asked, so that a purchase that nobody pays costs
/// a dozen questions in all. One that ended unpaid is asked about by the same schedule for as long
/// as its gateway can still take the money, and once after that.
package enum LookUpSchedule {
  /// How old a purchase is at each of its look-ups, in milliseconds: ten minutes and twice as long
  /// each time within the first half day, then one day and twice as long each time.
  package static let ages: [Int64] = [
    10, 20, 40, 80, 160, 320, 640, 1_440, 2_880, 5_760, 11_520, 23_040,
  ].map { $0 * 60_000 }

  /// From this age on a purchase that its gateway knows as unpaid is given up, in milliseconds.
  ///
  /// *Source:* Stripe keeps a checkout open for 24 hours unless told otherwise, and no gateway here
  /// keeps one open for longer.
  package static let expiryMilliseconds = Timestamp.millisecondsPerDay

  /// The first look-up that is still to come at an age; the number of all when none is.
  static func next(after age: Int64) -> Int { ages.firstIndex { $0 > age } ?? ages.count }
}

extension Purchase {
  /// Whether nothing is known yet of how it ends.
  package var isOpen: Bool { status == .pending || status == .processing }

  /// Whether its gateway could still say that it was paid; money comes after an end, too.
  package var mayBePaid: Bool {
    switch status {
    case .pending, .processing, .failed, .cancelled: true
    case .completed, .refunded, .disputed: false
    }
  }

  /// How long ago it was made, in milliseconds; negative where clocks fell back.
  package func age(at time: Timestamp) -> Int64 { time.milliseconds - id.time.milliseconds }
}
