import Application
import SQLiteStore
import TestKit
import Testing

@Suite struct SQLiteStoreTests {
  @Test(arguments: StoreContract.checks)
  func `keeps the contract`(check: StoreContract.Check) throws {
    try check.run(FolderFixture(folder: TemporaryFolder()))
  }

  private struct FolderFixture: StoreContract.Fixture {
    let folder: TemporaryFolder

    func open() throws -> any Store { try folder.store() }
  }
}
