import Application
import TestKit
import Testing

@Suite struct StoreContractTests {
  @Test(arguments: StoreContract.checks)
  func `the store in memory keeps the contract`(check: StoreContract.Check) throws {
    try check.run(MemoryFixture())
  }

  private struct MemoryFixture: StoreContract.Fixture {
    let store = InMemoryStore()

    func open() throws -> any Store { store }
  }
}
