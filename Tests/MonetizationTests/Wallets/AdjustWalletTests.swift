import Ledger
import Monetization
import Money
import Testing

@Suite struct AdjustWalletTests {
  private static func adjust(_ quantity: Int64, of user: UserID = World.viewer) -> Command {
    .adjustWallet(AdjustWallet(user: user, quantity: quantity, reason: "Reason"))
  }

  @Test(
    arguments: [
      (0, .wallet(.amountOutOfBounds)), (1_000_000_001, .wallet(.amountOutOfBounds)),
      (-1_000_000_001, .wallet(.amountOutOfBounds)), (.max, .wallet(.amountOutOfBounds)),
      (.min, .wallet(.amountOutOfBounds)),
      (-1_001, .wallet(.insufficientBalance(required: 1_001, balance: 1_000))),
    ] as [(Int64, Refusal)])
  func `what does not fit is refused`(quantity: Int64, refusal: Refusal) {
    #expect(World().decide(Self.adjust(quantity)).refusal == refusal)
    #expect(World().decide(Self.adjust(quantity, of: UserID(9))).refusal == .notFound(.user))
  }

  @Test(arguments: [1, -1_000, 1_000_000_000] as [Int64])
  func `what fits is posted against the platform, with its reason`(quantity: Int64) throws {
    let delta = try #require(World().decide(Self.adjust(quantity)).delta)
    #expect(delta.facts == [.walletAdjusted(WalletAdjusted(World.viewer, quantity: quantity))])
    #expect(delta.texts == ["Reason"])
    #expect(
      delta.transactions.first?.movements == [
        Movement(
          AccountKey(OwnerID(World.viewer), .wallet, .coin), .adminAdjustment, quantity),
        Movement(AccountKey(World.platform, .adjustment, .coin), .counterpart, -quantity),
      ])
  }

  @Test func `metadata is the text behind the reason`() {
    var command = AdjustWallet(user: World.viewer, quantity: 1, reason: "Reason")
    command.metadata = Metadata([.init("ticket", "7")])
    let delta = World().decide(.adjustWallet(command)).delta
    #expect(delta?.texts == ["Reason", "ticket\u{1F}7"])
  }

  @Test func `a wallet that is full takes no more`() {
    var world = World()
    world.fund(World.viewer, coins: Amount.balanceMax)
    #expect(world.decide(Self.adjust(1)).refusal == .wallet(.amountOutOfBounds))
    #expect(world.decide(Self.adjust(-1)).delta != nil)
  }
}
