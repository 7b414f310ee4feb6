import Application
import Ledger
import Monetization
import Money
import TestKit
import Testing

@Suite struct AccountWalkTests {
  private static func everything(
    _ key: AccountKey, in store: any Store, limit: Int, stepsMax: Int = 2_000
  ) throws -> [WalkLine] {
    var lines: [WalkLine] = []
    var cursor: WalkCursor?
    repeat {
      let page = try walk(
        key, in: store, from: cursor, limit: limit, stepsMax: stepsMax, isWanted: { _ in true })
      #expect(page.lines.count <= limit)
      lines += page.lines
      cursor = page.next.flatMap { WalkCursor(text: $0.text) }
      #expect((cursor == nil) == (page.next == nil))
    } while cursor != nil
    return lines
  }

  @Test(arguments: [1, 2, 3, 7, 100], [1, 4, 2_000])
  func `pages of any size show every line once, newest first`(limit: Int, stepsMax: Int) throws {
    let fixture = try LaneFixture()
    try fixture.accept((0..<25).map { _ in fixture.send(3) })
    // Each gift is two lines of the creator's: the gross and the commission.
    let earnings = AccountKey(OwnerID(fixture.creator), .earnings, .coin)
    let lines = try Self.everything(earnings, in: fixture.store, limit: limit, stepsMax: stepsMax)
    #expect(lines.count == 50)
    var balance = try #require(lines.first).posting.after.balance
    for line in lines {
      #expect(line.posting.after.balance == balance)
      balance = line.posting.balanceBefore
    }
    #expect(balance == 0)
    #expect(lines[0].posting.line == .commission && lines[1].posting.line == .giftReceived)
  }

  @Test func `unwanted lines are skipped, not lost`() throws {
    let fixture = try LaneFixture()
    try fixture.accept((0..<10).map { _ in fixture.send(3) })
    let earnings = AccountKey(OwnerID(fixture.creator), .earnings, .coin)
    let first = try walk(
      earnings, in: fixture.store, from: nil, limit: 4,
      isWanted: { $0.posting.line == .giftReceived })
    let second = try walk(
      earnings, in: fixture.store, from: first.next, limit: 100,
      isWanted: { $0.posting.line == .giftReceived })
    #expect(first.lines.count == 4 && second.lines.count == 6)
    #expect(second.next == nil)
  }

  @Test func `a filter that matches nothing reads few entries a page, and ends`() throws {
    let fixture = try LaneFixture()
    try fixture.accept([fixture.adjust(20_000)])
    for _ in 0..<10 { try fixture.accept((0..<100).map { _ in fixture.send() }) }
    let earnings = AccountKey(OwnerID(fixture.creator), .earnings, .coin)
    var cursor: WalkCursor?
    var pages = 0
    repeat {
      let calls = fixture.store.calls
      let page = try walk(
        earnings, in: fixture.store, from: cursor, limit: 20, isWanted: { _ in false })
      #expect(page.lines.isEmpty)
      #expect(fixture.store.calls - calls <= 210)
      cursor = page.next
      pages += 1
    } while cursor != nil
    #expect(pages == 5)
  }

  @Test func `an account that never moved has no lines`() throws {
    let fixture = try LaneFixture()
    let debt = AccountKey(OwnerID(fixture.viewer), .debt, .coin)
    let page = try walk(debt, in: fixture.store, from: nil, limit: 5, isWanted: { _ in true })
    #expect(page.lines.isEmpty && page.next == nil)
  }

  /// Cursors come from clients: one that was made up is no fault of the store.
  @Test(arguments: ["1.0", "9223372036854775807.1000", "281474976711656.0", "281474976710657.5"])
  func `a made-up cursor ends the walk`(text: String) throws {
    let fixture = try LaneFixture()
    let wallet = AccountKey(OwnerID(fixture.viewer), .wallet, .coin)
    let cursor = try #require(WalkCursor(text: text))
    let page = try walk(wallet, in: fixture.store, from: cursor, limit: 5, isWanted: { _ in true })
    #expect(page.lines.isEmpty && page.next == nil)
  }

  @Test(arguments: [
    "", ".", "1", "1.", ".1", "0.0", "-1.0", "1.-1", "1.1001", "01.0", "1.0.0", "a.b",
  ])
  func `no other text is a cursor`(text: String) { #expect(WalkCursor(text: text) == nil) }
}
