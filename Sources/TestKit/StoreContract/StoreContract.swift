package import Application

/// What every store must do, as checks that each adapter's tests run on its own stores.
///
/// ```swift
/// @Test(arguments: StoreContract.checks)
/// func `keeps the contract`(check: StoreContract.Check) throws {
///   try check.run(InMemoryFixture())
/// }
/// ```
package enum StoreContract {
  /// One promise of the port.
  package struct Check: Sendable, CustomStringConvertible {
    /// The promise as a sentence.
    package let name: String
    /// Throws a ``Violation`` or what the store threw, on a store that nobody else uses.
    package let run: @Sendable (any Fixture) throws -> Void

    package var description: String { name }
  }

  /// Brings the store of one check.
  package protocol Fixture {
    /// Opens the store again with all commits; everything opened before was released.
    func open() throws -> any Store
  }

  /// A promise that a store broke.
  package struct Violation: Error, CustomStringConvertible {
    package let description: String
  }

  /// Every check.
  package static let checks = writing + fencing + answering + reading

  /// - Throws: ``Violation`` unless `condition` holds.
  static func expect(_ condition: Bool, _ promise: String) throws {
    guard !condition else { return }
    throw Violation(description: "broken: " + promise)
  }

  /// - Throws: ``Violation`` unless `body` throws exactly this error.
  static func expect(
    _ expected: StoreError, _ promise: String, from body: () throws(StoreError) -> Void
  ) throws {
    do throws(StoreError) {
      try body()
    } catch {
      return try expect(error == expected, "\(promise); it threw \(error)")
    }
    throw Violation(description: "broken: \(promise); it threw nothing")
  }
}
