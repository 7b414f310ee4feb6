import Application
import HTTPServer
import Ledger
import Money

/// The sandbox's hosted page: the order, its price and a choice of outcomes.
///
/// HTML without script; all foreign texts are escaped.
struct SandboxPage {
  private let merchant: String
  private let record: SandboxRecord

  init(_ merchant: String, _ record: SandboxRecord) {
    self.merchant = merchant
    self.record = record
  }

  /// The page as a response.
  ///
  /// - Parameters:
  ///   - status: 200, or the error status of the form.
  ///   - fault: A sentence above the form.
  /// - Returns: The form, or the outcome once it is decided.
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

  /// The page for an unknown order.
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
  /// The outcomes that a real page would not offer.
  static let experiments: [SandboxOutcome] = [.fail, .delay, .duplicate, .wrongAmount]

  /// Two or three words for the outcome.
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

  /// What this outcome does.
  var sentence: String {
    switch self {
    case .success: "The payment succeeds."
    case .fail: "The bank declines the payment."
    case .cancel: "You cancel the payment."
    case .duplicate: "The shop gets three messages about one payment."
    case .delay: "The shop gets the message some seconds later."
    case .wrongAmount: "The shop gets a message with a wrong amount and must refuse it."
    }
  }

  /// What the outcome did, for visitors who return to the page.
  var result: String {
    switch self {
    case .success, .duplicate: "This order is paid and the shop is informed."
    case .fail: "The test bank declined this order. You were not charged."
    case .cancel: "This order was cancelled. You were not charged."
    case .delay: "This order is paid; the shop is informed after a few seconds."
    case .wrongAmount:
      "A wrong amount was confirmed, so the shop will hold this payment for review."
    }
  }
}
