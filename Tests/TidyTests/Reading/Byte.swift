/// The bytes that the lexer knows by name.
enum Byte {
  static let newline: UInt8 = 0x0A
  static let quote: UInt8 = 0x22
  static let hash: UInt8 = 0x23
  static let apostrophe: UInt8 = 0x27
  static let star: UInt8 = 0x2A
  static let dot: UInt8 = 0x2E
  static let slash: UInt8 = 0x2F
  static let backslash: UInt8 = 0x5C
  static let backtick: UInt8 = 0x60
  static let dollar: UInt8 = 0x24
  static let parenthesis: (UInt8, UInt8) = (0x28, 0x29)
  static let brace: (UInt8, UInt8) = (0x7B, 0x7D)
  static let operators = Set("/=-+!*%<>&|^~?".utf8)

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  static func startsWord(_ byte: UInt8) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
      || byte == dollar || byte >= 0x80
  }
}
