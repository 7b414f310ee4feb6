import Testing

@testable import HTTPServer

@Suite struct TrustedProxiesTests {
  /// 10/8 and one address of version 6.
  private static let proxies = TrustedProxies(
    ["10.0.0.0/8", "2001:db8::1"].compactMap { AddressRange($0) })

  @Test(
    arguments: [
      // Nobody else's word counts.
      ("192.0.2.1", ["x-forwarded-for": "198.51.100.1"], "192.0.2.1"),
      ("192.0.2.1", ["forwarded": "for=198.51.100.1"], "192.0.2.1"),
      ("10.0.0.1", [:], "10.0.0.1"),
      // The nearest hop that is no proxy of ours; what stands farther may be invented.
      ("10.0.0.1", ["x-forwarded-for": "198.51.100.1"], "198.51.100.1"),
      ("10.0.0.1", ["x-forwarded-for": "203.0.113.9, 198.51.100.1"], "198.51.100.1"),
      ("10.0.0.1", ["x-forwarded-for": "203.0.113.9,198.51.100.1 , 10.9.9.9"], "198.51.100.1"),
      ("10.0.0.1", ["x-forwarded-for": "10.0.0.3, 10.0.0.2"], "10.0.0.3"),
      ("2001:db8::1", ["x-forwarded-for": "198.51.100.1"], "198.51.100.1"),
      (
        "10.0.0.1", ["x-forwarded-for": "203.0.113.9", "X-Forwarded-For": "198.51.100.1"],
        "198.51.100.1"
      ),
      ("10.0.0.1", ["x-forwarded-for": "198.51.100.1:4711"], "198.51.100.1"),
      ("10.0.0.1", ["x-forwarded-for": "2001:db8:2::7"], "2001:db8:2::7"),
      ("10.0.0.1", ["x-forwarded-for": "[2001:db8:2::7]:443"], "2001:db8:2::7"),
      ("10.0.0.1", ["x-forwarded-for": "::ffff:198.51.100.1"], "198.51.100.1"),
      // What cannot be read ends the walk at the last proxy.
      ("10.0.0.1", ["x-forwarded-for": "198.51.100.1, nonsense"], "10.0.0.1"),
      ("10.0.0.1", ["x-forwarded-for": "nonsense, 10.0.0.2"], "10.0.0.2"),
      ("10.0.0.1", ["x-forwarded-for": "198.51.100.1,"], "10.0.0.1"),
      ("10.0.0.1", ["x-forwarded-for": "198.51.100.1:port"], "10.0.0.1"),
      ("10.0.0.1", ["x-forwarded-for": ""], "10.0.0.1"),
      ("10.0.0.1", ["forwarded": "for=198.51.100.1"], "198.51.100.1"),
      ("10.0.0.1", ["forwarded": "For=198.51.100.1;proto=https;by=10.0.0.1"], "198.51.100.1"),
      ("10.0.0.1", ["forwarded": "for=203.0.113.9, for=198.51.100.1"], "198.51.100.1"),
      ("10.0.0.1", ["forwarded": #"for="[2001:db8:2::7]:4711""#], "2001:db8:2::7"),
      ("10.0.0.1", ["forwarded": #"for="\198.51.100.1""#], "198.51.100.1"),
      ("10.0.0.1", ["forwarded": "for=unknown"], "10.0.0.1"),
      ("10.0.0.1", ["forwarded": "for=_hidden, for=10.0.0.2"], "10.0.0.2"),
      ("10.0.0.1", ["forwarded": "proto=https"], "10.0.0.1"),
      ("10.0.0.1", ["forwarded": "for=198.51.100.1;for=198.51.100.2"], "10.0.0.1"),
      ("10.0.0.1", ["forwarded": "for=[2001:db8:2::7]"], "10.0.0.1"),
      // A quotation mark that the client opened swallows what the proxy added.
      ("10.0.0.1", ["forwarded": #"for=203.0.113.9;x=", for=198.51.100.1"#], "10.0.0.1"),
      ("10.0.0.1", ["forwarded": #"for=203.0.113.9;x=", for="[2001:db8:2::7]""#], "10.0.0.1"),
      // Both, as one proxy may write them, and as a client may slip one in.
      (
        "10.0.0.1", ["forwarded": "for=198.51.100.1", "x-forwarded-for": "198.51.100.1"],
        "198.51.100.1"
      ),
      (
        "10.0.0.1", ["forwarded": "for=203.0.113.9", "x-forwarded-for": "198.51.100.1"],
        "10.0.0.1"
      ),
    ] as [(String, HTTPHeaders, String)])
  func `finds who has called`(peer: String, headers: HTTPHeaders, client: String) throws {
    let peer = try #require(IPAddress(peer))
    #expect(Self.proxies.client(behind: peer, headers) == IPAddress(client))
  }

  @Test func `no proxy is trusted where none is named`() throws {
    let peer = try #require(IPAddress("127.0.0.1"))
    let headers: HTTPHeaders = ["x-forwarded-for": "198.51.100.1"]
    #expect(TrustedProxies().client(behind: peer, headers) == peer)
    #expect(
      TrustedProxies.ofThisMachine.client(behind: peer, headers) == IPAddress("198.51.100.1"))
  }

  @Test func `a list without end is read to a bound`() throws {
    let peer = try #require(IPAddress("10.0.0.1"))
    let hops = (0..<1_000).map { "10.0.\($0 / 250).\($0 % 250)" }
    let headers: HTTPHeaders = ["x-forwarded-for": hops.joined(separator: ",")]
    let farthest = hops[hops.count - TrustedProxies.hopsMax]
    #expect(Self.proxies.client(behind: peer, headers) == IPAddress(farthest))
  }
}
