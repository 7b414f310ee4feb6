import Ledger
import Testing

@testable import Monetization

@Suite struct RefusalTests {
  /// Every refusal that is stored, with its stored form.
  private static let stored: [(Refusal, [UInt8])] = [
    (.wallet(.insufficientBalance(required: 5, balance: -1)), [11, 1, 1, 2, 10, 1]),
    (.wallet(.spendingLimit(limit: 300, left: 0)), [11, 1, 2, 2, 216, 4, 0]),
    (.wallet(.amountOutOfBounds), [11, 1, 3, 0]),
    (.gift(.outOfStock(remaining: 3)), [11, 2, 1, 1, 6]),
    (.gift(.payment(.receiverNotCreator)), [11, 2, 2, 1, 2]),
    (.gift(.payment(.selfPayment)), [11, 2, 2, 1, 4]),
    (.tip(.payment(.receiverNotCreator)), [11, 3, 1, 1, 2]),
    (.tip(.payment(.selfPayment)), [11, 3, 1, 1, 4]),
    (.stream(.notLive), [11, 6, 1, 0]),
    (.stream(.alreadyStarted), [11, 6, 2, 0]),
    (.stream(.alreadyEnded), [11, 6, 3, 0]),
    (.stream(.creatorAlreadyLive), [11, 6, 4, 0]),
    (.creator(.alreadyApplied), [11, 7, 1, 0]),
    (.creator(.alreadyReviewed), [11, 7, 2, 0]),
    (.settings(.changedMeanwhile), [11, 9, 1, 0]),
  ]

  @Test(arguments: stored)
  func `a stored form is written and read for ever`(refusal: Refusal, bytes: [UInt8]) throws {
    #expect(refusal.isStored)
    var writer = ByteWriter()
    refusal.encode(into: &writer)
    #expect(writer.bytes == bytes)
    var reader = ByteReader(bytes)
    #expect(try Refusal(from: &reader) == refusal)
    #expect(reader.isAtEnd)
    for length in bytes.indices {
      var short = ByteReader(Array(bytes.prefix(length)))
      #expect(throws: DecodingFault.self) { try Refusal(from: &short) }
    }
  }

  /// What was stored before each feature had refusals of its own.
  private static let old: [([UInt8], Refusal)] = [
    ([1, 10, 4], .wallet(.insufficientBalance(required: 5, balance: 2))),
    ([2, 10, 0], .wallet(.spendingLimit(limit: 5, left: 0))),
    ([3], .gift(.payment(.receiverNotCreator))),
    ([4], .gift(.payment(.selfPayment))),
    ([6, 6], .gift(.outOfStock(remaining: 3))),
    ([7], .wallet(.amountOutOfBounds)),
    ([9, 2], .stream(.notLive)),
    ([9, 4], .stream(.alreadyStarted)),
    ([9, 6], .stream(.alreadyEnded)),
    ([9, 8], .creator(.alreadyApplied)),
    ([9, 10], .creator(.alreadyReviewed)),
    ([9, 12], .settings(.changedMeanwhile)),
  ]

  @Test(arguments: old)
  func `older forms are read`(bytes: [UInt8], refusal: Refusal) throws {
    var reader = ByteReader(bytes)
    #expect(try Refusal(from: &reader) == refusal)
    #expect(reader.isAtEnd)
  }

  @Test(
    arguments: [
      [99], [0], [5], [8, 2], [9, 0], [9, 14], [10, 0, 0], [11, 0, 1, 0], [11, 99, 1, 0],
      [11, 1, 9, 0], [11, 1, 3, 1, 2], [11, 1, 1, 0], [11, 2, 2, 1, 6], [11, 4, 1, 0],
      [11, 6, 1, 200],
    ] as [[UInt8]])
  func `numbers that name nothing are refused`(bytes: [UInt8]) {
    #expect(throws: DecodingFault.self) {
      var reader = ByteReader(bytes)
      return try Refusal(from: &reader)
    }
  }

  @Test(
    arguments: [
      .user(.suspended), .gift(.payment(.streamOfAnotherCreator)), .gift(.coinPriceOutOfBounds),
      .tip(.belowMinimum(1)), .package(.countryTwice), .purchase(.otherGateway),
      .stream(.viewersOutOfBounds), .creator(.reasonMissing), .access(.keyExists),
      .settings(.periodNotInHour),
    ] + Refusal.Missing.allCases.map { .notFound($0) } as [Refusal])
  func `what merely was not found or not valid may succeed later`(refusal: Refusal) {
    #expect(!refusal.isStored)
  }
}
