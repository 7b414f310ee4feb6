/// A key of the file and the environment, with its setter.
struct ConfigurationKey: Sendable {
  /// Sets a value; returns what is required if it is invalid.
  typealias Setting = @Sendable (inout Configuration, String) -> String?

  /// Dotted, as in the file; in the environment `OVATION_` and capitals with underscores.
  let name: String
  /// Its older name in the environment; the name with `OVATION_` wins.
  let alias: String?
  /// Whether the value is a secret: read from the environment or from the file that `NAMEFile`
  /// names.
  let isSecret: Bool
  /// How the value names a file; nil for one that names none.
  let path: PathForm?
  /// What a value under the older name is, as the end of a sentence, such as "percent of …".
  let unit: String?
  let set: Setting

  /// How a value names a file: a relative one in the configuration file counts from that file.
  enum PathForm: Sendable {
    case file
    /// `sqlite:` and a folder.
    case database

    /// The value with its path from the folder of the configuration file.
    func resolved(_ text: String, in folder: String) -> String {
      let prefix = self == .database ? "sqlite:" : ""
      let path = text.dropFirst(text.hasPrefix(prefix) ? prefix.count : 0)
      // Words of `log.access`, which are no files.
      guard !path.isEmpty, !path.hasPrefix("/"), !["stdout", "off"].contains(path) else {
        return text
      }
      return prefix + folder + "/" + path
    }
  }

  init(
    _ name: String, alias: String? = nil, isSecret: Bool = false, path: PathForm? = nil,
    unit: String? = nil, set: @escaping Setting
  ) {
    self.path = path
    self.unit = unit
    self.name = name
    self.alias = alias
    self.isSecret = isSecret
    self.set = set
  }

  /// The name in the environment: `auth.jwksFile` is `OVATION_AUTH_JWKS_FILE`.
  var environmentName: String {
    var text = "OVATION_"
    var wasLower = false
    for letter in name {
      if letter == "." {
        text += "_"
        wasLower = false
        continue
      }
      if letter.isUppercase, wasLower { text += "_" }
      text += letter.uppercased()
      wasLower = letter.isLowercase
    }
    return text
  }
}
