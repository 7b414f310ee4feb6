import Foundation
import JSON

extension Configuration {
  /// Reads file, environment and flags, later ones winning.
  ///
  /// - Parameters:
  ///   - file: The path of the configuration file; nil takes `ovation.json` if there is one.
  ///   - environment: All variables; those that begin with `OVATION_` must be known.
  ///   - flags: Values of flags by the name of their key.
  /// - Returns: The configuration.
  /// - Throws: ``OperatorFault`` with the exact key and what is required.
  static func read(
    file: String?, environment: [String: String], flags: [String: String]
  ) throws(OperatorFault) -> Configuration {
    var configuration = Configuration()
    try configuration.applyFile(file ?? environment["OVATION_CONFIG"])
    try configuration.applyEnvironment(environment)
    for (name, value) in flags {
      guard let key = keys.first(where: { $0.name == name }) else {
        throw OperatorFault("\(name) is not a key of the configuration.")
      }
      try configuration.set(key, to: value, called: "--" + name)
    }
    return configuration
  }

  private mutating func applyFile(_ path: String?) throws(OperatorFault) {
    let name = path ?? "ovation.json"
    guard path != nil || FileManager.default.fileExists(atPath: name) else { return }
    guard let data = FileManager.default.contents(atPath: name) else {
      throw OperatorFault("The configuration file \(name) cannot be read.")
    }
    let document: JSONValue
    do { document = try JSONValue(parsing: Array(data)) } catch {
      throw OperatorFault(
        "\(name) is not valid JSON: \(error.code.rawValue) at byte \(error.offset).")
    }
    guard case .object(let members) = document else {
      throw OperatorFault("\(name) must hold one JSON object.")
    }
    let folder = URL(filePath: name).deletingLastPathComponent().path
    try apply(members, under: "", in: Place(file: name, folder: folder))
  }

  /// A configuration file, and the folder that its relative paths count from.
  private struct Place {
    let file: String
    let folder: String
  }

  private mutating func apply(
    _ members: [JSONValue.Member], under prefix: String, in place: Place
  ) throws(OperatorFault) {
    for member in members {
      let name = prefix + member.name
      if case .object(let inner) = member.value {
        try apply(inner, under: name + ".", in: place)
        continue
      }
      if let secret = Self.keys.first(where: { $0.isSecret && $0.name + "File" == name }) {
        try set(
          secret, to: Self.secret(in: member.value, key: name, place: place), called: name)
        continue
      }
      guard let key = Self.keys.first(where: { $0.name == name }) else {
        throw OperatorFault(
          "\(place.file) has the unknown key \(name); known are \(Self.knownNames).")
      }
      guard !key.isSecret else {
        throw OperatorFault(
          "\(place.file) holds the secret \(name); name a file by \(name)File, or set "
            + "\(key.environmentName).")
      }
      let text = try Self.text(of: member.value, key: name)
      try set(key, to: key.path?.resolved(text, in: place.folder) ?? text, called: name)
    }
  }

  private mutating func applyEnvironment(
    _ environment: [String: String]
  ) throws(OperatorFault) {
    for key in Self.keys {
      guard let alias = key.alias, let value = environment[alias] else { continue }
      try set(key, to: value, called: alias)
      if let unit = key.unit { aliasNotes.append("\(alias)=\(value) is read as \(value) \(unit).") }
    }
    // In a fixed order, so that the same mistakes always give the same error.
    for name in environment.keys.sorted() where name.hasPrefix("OVATION_") {
      guard !Self.otherVariables.contains(name), let value = environment[name],
        !Self.isServiceLink(name, value)
      else { continue }
      guard let key = Self.keys.first(where: { $0.environmentName == name }) else {
        let known = Self.keys.map(\.environmentName).joined(separator: ", ")
        throw OperatorFault("\(name) is unknown; known are \(known).")
      }
      try set(key, to: value, called: name)
    }
  }

  private mutating func set(
    _ key: ConfigurationKey, to value: String, called name: String
  ) throws(OperatorFault) {
    // An editor, `echo` or a secret store has put them there.
    let value = key.isSecret ? value.withoutLastLineEnds : value
    if let right = key.set(&self, value) {
      // The value may be a secret, so only the key is named.
      throw OperatorFault("\(name) is invalid; it must be \(right).")
    }
  }

  private static func text(of value: JSONValue, key: String) throws(OperatorFault) -> String {
    switch value {
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .array(let values):
      let texts = values.compactMap(\.stringValue)
      // A value that is not a text is an error: ignoring it would change the meaning of the list.
      guard texts.count == values.count else {
        throw OperatorFault("\(key) is invalid; its list must hold texts.")
      }
      return texts.joined(separator: ",")
    case .null, .bool, .decimal, .object:
      throw OperatorFault("\(key) is invalid; it must be a text or a whole number.")
    }
  }

  private static func secret(
    in value: JSONValue, key: String, place: Place
  ) throws(OperatorFault) -> String {
    guard let text = value.stringValue else {
      throw OperatorFault("\(key) must name a file that can be read.")
    }
    let path = ConfigurationKey.PathForm.file.resolved(text, in: place.folder)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw OperatorFault("\(key) must name a file that can be read; \(path) is none.")
    }
    return String(decoding: data, as: UTF8.self)
  }

  /// Whether a variable is one that Kubernetes and Docker set by themselves where a service or a
  /// container is called ovation: told by its shape, because `OVATION_PORT` is also ours.
  private static func isServiceLink(_ name: String, _ value: String) -> Bool {
    let rest = name.dropFirst("OVATION".count)
    let schemes = ["tcp://", "udp://", "sctp://"]
    if rest.hasSuffix("_PORT"), schemes.contains(where: value.hasPrefix) { return true }
    if rest == "_NAME", value.hasPrefix("/") { return true }
    if rest.hasPrefix("_ENV_") { return true }
    return rest.wholeMatch(of: /(_[A-Z0-9]+)*_SERVICE_(HOST|PORT(_[A-Z0-9_]+)?)/) != nil
      || rest.wholeMatch(
        of: /(_[A-Z0-9]+)*_PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?/) != nil
  }

  private static var knownNames: String {
    keys.map { $0.isSecret ? $0.name + "File" : $0.name }.joined(separator: ", ")
  }

  /// Variables of the scripts and of other commands.
  private static let otherVariables: Set<String> = [
    "OVATION_CONFIG", "OVATION_BINARY", "OVATION_BASE_URL", "OVATION_API_KEY",
    "OVATION_SIMULATION_SEED", "OVATION_SIMULATION_OPERATIONS", "OVATION_NIGHTLY",
    "OVATION_CHROMIUM",
  ]
}
