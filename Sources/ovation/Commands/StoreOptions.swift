import Foundation

/// Options that every command over a database takes.
enum StoreOptions {
  static let data = Option("data", "DIR", "the folder of the database (default: data)")
  static let database = Option("database", "URL", "sqlite:FOLDER, instead of --data")
  static let config = Option("config", "FILE", "the configuration (default: ovation.json)")
  static let json = Option("json", "print one JSON object")
  static let all = [data, database, config]

  /// The configuration that a command's options, the environment and the file make.
  ///
  /// - Throws: ``OperatorFault``.
  static func configuration(
    _ arguments: Arguments, flags names: [String] = ["data", "database"]
  ) throws(OperatorFault) -> Configuration {
    var flags: [String: String] = [:]
    for name in names { flags[name] = arguments.value(name) }
    return try Configuration.read(
      file: arguments.value("config"), environment: ProcessInfo.processInfo.environment,
      flags: flags)
  }
}
