import HTTPServer

/// Prints incidents of the connections on standard error.
struct OperatorObserver: ServerObserver {
  func requestFinished(_ record: AccessRecord) {}
  func connectionsChanged(open: Int, webSockets: Int) {}

  func report(_ incident: ServerIncident) {
    switch incident {
    case .full(let count):
      Self.printError("\(count) connections are open, which is the limit; new ones are refused.")
    case .cannotAccept(let reason):
      Self.printError(
        "No new connection can be accepted (\(reason)); open ones still work. "
          + "Raise the limit of open files (ulimit -n, LimitNOFILE).")
    case .manyOfOneAddress(let address, let count):
      Self.printError(
        "\(count) connections come from \(address). If that is a reverse proxy, name it in "
          + "trustedProxies: until then all its clients share one address's limits.")
    }
  }

  private static func printError(_ sentence: String) {
    StandardStream.error.write("ovation: \(sentence)\n")
  }
}

extension ServerLimits {
  /// The limits of production, lowered to what the limit of open files allows.
  ///
  /// - Returns: The limits, and a sentence for the operator if they were lowered.
  static func ofThisProcess(
    headerBytes: Int
  ) -> (limits: ServerLimits, scarcity: String?) {
    var limits = ServerLimits()
    limits.headBytesMax = headerBytes
    let (wanted, most) = (limits.descriptorsWanted, limits.connectionsMax)
    let allowed = OpenFiles.raise(to: wanted)
    limits.fit(intoDescriptors: allowed)
    guard limits.connectionsMax < most else { return (limits, nil) }
    return (
      limits,
      "This process may have \(allowed) files open, so it accepts \(limits.connectionsMax) "
        + "connections instead of \(most); for all of them raise the limit (ulimit -n, "
        + "LimitNOFILE) to \(wanted)."
    )
  }
}
