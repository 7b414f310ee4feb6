import HTTPServer
import Ledger
import Monetization

/// The server's configuration: defaults < `ovation.json` < `OVATION_*` < flags.
struct Configuration {
  /// The address to listen on; loopback by default.
  var host = "127.0.0.1"
  /// 0 lets the system choose.
  var port = 8080
  /// The folder of the database and its other files.
  var dataDirectory = "data"
  /// `sqlite:FOLDER`, a folder because the store is several files; nil is the data folder.
  var database: String?
  /// The economy of a database that has no settings yet.
  var preset = "streamit"
  /// How values under names that other programs use were understood, for the operator.
  var aliasNotes: [String] = []
  /// The values of a new economy that override the preset.
  var firstValues = FirstValues()
  /// Whether money is real; nil is live, or test with the demo.
  var mode: PlatformMode?
  /// The base URL of links to the server; nil for the address that it listens on.
  var publicURL: String?
  /// The folder of pages and components, for developers; nil serves those in the binary.
  var webDirectory: String?
  /// Exact origins of other sites that may call the API from a browser.
  var corsOrigins: [String] = []
  /// Exact origins of other sites that browsers may be sent to after paying.
  var returnOrigins: [String] = []
  /// The days of dashboards and filters.
  var days = ReportingDays.utc
  /// Which id of a person others see.
  var shownIDs = ShownIDs.external
  /// The proxies that are trusted to report the client's address.
  var trustedProxies = TrustedProxies.ofThisMachine
  var tokens = Tokens()
  /// Signs the sandbox gateway's webhooks, in test mode alone; nil generates a lasting secret.
  var sandboxSecret: String?

  /// The most bytes of a request's head.
  var headerBytesMax = 16 * 1_024

  /// Where requests are logged: `stdout`, `off` or a file.
  var accessLog = "stdout"

  /// How the integrator's tokens are verified.
  struct Tokens {
    /// Of HS256, at least 32 bytes.
    var secret: String?
    /// A file with the public keys of RS256, ES256 and EdDSA.
    var keySetFile: String?
    var issuer: String?
    var audience: String?
    /// The claim that makes an admin when it holds, or lists, `admin`.
    var roleClaim: String?

    /// Whether anybody can sign in with a token.
    var hasKey: Bool { secret != nil || keySetFile != nil }
  }
}
