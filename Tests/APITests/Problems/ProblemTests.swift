import Application
import HTTPServer
import JSON
import Monetization
import Testing

@testable import API

@Suite struct ProblemTests {
  static let refusals: [(Refusal, Int, String)] = [
    (.wallet(.insufficientBalance(required: 5, balance: 2)), 402, "insufficient_balance"),
    (.wallet(.spendingLimit(limit: 5, left: 2)), 402, "spending_limit"),
    (.gift(.payment(.receiverNotCreator)), 422, "receiver_not_creator"),
    (.gift(.payment(.selfPayment)), 422, "self_payment"),
    (.user(.suspended), 403, "account_suspended"),
    (.gift(.outOfStock(remaining: 1)), 409, "out_of_stock"),
    (.wallet(.amountOutOfBounds), 422, "rule_violated"),
    (.notFound(.gift), 404, "not_found"),
    (.stream(.notLive), 409, "conflict"),
    (.stream(.alreadyStarted), 409, "conflict"),
    (.stream(.alreadyEnded), 409, "conflict"),
    (.creator(.alreadyApplied), 409, "already_exists"),
    (.creator(.alreadyReviewed), 409, "conflict"),
    (.settings(.changedMeanwhile), 409, "conflict"),
    (.stream(.creatorAlreadyLive), 409, "conflict"),
    (.creator(.reasonMissing), 422, "rule_violated"),
    (.tip(.payment(.receiverNotCreator)), 422, "receiver_not_creator"),
    (.tip(.belowMinimum(5)), 422, "rule_violated"),
    (.package(.countryTwice), 422, "rule_violated"),
    (.purchase(.otherGateway), 422, "rule_violated"),
    (.access(.keyExists), 422, "rule_violated"),
  ]

  @Test(arguments: refusals)
  func `each refusal has its status and code`(refusal: Refusal, status: Int, code: String) {
    let answer = Answer(Problem(refusal).response)
    #expect(answer.status == status)
    #expect(answer.code == code)
    #expect(answer.isWellFormedProblem)
  }

  @Test(arguments: [PaymentRefusal.receiverNotCreator, .selfPayment, .streamOfAnotherCreator])
  func `a refused payment names the field of its own request`(refusal: PaymentRefusal) {
    #expect(
      Answer(Problem(.gift(.payment(refusal))).response).json["field"]?.stringValue == "receiverId")
    #expect(
      Answer(Problem(.tip(.payment(refusal))).response).json["field"]?.stringValue == "toCreatorId")
  }

  static let failures: [(EngineFailure, Int, String, String?)] = [
    (.overloaded, 503, "overloaded", "1"),
    (.storageUnavailable, 503, "storage_unavailable", "2"),
    (.stopped, 503, "storage_unavailable", "2"),
    (.outcomeUnknown, 503, "outcome_unknown", "1"),
    (.idempotencyKeyReused, 422, "idempotency_key_reused", nil),
    (.idempotencyKeyExpired, 410, "idempotency_key_expired", nil),
    (.idempotencyKeyAhead, 400, "malformed_request", nil),
    (.preconditionFailed, 412, "precondition_failed", nil),
  ]

  @Test(arguments: failures)
  func `each failure has its status, code and time to try again`(
    failure: EngineFailure, status: Int, code: String, retryAfter: String?
  ) {
    let answer = Answer(Problem(failure).response)
    #expect(answer.status == status)
    #expect(answer.code == code)
    #expect(answer.headers["retry-after"] == retryAfter)
  }

  @Test func `what a store says stays inside`() {
    let fault = StoreFault(code: 13, context: "disk full at a secret place")
    let answer = Answer(Problem(StoreError.unavailable(fault)).response)
    #expect(answer.code == "storage_unavailable")
    #expect(!answer.text.contains("secret"))
  }

  @Test func `every field at fault is named`() {
    let faults = FieldFaults([
      FieldFault(field: "quantity", code: .outOfRange, message: "quantity must be 1 or more."),
      FieldFault(field: "giftId", code: .missing, message: "giftId is required."),
    ])
    let answer = Answer(Problem(faults).response)
    #expect(answer.status == 422)
    #expect(answer["field"]?.stringValue == "quantity")
    #expect(answer["fields"]?.arrayValue?.count == 2)
    #expect(answer["fields"]?.arrayValue?.last?["code"]?.stringValue == "missing")
  }

  @Test func `each code has a status of its class and a title`() {
    for code in ProblemCode.allCases {
      #expect((400...599).contains(code.status))
      #expect(code.status != 500)
      #expect(code.title.first?.isUppercase == true)
    }
  }
}
