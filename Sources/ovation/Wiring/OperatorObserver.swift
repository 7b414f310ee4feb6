import HTTPServer

/// Says on standard error what an operator should know of the connections.
struct OperatorObserver: ServerObserver {
  func requestFinished(_ record: AccessRecord) {}
  func connectionsChanged(open: Int, webSockets: Int) {}

  func noticed(_ incident: ServerIncident) {
    switch incident {
    case .full(let count):
      Self.say("\(count) connections are open, as many as there may be; new ones are refused.")
    case .cannotAccept(let reason):
      Self.say(
        "No new connection can be taken (\(reason)); those that are open go on. "
          + "Raise the limit of open files (ulimit -n, LimitNOFILE).")
    }
  }

  private static func say(_ sentence: String) {
    StandardStream.error.write("ovation: \(sentence)\n")
  }
}

extension ServerLimits {
  /// The limits of production, as far as the files that this process may have open allow.
  ///
  /// - Returns: The limits, and a sentence for the operator where they are lower.
  static func ofThisProcess() -> (limits: ServerLimits, scarcity: String?) {
    var limits = ServerLimits()
    let (wanted, most) = (limits.descriptorsWanted, limits.connectionsMax)
    let allowed = OpenFiles.raise(to: wanted)
    limits.fit(intoDescriptors: allowed)
    guard limits.connectionsMax < most else { return (limits, nil) }
    return (
      limits,
      "This process may have \(allowed) files open, so it takes \(limits.connectionsMax) "
        + "connections instead of \(most); for all of them raise the limit (ulimit -n, "
        + "LimitNOFILE) to \(wanted)."
    )
  }
}
