import Application
package import HTTPServer
import Ledger

extension SandboxGateway {
  /// The hosted page and its form, for the server's router.
  package var routes: [Route] {
    let pattern = Self.checkoutPath + ":orderId"
    return [
      Route(.get, pattern) { request, parameters in
        await self.show(request, parameters)
      },
      Route(
        .post, pattern, bodyLimitBytes: 1_024, mediaTypes: ["application/x-www-form-urlencoded"]
      ) { request, parameters in
        await self.pay(request, parameters)
      },
    ]
  }

  private func show(_ request: HTTPRequest, _ parameters: PathParameters) async -> HTTPResponse {
    guard let record = await record(request, parameters) else { return SandboxPage.unknown }
    return SandboxPage(configuration.merchant, record).response()
  }

  /// Records the chosen outcome and redirects the browser to the shop.
  private func pay(_ request: HTTPRequest, _ parameters: PathParameters) async -> HTTPResponse {
    guard let record = await record(request, parameters) else { return SandboxPage.unknown }
    let page = SandboxPage(configuration.merchant, record)
    guard let outcome = outcome(in: request.body) else {
      return page.response(status: 422, fault: "Choose one of the outcomes below.")
    }
    let decided: SandboxRecord?
    do throws(GatewayFailure) {
      decided = try await book.decide(outcome, for: record.order.id, at: clock.now())
    } catch {
      return page.response(
        status: 503, fault: "The choice could not be saved and nothing was paid; try again.")
    }
    deliveries.wake()
    guard let decided, let decision = decided.decision else { return SandboxPage.unknown }
    guard decision.outcome == outcome, let address = decided.order.returnAddress else {
      return SandboxPage(configuration.merchant, decided).response()
    }
    return .seeOther(
      address.adding(purchase: decided.order.id.purchase.text, outcome: outcome.rawValue)
    ).adding("cache-control", "no-store")
  }

  /// The record of the order in the path, if the token is valid.
  private func record(
    _ request: HTTPRequest, _ parameters: PathParameters
  ) async -> SandboxRecord? {
    guard let id = OrderID(text: parameters["orderId"]),
      let token = try? request.queryItems.first(where: { $0.name == "token" })?.value,
      isToken(token, of: id)
    else { return nil }
    return await book.record(of: id)
  }

  /// The outcome in a form with this one field; nil for any other body.
  private func outcome(in body: [UInt8]) -> SandboxOutcome? {
    // A body that is not a form has no outcome.
    guard let text = String(validating: body, as: UTF8.self),
      let items = try? QueryItem.decode(text), items.count == 1, items[0].name == "outcome"
    else { return nil }
    return SandboxOutcome(rawValue: items[0].value)
  }
}
