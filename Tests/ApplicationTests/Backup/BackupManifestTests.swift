import Application
import Ledger
import Testing

@Suite struct BackupManifestTests {
  private static let manifest = BackupManifest(
    schema: 5,
    head: WriterHead(
      writer: .first, epoch: 3, sequence: 77, hash: ChainHash(words: (1, 2, 3, 1 << 63)),
      lastStamp: Stamp(rawValue: .max)),
    commits: 80, madeAt: Timestamp(milliseconds: 1_800_000_000_000), byteCount: 40_960,
    digest: String(repeating: "0a", count: 32))

  /// As it stands in backups; never edited.
  private static let frozen = """
    {"version":1,"madeAt":1800000000000,"schema":5,"bytes":40960,\
    "sha256":"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",\
    "writer":1,"epoch":3,"sequence":77,\
    "hash":"0100000000000000020000000000000003000000000000000000000000000080",\
    "lastStamp":"9223372036854775807","commits":80}

    """

  @Test func `a manifest is written as it always was, and read`() {
    #expect(String(decoding: Self.manifest.encoded, as: UTF8.self) == Self.frozen)
    #expect(BackupManifest(decoding: Array(Self.frozen.utf8)) == Self.manifest)
  }

  @Test(arguments: [
    ("\"version\":1", "\"version\":2"), ("\"schema\":5", "\"schema\":0"),
    ("\"sha256\":\"0a", "\"sha256\":\"xx"), ("\"sha256\":\"0a", "\"sha256\":\""),
    ("\"hash\":\"01", "\"hash\":\""), ("\"writer\":1", "\"writer\":-1"),
    ("\"sequence\":77,", ""), ("\"lastStamp\":\"9", "\"lastStamp\":\"x"), ("{", "["),
  ])
  func `anything else is no manifest`(part: String, replacement: String) {
    let text = Self.frozen.replacing(part, with: replacement)
    #expect(text != Self.frozen)
    #expect(BackupManifest(decoding: Array(text.utf8)) == nil)
  }
}
