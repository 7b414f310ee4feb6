import Testing

@testable import HTTPServer

@Suite struct IPAddressTests {
  @Test(
    arguments: [
      ("192.0.2.1", 0, 0xFFFF_C000_0201),
      ("::ffff:192.0.2.1", 0, 0xFFFF_C000_0201),
      ("::", 0, 0),
      ("::1", 0, 1),
      ("2001:db8::1", 0x2001_0DB8_0000_0000, 1),
      ("2001:DB8:0:0:8:800:200C:417A", 0x2001_0DB8_0000_0000, 0x0008_0800_200C_417A),
      ("1:2:3:4:5:6:7::", 0x0001_0002_0003_0004, 0x0005_0006_0007_0000),
      ("64:ff9b::192.0.2.33", 0x0064_FF9B_0000_0000, 0xC000_0221),
    ] as [(String, UInt64, UInt64)])
  func `reads an address`(text: String, high: UInt64, low: UInt64) {
    #expect(IPAddress(text) == IPAddress(high: high, low: low))
  }

  @Test(arguments: [
    "", "a", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.+4", "1.2.3. 4", "1.2.3.4 ",
    ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g", "fe80::1%eth0",
    "1.2.3.4::", "::1.2.3.4:5", "1:2:3:4:5:6:7:8::", "[::1]", "1:2:3:4:5:6:7:1.2.3.4",
  ])
  func `refuses malformed addresses`(text: String) {
    #expect(IPAddress(text) == nil)
  }

  @Test(arguments: [
    ("10.0.0.0/8", "10.255.0.1", true), ("10.0.0.0/8", "11.0.0.1", false),
    ("10.0.0.0/8", "::ffff:10.0.0.1", true), ("192.0.2.7", "192.0.2.7", true),
    ("192.0.2.7/32", "192.0.2.8", false), ("fd00::/8", "fdff::1", true),
    ("fd00::/8", "fe00::1", false), ("2001:db8::/65", "2001:db8::7fff:ffff:ffff:ffff", true),
    ("2001:db8::/65", "2001:db8::8000:0:0:0", false), ("::1", "::1", true),
    ("::1", "127.0.0.1", false), ("2001:db8:0:1::/64", "2001:db8:0:1:ffff::", true),
  ])
  func `a range holds an address or does not`(range: String, address: String, holds: Bool) throws {
    let range = try #require(AddressRange(range))
    #expect(range.contains(try #require(IPAddress(address))) == holds)
  }

  @Test(arguments: [
    "", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/08", "10.0.0.0/+8", "10.0.0.0/", "10.0.0.0/0",
    "::/0", "fd00::/129", "fd00::1/8", "10.0.0.0/8/8", "proxy.example", "10.0.0.0-10.0.0.9",
  ])
  func `refuses what is no range, and everybody`(text: String) {
    #expect(AddressRange(text) == nil)
  }

  @Test func `a household of version 6 is one client`() throws {
    let one = try #require(IPAddress("2001:db8:1:2::1"))
    let two = try #require(IPAddress("2001:db8:1:2:ffff::9"))
    let other = try #require(IPAddress("2001:db8:1:3::1"))
    #expect(one.network == two.network)
    #expect(one.network != other.network)
    #expect(IPAddress("192.0.2.1")?.network != IPAddress("192.0.2.2")?.network)
  }
}
