import Application
import Foundation
import Gateways
import HTTPServer
import Ledger
import Monetization
import Money

extension Configuration {
  /// Every key, with the sentence of what would be right where a value is wrong.
  static let keys: [ConfigurationKey] = [
    ConfigurationKey("host") { configuration, text in
      configuration.host = text
      return text.isEmpty ? "an address such as 127.0.0.1" : nil
    },
    ConfigurationKey("port") { configuration, text in
      guard let port = Int(text), (0...65_535).contains(port) else {
        return "a number from 0 to 65535"
      }
      configuration.port = port
      return nil
    },
    ConfigurationKey("data", path: .file) { configuration, text in
      configuration.dataDirectory = text
      return text.isEmpty ? "a folder" : nil
    },
    ConfigurationKey("database", path: .database) { configuration, text in
      configuration.database = text
      return text.hasPrefix("sqlite:") && text.count > 7 ? nil : "sqlite:FOLDER"
    },
    ConfigurationKey("preset") { configuration, text in
      configuration.preset = text
      return nil
    },
    ConfigurationKey("mode") { configuration, text in
      configuration.mode = ["live": .live, "test": .test][text]
      return configuration.mode == nil ? "live or test" : nil
    },
    ConfigurationKey("reporting.timeZone") { configuration, text in
      configuration.days = ReportingDays(zoneNamed: text) ?? .utc
      return ReportingDays(zoneNamed: text) == nil
        ? "the IANA name of a time zone that this machine knows, such as Asia/Kolkata (Debian has "
          + "them in the package tzdata)" : nil
    },
    ConfigurationKey("ids.shown") { configuration, text in
      configuration.shownIDs = ShownIDs(rawValue: text) ?? .external
      return ShownIDs(rawValue: text) == nil ? "external or own" : nil
    },
    ConfigurationKey(
      "economy.commissionPercent", alias: "DEFAULT_COMMISSION_RATE",
      unit: "percent of what is spent, which the platform keeps"
    ) {
      configuration, text in
      configuration.firstValues.commission = BasisPoints(percent: text)
      return BasisPoints(percent: text) == nil ? "a percentage such as 25 or 12.5" : nil
    },
    ConfigurationKey(
      "economy.minimumWithdrawal", alias: "MIN_WITHDRAWAL_AMOUNT",
      unit: "in the payout unit: coins, or minor units of a currency"
    ) {
      configuration, text in
      guard let amount = Int64(text), (0...Amount.operationMax).contains(amount) else {
        return "a whole number of the payout unit, 0 or more"
      }
      configuration.firstValues.minimumWithdrawal = amount
      return nil
    },
    ConfigurationKey(
      "economy.coinsToInrRate", alias: "COINS_TO_INR_RATE",
      unit: "rupees that one coin pays out as"
    ) {
      configuration, text in
      configuration.firstValues.coinsToInrRate = Rate(decimal: text)
      return Rate(decimal: text) == nil ? "a decimal such as 1.0, at most 8 decimals" : nil
    },
    ConfigurationKey("publicURL") { configuration, text in
      configuration.publicURL = text
      let isRight = ReturnAddress(text)?.origin != nil && !text.hasSuffix("/")
      return isRight ? nil : "http://… or https://…, the host in small letters, no last slash"
    },
    ConfigurationKey("web.directory", path: .file) { configuration, text in
      configuration.webDirectory = text
      return nil
    },
    ConfigurationKey("cors.origins") { configuration, text in
      configuration.corsOrigins = text.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let areRight = configuration.corsOrigins.allSatisfy {
        $0.hasPrefix("http") && ReturnAddress($0)?.origin == $0
      }
      return areRight
        ? nil
        : "exact origins such as https://app.example, with commas between: no path, no last slash, "
          + "in small letters"
    },
    ConfigurationKey("trustedProxies") { configuration, text in
      var ranges: [AddressRange] = []
      for part in text.split(separator: ",") {
        guard let range = AddressRange(part.trimmingCharacters(in: .whitespaces)) else {
          return "ranges of addresses such as 10.0.0.0/8 and fd00::/8, with commas between"
        }
        ranges.append(range)
      }
      configuration.trustedProxies = TrustedProxies(ranges)
      return nil
    },
    ConfigurationKey("returnUrls") { configuration, text in
      configuration.returnOrigins = text.split(separator: ",").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      let areRight = configuration.returnOrigins.allSatisfy { ReturnAddress($0)?.origin == $0 }
      return areRight
        ? nil
        : "origins such as https://app.example or schemes such as myapp://, with commas between"
    },
    ConfigurationKey("limits.headerBytes") { configuration, text in
      guard let bytes = Int(text), (4_096...65_536).contains(bytes) else {
        return "a number of bytes from 4096 to 65536"
      }
      configuration.headerBytesMax = bytes
      return nil
    },
    ConfigurationKey("log.access", path: .file) { configuration, text in
      configuration.accessLog = text
      return text.isEmpty ? "stdout, off or a file" : nil
    },
    ConfigurationKey("auth.secret", isSecret: true) { configuration, text in
      configuration.tokens.secret = text
      return text.utf8.count >= 32 ? nil : "at least 32 bytes"
    },
    ConfigurationKey("auth.jwksFile", path: .file) { configuration, text in
      configuration.tokens.keySetFile = text
      return nil
    },
    ConfigurationKey("auth.issuer") { configuration, text in
      configuration.tokens.issuer = text
      return nil
    },
    ConfigurationKey("auth.audience") { configuration, text in
      configuration.tokens.audience = text
      return nil
    },
    ConfigurationKey("auth.roleClaim") { configuration, text in
      configuration.tokens.roleClaim = text
      return nil
    },
    ConfigurationKey("sandbox.secret", isSecret: true) { configuration, text in
      configuration.sandboxSecret = text
      guard text.utf8.count >= 32 else { return "at least 32 bytes" }
      return StandardWebhookSecret(text: text) == nil ? "whsec_ and base64" : nil
    },
  ]
}

extension BasisPoints {
  /// The share that a percentage such as `25` or `12.5` writes; nil beyond 100 or two decimals.
  fileprivate init?(percent text: String) {
    guard let rate = Rate(decimal: text), rate.scale <= 2 else { return nil }
    let hundredths: Int64 = [100, 10, 1][Int(rate.scale)]
    let (points, overflow) = rate.significand.multipliedReportingOverflow(by: hundredths)
    guard !overflow, let number = UInt16(exactly: points) else { return nil }
    self.init(rawValue: number)
  }
}
