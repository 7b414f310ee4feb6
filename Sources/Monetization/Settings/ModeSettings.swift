package import Ledger

/// What the money of a database is; the numbers are stored and never reused.
package enum PlatformMode: UInt8, Sendable, CaseIterable {
  /// Real money.
  case live = 1
  /// Play money of the sandbox, for the integrator's own users.
  case test = 2
  /// Play money, and the people of the demo, whom anybody may sign in as.
  case demo = 3

  /// Whether coins are bought with real money.
  package var isReal: Bool { self == .live }
}

/// The mode that a database was begun in.
package struct ModeSettings: Equatable, Sendable {
  /// Set once; nil for a database of an older version that was not served since.
  package var mode: PlatformMode?

  package init(mode: PlatformMode?) { self.mode = mode }

  /// Whether coins are bought with real money, as long as nobody says otherwise.
  package var isReal: Bool { mode?.isReal ?? true }

  /// What holds before a database was served.
  package static let initial = ModeSettings(mode: nil)
}

extension ModeSettings: SettingsGroup {
  package static let sinceVersion: UInt8 = 4

  /// The mode that is set; it stays for ever.
  package struct Changes: SettingsGroupChanges {
    package var mode: PlatformMode?

    package init() {}

    package init(_ mode: ModeSettings) { self.mode = mode.mode }

    package func apply(to mode: inout ModeSettings) { mode.mode = mode.mode ?? self.mode }
  }

  package func fault(in settings: Settings) -> Refusal? { nil }

  package func encode(into writer: inout ByteWriter) {
    writer.write(UInt8(mode?.rawValue ?? 0))
  }

  package init(from reader: inout ByteReader, version: UInt8) throws(DecodingFault) {
    let number = try reader.byte()
    guard number != 0 else {
      mode = nil
      return
    }
    guard let known = PlatformMode(rawValue: number) else {
      throw .unknownCase("mode", UInt64(number))
    }
    mode = known
  }
}
