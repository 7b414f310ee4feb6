import HTTPServer
import Monetization

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
  /// What that economy begins with where the preset shall not say it.
  var firstValues = FirstValues()
  /// What links that leave the server begin with; nil is the address that it listens on.
  var publicURL: String?
  /// The folder of pages and components; nil looks beside the binary.
  var webDirectory: String?
  /// Exact origins of other sites that may call the API from a browser.
  var corsOrigins: [String] = []
  /// Exact origins of other sites that browsers may be sent to after paying.
  var returnOrigins: [String] = []
  /// Whose word counts about who has called them.
  var trustedProxies = TrustedProxies.ofThisMachine
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
}
