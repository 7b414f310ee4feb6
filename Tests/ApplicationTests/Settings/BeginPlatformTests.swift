import Application
import Monetization
import Testing

@Suite struct BeginPlatformTests {
  @Test(arguments: PlatformMode.allCases)
  func `a database stays in the mode that it was begun in`(mode: PlatformMode) async throws {
    let stage = try PlatformStage()
    var first = Settings.initial
    first.coin.name = "star"
    try await stage.platform.begin(as: mode, with: first)
    let begun = try await stage.platform.directory.settings()
    #expect(begun.version == 1 && begun.mode.mode == mode && begun.coin.name == "star")
    try await stage.platform.begin(as: mode, with: .initial)
    #expect(try await stage.platform.directory.settings() == begun)
    for other in PlatformMode.allCases where other != mode {
      await #expect(throws: BeginFault.begun(as: mode)) {
        try await stage.platform.begin(as: other, with: .initial)
      }
    }
  }

  @Test func `an older database without the people of the demo is live and keeps its settings`()
    async throws
  {
    let stage = try PlatformStage()
    try await Self.saveSettings(of: stage)
    await #expect(throws: BeginFault.begun(as: .live)) {
      try await stage.platform.begin(as: .demo, with: .initial)
    }
    try await stage.platform.begin(as: .live, with: .initial)
    let begun = try await stage.platform.directory.settings()
    #expect(begun.mode.mode == .live && begun.coin.name == "star")
  }

  @Test func `an older database with the people of the demo is a demo`() async throws {
    let stage = try PlatformStage()
    try await stage.platform.seedDemo()
    try await Self.saveSettings(of: stage)
    await #expect(throws: BeginFault.begun(as: .demo)) {
      try await stage.platform.begin(as: .live, with: .initial)
    }
    try await stage.platform.begin(as: .demo, with: .initial)
    #expect(try await stage.platform.directory.settings().mode.mode == .demo)
  }

  private static func saveSettings(of stage: PlatformStage) async throws {
    var changes = SettingsChanges()
    changes.coin.name = "star"
    _ = try await stage.platform.editSettings(changes, from: nil, by: stage.boss)
  }
}
