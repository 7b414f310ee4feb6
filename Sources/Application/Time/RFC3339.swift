package import Ledger

/// Times on the wire: RFC 3339, UTC, milliseconds.
///
/// *Source:* RFC 3339 section 5.6; the proleptic Gregorian calendar counted in years that begin
/// in March, so that a leap day is the last day of its year.
extension Timestamp {
  /// The wire text, such as `2026-03-01T12:00:00.000Z`; years outside 0…9999 are clamped.
  package var rfc3339: String {
    let edge: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999
    let held = min(max(milliseconds, edge.lowerBound), edge.upperBound)
    let (day, rest) = held.flooredDivision(by: Self.millisecondsPerDay)
    let date = CivilDate(day: day)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    text.appendDigits(date.year, 4)
    text.append(UInt8(ascii: "-"))
    text.appendDigits(date.month, 2)
    text.append(UInt8(ascii: "-"))
    text.appendDigits(date.day, 2)
    text.append(UInt8(ascii: "T"))
    text.appendDigits(rest / 3_600_000, 2)
    text.append(UInt8(ascii: ":"))
    text.appendDigits(rest / 60_000 % 60, 2)
    text.append(UInt8(ascii: ":"))
    text.appendDigits(rest / 1_000 % 60, 2)
    text.append(UInt8(ascii: "."))
    text.appendDigits(rest % 1_000, 3)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }

  /// The UTC date of a day number, such as `2026-03-01`.
  package static func date(ofDay day: Int32) -> String {
    String(
      Timestamp(milliseconds: Int64(day) * Timestamp.millisecondsPerDay).rfc3339.prefix(10))
  }

  /// Reads a wire text; nil if it is malformed.
  ///
  /// A date alone is its midnight; a time needs `Z` or an offset; finer fractions are truncated.
  package init?(rfc3339 text: String) {
    var scanner = TimeScanner(text)
    guard let year = scanner.digits(4), scanner.skip("-"), let month = scanner.digits(2),
      scanner.skip("-"), let day = scanner.digits(2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    let midnight = date.dayNumber * Self.millisecondsPerDay
    guard !scanner.isAtEnd else {
      self.init(milliseconds: midnight)
      return
    }
    guard scanner.skip("T"), let time = scanner.timeOfDay(), let offset = scanner.offset(),
      scanner.isAtEnd
    else { return nil }
    self.init(milliseconds: midnight + time - offset)
  }
}

/// A day of the calendar.
private struct CivilDate {
  let year: Int64
  let month: Int64
  let day: Int64

  private static let daysPerEra: Int64 = 146_097
  /// From the first of March of the year 0 to 1970-01-01.
  private static let daysBeforeEpoch: Int64 = 719_468

  init(day number: Int64) {
    let (era, dayOfEra) = (number + Self.daysBeforeEpoch).flooredDivision(by: Self.daysPerEra)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  /// The date if the calendar has it.
  init?(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    let same = CivilDate(day: dayNumber)
    guard same.month == month, same.day == day else { return nil }
  }

  /// Days since 1970-01-01.
  var dayNumber: Int64 {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = yearFromMarch.flooredDivision(by: 400)
    let monthFromMarch = month > 2 ? month - 3 : month + 9
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * Self.daysPerEra + dayOfEra - Self.daysBeforeEpoch
  }
}

/// Reads the parts of a time from left to right.
private struct TimeScanner {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text[...].utf8 }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard let first = rest.first, first == UInt8(ascii: character) else { return false }
    rest = rest.dropFirst()
    return true
  }

  mutating func digits(_ count: Int) -> Int64? {
    let part = rest.prefix(count)
    guard part.count == count, part.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    rest = rest.dropFirst(count)
    return part.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
  }

  /// Milliseconds since midnight; a leap second counts as the second after it.
  mutating func timeOfDay() -> Int64? {
    guard let hour = digits(2), skip(":"), let minute = digits(2), skip(":"),
      let second = digits(2), hour < 24, minute < 60, second <= 60
    else { return nil }
    var milliseconds: Int64 = 0
    if skip(".") {
      let fraction = rest.prefix { (0x30...0x39).contains($0) }
      guard !fraction.isEmpty, fraction.count <= 18 else { return nil }
      rest = rest.dropFirst(fraction.count)
      let padded = Array(fraction.prefix(3)) + [0x30, 0x30]
      milliseconds = padded.prefix(3).reduce(0) { $0 * 10 + Int64($1 - 0x30) }
    }
    return ((hour * 60 + minute) * 60 + second) * 1_000 + milliseconds
  }

  /// Milliseconds that the local time is ahead of UTC.
  mutating func offset() -> Int64? {
    if skip("Z") { return 0 }
    let isAhead = skip("+")
    guard isAhead || skip("-"), let hours = digits(2), skip(":"), let minutes = digits(2),
      hours < 24, minutes < 60
    else { return nil }
    let offset = (hours * 60 + minutes) * 60_000
    return isAhead ? offset : -offset
  }
}

extension Int64 {
  /// The quotient rounded down and the rest, which is never negative.
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
  }
}

extension [UInt8] {
  /// Appends a number with at least `count` digits, zeros in front.
  fileprivate mutating func appendDigits(_ number: Int64, _ count: Int) {
    let digits = String(number)
    append(contentsOf: repeatElement(UInt8(ascii: "0"), count: Swift.max(0, count - digits.count)))
    append(contentsOf: digits.utf8)
  }
}
