import Crypto
import Testing

@Suite struct Base64Tests {
  /// *Source:* RFC 4648 section 10; the last two rows show where the alphabets differ.
  @Test(
    arguments: [
      ([], "", ""),
      (Array("f".utf8), "Zg==", "Zg"),
      (Array("fo".utf8), "Zm8=", "Zm8"),
      (Array("foo".utf8), "Zm9v", "Zm9v"),
      (Array("foob".utf8), "Zm9vYg==", "Zm9vYg"),
      (Array("fooba".utf8), "Zm9vYmE=", "Zm9vYmE"),
      (Array("foobar".utf8), "Zm9vYmFy", "Zm9vYmFy"),
      ([0xFB, 0xFF], "+/8=", "-_8"),
      ([0xFF, 0xFF, 0xFE], "///+", "___-"),
    ] as [([UInt8], String, String)])
  func `both alphabets go there and back`(bytes: [UInt8], standard: String, url: String) {
    #expect(Base64.encode(bytes) == standard)
    #expect(Base64.decode(standard) == bytes)
    #expect(Base64.encodeURL(bytes) == url)
    #expect(Base64.decodeURL(url) == bytes)
  }

  @Test(arguments: [
    "Zg", "Zg=", "Zg===", "Zm8", "Z", "Zm9v=", "Zm9v====", "=", "====", "Z===", "Zh==", "Zm9=",
    "Z g=", "Zg==\n", " Zg==", "-_8=", "Zm=v", "Zg==Zg==", "Zmé=",
  ])
  func `padded text has one spelling`(text: String) {
    #expect(Base64.decode(text) == nil)
  }

  @Test(arguments: ["Z", "Zg==", "Zh", "Zm9", "+/8", "Zm9vY", "Zg\n", " Zg", "Zg.", "Zmé"])
  func `text for URLs has one spelling`(text: String) {
    #expect(Base64.decodeURL(text) == nil)
  }

  @Test func `every byte and every length goes there and back`() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    for length in 0...300 {
      let part = Array(bytes[..<length])
      #expect(Base64.decode(Base64.encode(part)) == part)
      #expect(Base64.decodeURL(Base64.encodeURL(part)) == part)
      #expect(Hexadecimal.decode(Hexadecimal.encode(part)) == part)
    }
  }

  @Test(
    arguments: [
      ("", []), ("00ff10", [0, 255, 16]), ("FFaB", [255, 171]), ("0", nil), ("0g", nil),
      (" 0", nil),
      ("0x", nil), ("é0", nil),
    ] as [(String, [UInt8]?)])
  func `hexadecimal text is read in pairs`(text: String, bytes: [UInt8]?) {
    #expect(Hexadecimal.decode(text) == bytes)
  }
}
