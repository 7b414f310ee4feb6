import Application
import SQLiteStore

/// Makes a backup, also while the server runs.
enum BackupTool: CommandLineTool {
  static let name = "backup"
  static let summary = "backup DIR: copy the database as of one moment; also beside a server"
  static let options = StoreOptions.all
  static let wordsMax = 1

  static func run(_ arguments: Arguments) async throws -> Int32 {
    guard let target = arguments.words.first else {
      throw UsageFault("backup needs the folder to make.")
    }
    let configuration = try StoreOptions.configuration(arguments)
    let backup = MakeBackup(
      of: configuration.storeFolder, at: target, now: SystemClock().now())
    do throws(BackupError) {
      let manifest = try backup.run()
      print("\(target) holds the database up to entry \(manifest.head.sequence).")
    } catch {
      throw OperatorFault(error)
    }
    return 0
  }
}
