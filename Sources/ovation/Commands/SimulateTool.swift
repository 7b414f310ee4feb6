import Foundation
import LoadKit

/// Drives a lively audience.
enum SimulateTool: CommandLineTool {
  static let name = "simulate"
  static let summary = "drive a lively audience against a running demo on this machine"
  static let options =
    StoreOptions.all + [
      Option("port", "N", "the server's port (default: 8080)"),
      Option("viewers", "N", "how many watch and send (default: 12)"),
      Option("seconds", "N", "how long (default: 60)"),
      Option("rate", "N", "things that happen per second (default: 8)"),
    ]

  static func run(_ arguments: Arguments) async throws -> Int32 {
    let port = try arguments.integer("port", in: 1...65_535) ?? 8_080
    let viewers = try arguments.integer("viewers", in: 1...150) ?? 12
    let seconds = try arguments.integer("seconds", in: 1...86_400) ?? 60
    let rate = try arguments.integer("rate", in: 1...1_000) ?? 8
    let configuration = try StoreOptions.configuration(arguments)
    let path = configuration.storeFolder + "/" + Credentials.demoFile
    guard let secret = FileManager.default.contents(atPath: path) else {
      throw OperatorFault("\(path) is missing; name the folder of a server with --demo by --data.")
    }
    let audience = try Audience(
      port: UInt16(port), secret: Array(secret), viewers: viewers, clock: SystemClock())
    try audience.perform(seconds: seconds, perSecond: rate)
    let tally = audience.tally
    print(
      "\(tally.gifts) gifts of \(tally.coins) coins sent, \(tally.purchases) purchases, "
        + "\(tally.refused) refused")
    for (reason, count) in tally.reasons.sorted(by: { $0.key < $1.key }) {
      StandardStream.error.write("ovation: refused \(count) times: \(reason)\n")
    }
    return tally.gifts + tally.purchases == 0 && tally.refused > 0 ? 1 : 0
  }
}
