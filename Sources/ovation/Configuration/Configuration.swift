import Foundation
import Gateways
import JSON

/// What the server is told: defaults < `ovation.json` < `OVATION_*` < flags.
struct Configuration {
  /// The address to listen on; loopback unless told otherwise.
  var host = "127.0.0.1"
  /// 0 lets the system choose.
  var port = 8080
  /// The folder of the database and of everything beside it.
  var dataDirectory = "data"
  /// `sqlite:FOLDER`, a folder because the store is several files; nil is the data folder.
  var database: String?
  /// The economy of a database that has no settings yet.
  var preset = "streamit"
  /// What links that leave the server begin with; nil is the address that it listens on.
  var publicURL: String?
  /// The folder of pages and components; nil looks beside the binary.
  var webDirectory: String?
  /// Exact origins of other sites that may call the API from a browser.
  var corsOrigins: [String] = []
  var tokens = Tokens()
  /// Signs the sandbox gateway's webhooks; nil makes one at each start.
  var sandboxSecret: String?

  /// Where requests are logged: `stdout`, `off` or a file.
  var accessLog = "stdout"

  /// How the integrator's tokens are checked.
  struct Tokens {
    /// Of HS256, at least 32 bytes.
    var secret: String?
    /// A file with the public keys of RS256, ES256 and EdDSA.
    var keySetFile: String?
    var issuer: String?
    var audience: String?
    /// The claim that makes an admin when it holds, or lists, `admin`.
    var roleClaim: String?
  }

  /// A name in the file and the environment with what it sets.
  struct Key: Sendable {
    /// Dotted, as in the file; in the environment `OVATION_` and capitals with underscores.
    let name: String
    /// Secrets are taken from the environment or from the file that `NAMEFile` names.
    let isSecret: Bool
    let set: @Sendable (inout Configuration, String) -> String?

    init(
      _ name: String, isSecret: Bool = false,
      set: @escaping @Sendable (inout Configuration, String) -> String?
    ) {
      self.name = name
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

  /// Every key, with the sentence of what would be right where a value is wrong.
  static let keys: [Key] = [
    Key("host") { configuration, text in
      configuration.host = text
      return text.isEmpty ? "an address such as 127.0.0.1" : nil
    },
    Key("port") { configuration, text in
      guard let port = Int(text), (0...65_535).contains(port) else {
        return "a number from 0 to 65535"
      }
      configuration.port = port
      return nil
    },
    Key("data") { configuration, text in
      configuration.dataDirectory = text
      return text.isEmpty ? "a folder" : nil
    },
    Key("database") { configuration, text in
      configuration.database = text
      return text.hasPrefix("sqlite:") && text.count > 7 ? nil : "sqlite:FOLDER"
    },
    Key("preset") { configuration, text in
      configuration.preset = text
      return nil
    },
    Key("publicURL") { configuration, text in
      configuration.publicURL = text
      let isRight = text.hasPrefix("http://") || text.hasPrefix("https://")
      return isRight && !text.hasSuffix("/") ? nil : "http://… or https://… without a last slash"
    },
    Key("web.directory") { configuration, text in
      configuration.webDirectory = text
      return nil
    },
    Key("cors.origins") { configuration, text in
      configuration.corsOrigins = text.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let areRight = configuration.corsOrigins.allSatisfy { $0.hasPrefix("http") }
      return areRight ? nil : "exact origins such as https://app.example, with commas between"
    },
    Key("log.access") { configuration, text in
      configuration.accessLog = text
      return text.isEmpty ? "stdout, off or a file" : nil
    },
    Key("auth.secret", isSecret: true) { configuration, text in
      configuration.tokens.secret = text
      return text.utf8.count >= 32 ? nil : "at least 32 bytes"
    },
    Key("auth.jwksFile") { configuration, text in
      configuration.tokens.keySetFile = text
      return nil
    },
    Key("auth.issuer") { configuration, text in
      configuration.tokens.issuer = text
      return nil
    },
    Key("auth.audience") { configuration, text in
      configuration.tokens.audience = text
      return nil
    },
    Key("auth.roleClaim") { configuration, text in
      configuration.tokens.roleClaim = text
      return nil
    },
    Key("sandbox.secret", isSecret: true) { configuration, text in
      configuration.sandboxSecret = text
      guard text.utf8.count >= 32 else { return "at least 32 bytes" }
      return StandardWebhookSecret(text: text) == nil ? "whsec_ and base64" : nil
    },
  ]
}
