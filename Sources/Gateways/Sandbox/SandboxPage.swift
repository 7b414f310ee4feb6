import Application
import HTTPServer
import Ledger
import Money

/// The sandbox's hosted page: what is bought for how much, and how the payment shall end.
///
/// HTML without script; whatever somebody else wrote is escaped.
struct SandboxPage {
  private let merchant: String
  private let record: SandboxRecord

  init(_ merchant: String, _ record: SandboxRecord) {
    self.merchant = merchant
    self.record = record
  }

  /// The page as an answer.
  ///
  /// - Parameters:
  ///   - status: 200, or why the form was not taken.
  ///   - fault: A sentence above the form.
  /// - Returns: The form, or how the payment ended once that is decided.
  func response(status: Int = 200, fault: String? = nil) -> HTTPResponse {
    guard let decision = record.decision else {
      return HTMLPage(
        title: "Pay \(record.order.price.text) to \(merchant)", body: bill + form(fault),
        formOrigin: record.order.returnAddress?.origin
      ).response(status: status)
    }
    return HTMLPage(
      title: decision.outcome.title, body: ending(decision.outcome), formOrigin: nil
    ).response(status: status)
  }

  /// What an address without an order says.
  static let unknown = HTMLPage(
    title: "No such payment",
    body: """
      <h1>No such payment</h1>
      <p>This address is not complete, or was made by another server. Go back to the shop and
      begin again. Nothing was paid.</p>
      <p><a class="button quiet" href="/">Back to the shop</a></p>
      """,
    formOrigin: nil
  ).response(status: 404)

  private var bill: String {
    """
    <h1><span>Pay \(HTMLText.escape(merchant))</span>
    <strong>\(HTMLText.escape(record.order.price.text))</strong></h1>
    \(rows)
    """
  }

  private var rows: String {
    let order = record.order
    let bonus =
      order.bonusCoins > 0
      ? "<div><dt>Bonus coins</dt><dd>+\(String(order.bonusCoins).grouped)</dd></div>" : ""
    return """
      <dl>
      <div><dt>What you buy</dt><dd>\(HTMLText.escape(order.title))</dd></div>
      <div><dt>Coins</dt><dd>\(String(order.coins).grouped)</dd></div>
      \(bonus)
      <div><dt>Order</dt><dd class="number">\(order.id.text)</dd></div>
      <div class="total"><dt>Total, in \(order.price.currency.code)</dt>
      <dd>\(HTMLText.escape(order.price.text))</dd></div>
      </dl>
      """
  }

  private func form(_ fault: String?) -> String {
    let alert = fault.map { "<p class=\"fault\" role=\"alert\">\(HTMLText.escape($0))</p>" }
    let endings = SandboxOutcome.experiments.map { outcome in
      """
      <button class="ending" name="outcome" value="\(outcome.rawValue)"><b>\(outcome.title)</b>
      <span>\(outcome.sentence)</span></button>
      """
    }
    return """
      \(alert ?? "")
      <form method="post">
      <button class="button primary" name="outcome" value="success">Pay \
      \(HTMLText.escape(record.order.price.text))</button>
      <button class="button quiet" name="outcome" value="cancel">Cancel and go back</button>
      <fieldset>
      <legend>Or see how another ending looks</legend>
      \(endings.joined(separator: "\n"))
      </fieldset>
      </form>
      """
  }

  private func ending(_ outcome: SandboxOutcome) -> String {
    let order = record.order
    let back =
      order.returnAddress?.adding(
        purchase: order.id.purchase.text, outcome: outcome.rawValue) ?? "/"
    return """
      <h1 class="ended"><span>\(outcome.title)</span>
      <strong>\(HTMLText.escape(order.price.text))</strong></h1>
      <p>\(outcome.result)</p>
      \(rows)
      <p><a class="button primary" href="\(HTMLText.escape(back))">Back to \
      \(HTMLText.escape(merchant))</a></p>
      """
  }
}

extension SandboxOutcome {
  /// The endings that a real page would not offer.
  static let experiments: [SandboxOutcome] = [.fail, .delay, .duplicate, .wrongAmount]

  /// Two or three words for the ending.
  var title: String {
    switch self {
    case .success: "Payment complete"
    case .fail: "Payment declined"
    case .cancel: "Payment cancelled"
    case .duplicate: "Confirmed three times"
    case .delay: "Confirmed late"
    case .wrongAmount: "Wrong amount"
    }
  }

  /// What choosing it does.
  var sentence: String {
    switch self {
    case .success: "The money is taken."
    case .fail: "The bank says no."
    case .cancel: "You change your mind."
    case .duplicate: "The shop hears of one payment three times."
    case .delay: "The shop hears of it some seconds later."
    case .wrongAmount: "The shop hears of another amount and must not believe it."
    }
  }

  /// What it did, for those who come back to the page.
  var result: String {
    switch self {
    case .success, .duplicate: "This order is paid, and the shop is told of it."
    case .fail: "The test bank declined this order. You were not charged."
    case .cancel: "This order was cancelled. You were not charged."
    case .delay: "This order is paid; the shop is told after a few seconds."
    case .wrongAmount:
      "Another amount than the order's was confirmed, so the shop will set this payment aside."
    }
  }
}
