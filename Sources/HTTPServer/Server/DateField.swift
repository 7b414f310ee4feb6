/// The `Date` field, written once a second.
///
/// *Source:* RFC 9110 section 5.6.7; the civil date follows the proleptic Gregorian calendar.
struct DateField {
  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private var second = -1
  private(set) var encoded: [UInt8] = []

  /// Writes the field again when its second has passed.
  mutating func update() {
    let now = SystemClock.secondsSince1970
    guard now != second else { return }
    second = now
    encoded = Array("\r\ndate: \(Self.text(secondsSince1970: now))\r\n".utf8)
  }

  /// The form of HTTP dates, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func text(secondsSince1970 seconds: Int) -> String {
    let days = seconds / 86_400
    let inDay = seconds % 86_400
    let date = civil(daysSince1970: days)
    let time = [inDay / 3600, inDay / 60 % 60, inDay % 60].map(twoDigits).joined(separator: ":")
    let month = months[date.month - 1]
    return "\(weekdays[days % 7]), \(twoDigits(date.day)) \(month) \(date.year) \(time) GMT"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }

  /// Counts in eras of 400 years that begin on the first of March.
  private static func civil(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = daysSince1970 + 719_468
    let era = shifted / 146_097
    let inEra = shifted % 146_097
    let yearOfEra = (inEra - inEra / 1460 + inEra / 36_524 - inEra / 146_096) / 365
    let inYear = inEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * inYear + 2) / 153
    let day = inYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
