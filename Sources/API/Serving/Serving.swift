import Application
import HTTPServer
import Monetization

extension Endpoint {
  /// The row as a route: who calls, whether they may, how often, then the handler.
  ///
  /// - Parameters:
  ///   - environment: What the handlers use.
  ///   - isOn: Whether the platform offers the feature of the row.
  /// - Returns: A route that answers with a problem where it may not be called.
  func route(in environment: APIEnvironment, isOn: Bool) -> Route {
    Route(method, pattern, bodyLimitBytes: bodyLimitBytes, mediaTypes: mediaTypes) {
      request, parameters in
      guard isOn else { return Problem.featureDisabled.response }
      return await serve(request, parameters, in: environment)
    }
  }

  private func serve(
    _ request: HTTPRequest, _ parameters: PathParameters, in environment: APIEnvironment
  ) async -> HTTPResponse {
    do throws(Problem) {
      switch audience {
      case .holders: return try await serveCaller(request, parameters, in: environment)
      case .everyone: return try await serveAnybody(request, parameters, in: environment)
      case .signature:
        return try await handler(
          APICall(
            environment: environment, request: request, parameters: parameters,
            admission: .nobody))
      }
    } catch {
      return error.response
    }
  }

  /// Answers every client, strangers within the limit of their address.
  private func serveAnybody(
    _ request: HTTPRequest, _ parameters: PathParameters, in environment: APIEnvironment
  ) async throws(Problem) -> HTTPResponse {
    let call = APICall(
      environment: environment, request: request, parameters: parameters, admission: .nobody)
    if rate == .unlimited { return try await handler(call) }
    let known = await environment.authenticator.known(
      request.headers, from: request.clientAddress)
    let kind = (known ?? .nobody).kind
    let stranger = RateClass.limit(of: request.clientAddress)
    let limit = known.map { rate.limit(of: $0) { nil } ?? stranger } ?? stranger
    let platform = environment.platform
    let verdict = platform.limiter.consume(limit.key, limit.allowance, now: platform.clock.now())
    return await answer(call, by: verdict, to: kind)
  }

  private func serveCaller(
    _ request: HTTPRequest, _ parameters: PathParameters, in environment: APIEnvironment
  ) async throws(Problem) -> HTTPResponse {
    let authenticator = environment.authenticator
    let admission: Admission
    if let known = authenticator.recall(request.headers) {
      admission = known
    } else {
      admission = try await authenticator.admit(
        request.headers, from: request.clientAddress)
    }
    let kind = admission.caller.kind
    do throws(Problem) { try admit(admission.caller) } catch { return error.response(to: kind) }
    let call = APICall(
      environment: environment, request: request, parameters: parameters, admission: admission)
    return await answer(call, by: await call.consume(from: rate), to: kind)
  }

  /// Answers within the caller's limit, if there is one; the log is told the kind of caller.
  private func answer(
    _ call: APICall, by verdict: RateLimiter.Verdict?, to kind: String
  ) async -> HTTPResponse {
    do throws(Problem) {
      guard let verdict else {
        try checkQuery(of: call.request)
        var response = try await handler(call)
        response.note.caller = kind
        return response
      }
      var response = try await limited(call, by: verdict)
      verdict.decorate(&response.headers)
      response.note.caller = kind
      return response
    } catch {
      // The words of the settings, if they are known: a failing store must not fail here again.
      let words = call.platform.directory.cachedSettings?.coinWords ?? .usual
      return error.naming(words).response(to: kind)
    }
  }

  /// Answers within the caller's limit; a problem also tells what is left.
  private func limited(
    _ call: APICall, by verdict: RateLimiter.Verdict
  ) async throws(Problem) -> HTTPResponse {
    do throws(Problem) {
      guard verdict.isAllowed else { throw Problem(rateLimited: verdict) }
      try checkQuery(of: call.request)
      return try await handler(call)
    } catch {
      var problem = error
      verdict.decorate(&problem.headers)
      throw problem
    }
  }
}

extension APICall {
  /// Takes one call from the caller's bucket; nil where there is no limit.
  fileprivate func consume(from rate: RateClass) async -> RateLimiter.Verdict? {
    let directory = platform.directory
    if rate == .sendGift, directory.cachedSettings == nil {
      // A failing store shows itself in the command; until then the defaults limit.
      _ = try? await directory.settings()
    }
    guard let limit = rate.limit(of: caller, settings: { directory.cachedSettings }) else {
      return nil
    }
    return platform.limiter.consume(limit.key, limit.allowance, now: platform.clock.now())
  }
}

extension Caller {
  /// What the log calls the caller: the highest of their roles, and nothing personal.
  fileprivate var kind: String {
    guard self != .nobody else { return "stranger" }
    let name = roles.wireNames.last ?? "nobody"
    guard key != nil else { return name }
    return user == nil ? "key" : "key for \(name)"
  }
}

extension Problem {
  /// The answer, with the kind of caller for the log.
  fileprivate func response(to kind: String) -> HTTPResponse {
    var response = response
    response.note.caller = kind
    return response
  }
}
