import Application
import Foundation
import Ledger
import Monetization
import Money
import Testing

@testable import Gateways

@Suite struct SandboxBookTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/sandbox.jsonl" }
  private let time = Timestamp(milliseconds: 1_800_000_000_000)

  init() throws { folder = try TemporaryFolder() }

  @Test func `remembers orders and decisions after a restart`() async throws {
    let book = try SandboxBook(path: path, delayMilliseconds: 0)
    try await book.open(SandboxOrder(order()))
    _ = try await book.decide(.duplicate, for: OrderID(42), at: time)
    let before = await book.record(of: OrderID(42))
    let due = await book.nextDelivery(at: time).due
    let again = try SandboxBook(path: path, delayMilliseconds: 0)
    #expect(await again.record(of: OrderID(42)) == before)
    #expect(await again.nextDelivery(at: time).due == due)
  }

  @Test func `the first decision stands`() async throws {
    let book = try SandboxBook(path: path, delayMilliseconds: 0)
    try await book.open(SandboxOrder(order()))
    for outcome in SandboxOutcome.allCases {
      let record = try await book.decide(outcome, for: OrderID(42), at: time)
      #expect(record?.decision?.outcome == .success)
    }
    #expect(try await book.decide(.success, for: OrderID(43), at: time) == nil)
  }

  @Test func `cuts off a last line that was never finished`() async throws {
    let file = URL(fileURLWithPath: path)
    let book = try SandboxBook(path: path, delayMilliseconds: 0)
    try await book.open(SandboxOrder(order()))
    let whole = try Data(contentsOf: file)
    for length in 1..<whole.count {
      try (whole + whole.prefix(length)).write(to: file)
      let torn = try SandboxBook(path: path, delayMilliseconds: 0)
      #expect(await torn.record(of: OrderID(42)) != nil)
      #expect(try Data(contentsOf: file) == whole)
    }
  }

  @Test func `a file of something else is refused`() throws {
    try Data("not ours\n".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: SandboxFault.unreadable(path)) {
      try SandboxBook(path: path, delayMilliseconds: 0)
    }
    #expect(throws: SandboxFault.unreadable(folder.path)) {
      try SandboxBook(path: folder.path, delayMilliseconds: 0)
    }
  }

  @Test(arguments: [
    (Money(minorUnits: 89_900, currency: .inr), "₹899.00"),
    (Money(minorUnits: 123_456_789, currency: .usd), "$1,234,567.89"),
    (Money(minorUnits: 500, currency: .jpy), "¥500"),
    (Money(minorUnits: 1_234_567, currency: .kwd), "KWD\u{A0}1,234.567"),
    (Money(minorUnits: 7, currency: .eur), "€0.07"), (Money(minorUnits: 0, currency: .jpy), "¥0"),
  ])
  func `writes money for people`(money: Money, text: String) {
    #expect(money.text == text)
  }
}
