import Application
import Foundation
import Ledger
import SQLiteStore
import TestKit
import Testing

@testable import SQLiteStore

@Suite struct BackupTests {
  private static func backUp(_ folder: TemporaryFolder, to path: String) throws -> BackupManifest {
    try MakeBackup(of: folder.path, at: path, now: StillClock().now()).run()
  }

  private static func restore(
    _ path: String, to folder: TemporaryFolder, isRight: Bool = true
  ) throws -> RestoreBackup.Outcome {
    try RestoreBackup(path, to: folder.path, clock: StillClock()).run { _ in isRight }
  }

  private static func commit(_ count: Int, to store: SQLiteStore) throws {
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<count { try script.next() }
  }

  private static func names(in folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a backup beside a writer is one moment, and restores to it`() throws {
    let (folder, place, empty) = (
      try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()
    )
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<7 { try script.next(padding: 5_000) }
    let manifest = try Self.backUp(folder, to: place.file("a/"))
    for _ in 0..<5 { try script.next() }
    #expect(manifest.head.sequence == 7 && manifest.schema == Migration.all.count)
    #expect(manifest.byteCount == Int64(place.bytes(of: "a/ovation.db").count))
    #expect(try Self.names(in: place) == ["a"])
    let outcome = try Self.restore(place.file("a"), to: empty)
    #expect(outcome.manifest == manifest && outcome.isHeadNew && outcome.loss == nil)
    #expect(try Self.names(in: empty) == ["ovation.db", "ovation.head", "ovation.lock"])
    #expect(try Script.count(in: empty.store()) == 7)
    #expect(try empty.store().openWriter(acceptingLoss: false).head.sequence == 7)
  }

  @Test func `a head that knows more stays, and says what is missing`() throws {
    let (folder, place, empty) = (
      try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()
    )
    try Self.commit(4, to: try folder.store())
    _ = try Self.backUp(folder, to: place.file("a"))
    try Self.commit(3, to: try folder.store())
    try empty.put(folder.bytes(of: "ovation.head"), as: "ovation.head")
    let outcome = try Self.restore(place.file("a"), to: empty)
    #expect(outcome.loss == .behindHead(stored: 4, known: 7) && !outcome.isHeadNew)
    #expect(throws: StoreError.behindHead(stored: 4, known: 7)) {
      try empty.store().openWriter(acceptingLoss: false)
    }
    #expect(try empty.store().openWriter(acceptingLoss: true).head.sequence == 4)
  }

  @Test(arguments: ["ovation.db", "ovation.db-wal"])
  func `nothing is written over`(name: String) throws {
    let (folder, place, full) = (
      try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()
    )
    try Self.commit(2, to: try folder.store())
    _ = try Self.backUp(folder, to: place.file("a"))
    #expect(throws: BackupError.exists(place.file("a"))) {
      try Self.backUp(folder, to: place.file("a"))
    }
    try full.put([1, 2, 3], as: name)
    #expect(throws: BackupError.exists(full.file(name))) {
      try Self.restore(place.file("a"), to: full)
    }
    #expect(full.bytes(of: name) == [1, 2, 3])
  }

  @Test func `a live folder is left alone`() throws {
    let folder = try TemporaryFolder()
    let place = try TemporaryFolder()
    let store = try folder.store()
    try Self.commit(2, to: store)
    _ = try Self.backUp(folder, to: place.file("a"))
    try folder.remove("ovation.db")
    let error = #expect(throws: BackupError.self) {
      try Self.restore(place.file("a"), to: folder)
    }
    guard case .store(.ownedByAnotherProcess) = error else {
      Issue.record("restored under an owner: \(String(describing: error))")
      return
    }
    _ = store
  }

  @Test func `a backup that was changed is refused, and leaves nothing behind`() throws {
    let (folder, place) = (try TemporaryFolder(), try TemporaryFolder())
    try Self.commit(3, to: try folder.store())
    _ = try Self.backUp(folder, to: place.file("a"))
    let (database, manifest) = (
      place.bytes(of: "a/ovation.db"), place.bytes(of: "a/manifest.json")
    )
    var flipped = database
    flipped[database.count / 2] ^= 1
    let other = String(decoding: manifest, as: UTF8.self).replacing(
      "\"sequence\":3", with: "\"sequence\":4")
    for (name, bytes) in [
      ("ovation.db", flipped), ("ovation.db", Array(database.dropLast())),
      ("manifest.json", Array(manifest.dropLast(9))), ("manifest.json", Array(other.utf8)),
    ] {
      let empty = try TemporaryFolder()
      try place.put(bytes, as: "a/" + name)
      #expect(throws: BackupError.self) { try Self.restore(place.file("a"), to: empty) }
      #expect(try Self.names(in: empty).filter { $0 != "ovation.lock" } == [])
      try place.put(database, as: "a/ovation.db")
      try place.put(manifest, as: "a/manifest.json")
    }
    let empty = try TemporaryFolder()
    #expect(throws: BackupError.unproven) {
      try Self.restore(place.file("a"), to: empty, isRight: false)
    }
    #expect(try Self.names(in: empty) == ["ovation.lock"])
  }

  @Test func `a database behind its head is not backed up as if it were whole`() throws {
    let (folder, place) = (try TemporaryFolder(), try TemporaryFolder())
    try Self.commit(3, to: try folder.store())
    try folder.remove("ovation.head")
    #expect(throws: BackupError.store(.headMissing(stored: 3))) {
      try Self.backUp(folder, to: place.file("a"))
    }
    #expect(try Self.names(in: place) == [])
  }

  @Test func `a migration makes a backup that the program before it can use`() throws {
    let (folder, before) = (try TemporaryFolder(), Array(Migration.all.dropLast()))
    do {
      let connection = try SQLiteConnection(folder.file("ovation.db"))
      try Schema(of: connection, known: before).migrate(at: StillClock().now())
      try connection.execute("INSERT INTO state VALUES (5, \(1 << 32), x'9400', NULL)")
    }
    let path = try #require(try folder.store().madeBackup)
    #expect(path.hasPrefix(folder.file("backups/")))
    let manifest = try #require(
      BackupManifest(
        decoding: Array(FileManager.default.contents(atPath: path + "/manifest.json") ?? Data())))
    #expect(manifest.schema == before.count)
    let connection = try SQLiteConnection(path + "/ovation.db", for: .reading)
    try Schema(of: connection, known: before).check()
    var bodies: [[UInt8]] = []
    try connection.prepare("SELECT body FROM state").forEach { bodies.append($0.bytes(at: 0)) }
    #expect(bodies == [[0x94, 0]], "as it was before the migration")
    #expect(try folder.store().madeBackup == nil, "there is nothing to migrate any more")
    let restored = try TemporaryFolder()
    _ = try Self.restore(path, to: restored)
    #expect(try Self.names(in: restored) == ["ovation.db", "ovation.head", "ovation.lock"])
    #expect(try restored.store().rows(of: OwnerID(rawValue: 5)).first?.bytes == [1, 0x94, 0])
  }

  @Test(.enabled(if: SmallDisk.canMount, "only root may mount the small disk of this test"))
  func `a backup that does not fit leaves nothing, and hinders nobody`() throws {
    let disk = try SmallDisk()
    let ballast = disk.path + "/ballast"
    let folder = try TemporaryFolder()
    let store = try folder.store()
    let script = Script(writer: try store.openWriter(acceptingLoss: false))
    for _ in 0..<10 { try script.next(padding: 100_000) }
    try Data(count: 7_500_000).write(to: URL(fileURLWithPath: ballast))
    let error = #expect(throws: BackupError.self) {
      try Self.backUp(folder, to: disk.path + "/a")
    }
    guard case .store(.unavailable) = error else {
      Issue.record("a full disk was \(String(describing: error))")
      return
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk.path) == ["ballast"])
    try script.next()
    try FileManager.default.removeItem(atPath: ballast)
    #expect(try Self.backUp(folder, to: disk.path + "/a").head.sequence == 11)
  }
}
