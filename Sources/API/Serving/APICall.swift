package import Application
package import HTTPServer
package import JSON
package import Ledger
package import Monetization

/// One request whose caller was admitted to its route.
package struct APICall: Sendable {
  package let environment: APIEnvironment
  package let request: HTTPRequest
  package let parameters: PathParameters
  package let admission: Admission

  /// Everything that use cases need.
  package var platform: Platform { environment.platform }

  /// Whether coins are bought with play money.
  var isTest: Bool { environment.configuration.isTest }

  /// A link to the server as the client reaches it.
  func link(_ text: String) -> String { environment.returnOrigins.link(text, for: request) }

  /// Who calls.
  package var caller: Caller { admission.caller }

  /// Whose slots the call's reads take: a stranger's, or those of somebody who said who they are.
  package var reader: ReaderClass { admission == .nobody ? .anybody : .own }

  /// Who sees the answer.
  var onlooker: Onlooker {
    caller.roles.contains(.admin) ? .admin : caller.user.map { .person($0) } ?? .anybody
  }

  /// The person who acts.
  ///
  /// - Throws: ``Problem`` with `forbidden` for a server that acts for nobody.
  package var person: Directory.Person {
    get throws(Problem) {
      guard let person = admission.person else {
        throw Problem(.forbidden, "This needs a user: send their token, or Ovation-User.")
      }
      return person
    }
  }

  /// The user who acts.
  ///
  /// - Throws: ``Problem`` with `forbidden` for a server that acts for nobody.
  package var user: UserID {
    get throws(Problem) { try person.user.id }
  }

  /// The person who looks at what needs no identity; nil for strangers, and where the proof does
  /// not hold.
  func visitor() async -> Directory.Person? {
    if let known = environment.authenticator.recall(request.headers) { return known.person }
    do throws(Problem) {
      return try await environment.authenticator.admit(
        request.headers, from: request.clientAddress
      ).person
    } catch {
      return nil
    }
  }

  /// The identifier in the path.
  ///
  /// - Throws: ``Problem`` with `not_found` for a text that names nothing.
  package func identifier<Entity>(
    _ name: String = "id"
  ) throws(Problem) -> Identifier<Entity> {
    guard let id = Identifier<Entity>(text: parameters[name]) else { throw .notFound }
    return id
  }

  /// The person whose external id stands in the path.
  ///
  /// - Throws: ``Problem`` with `not_found`.
  package func personInPath(_ name: String = "id") async throws(Problem) -> Directory.Person {
    guard ExternalID.isValid(parameters[name]), let person = try await person(parameters[name])
    else { throw .notFound }
    return person
  }

  /// The person of an external id; nil when unknown.
  ///
  /// - Throws: ``Problem`` when the store cannot be read.
  package func person(_ externalID: String) async throws(Problem) -> Directory.Person? {
    let directory = platform.directory
    if let known = directory.cachedPerson(externalID: externalID) { return known }
    return try await reading(await directory.person(named: externalID, as: reader))
  }

  /// A read whose failure becomes the problem that clients know.
  package func reading<Value>(
    _ read: @autoclosure () async throws(StoreError) -> Value
  ) async throws(Problem) -> Value {
    do throws(StoreError) { return try await read() } catch { throw Problem(error) }
  }

  /// A use case whose failure becomes the problem that clients know.
  package func performing<Value>(
    _ useCase: (Platform, Caller) async throws(UseCaseError) -> Value
  ) async throws(Problem) -> Value {
    do throws(UseCaseError) { return try await useCase(platform, caller) } catch {
      throw Problem(error)
    }
  }

  /// The fields of the body, read by a closure; every fault is reported at once.
  ///
  /// - Throws: ``Problem`` with `malformed_request` or `validation_failed`.
  package func body<Value>(
    _ read: (inout ObjectReader) -> Value
  ) throws(Problem) -> Value {
    guard !request.body.isEmpty else {
      throw Problem(.malformedRequest, "A JSON object is expected as the body.")
    }
    var reader = ObjectReader(try json())
    let value = read(&reader)
    do throws(FieldFaults) { try reader.finish() } catch { throw Problem(error) }
    return value
  }

  /// Takes no body, or an empty object.
  ///
  /// - Throws: ``Problem`` with `malformed_request` or `validation_failed`.
  package func noBody() throws(Problem) {
    guard !request.body.isEmpty else { return }
    try body { _ in }
  }

  /// The body as JSON.
  ///
  /// - Throws: ``Problem`` with `malformed_request`.
  func json() throws(Problem) -> JSONValue {
    do throws(JSONError) { return try JSONValue(parsing: request.body) } catch {
      throw Problem(error)
    }
  }
}
