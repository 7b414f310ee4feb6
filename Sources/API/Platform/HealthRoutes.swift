import Application
import HTTPServer
import JSON
import Ledger

/// How the server is, for machines that watch it.
enum HealthRoutes {
  /// What one look at the server finds.
  private struct Snapshot {
    let problems: [HealthProblem]
    let store: StoreCondition
    let entries: Int64
    let lag: Int64

    /// Looks; where the journal cannot be read, that is one of the problems.
    init(_ platform: Platform) async {
      let store = platform.store
      let condition = try? await platform.readers.read(as: .own) {  // Asks the disk, fails never.
        () throws(StoreError) in store.condition
      }
      self.store = condition ?? StoreCondition()
      var problems = platform.health.problems(
        store: self.store, areProjectionsFailing: platform.runner.failure != nil,
        areProjectionsRebuilt: platform.runner.backlog.isRebuilding,
        now: platform.clock.now())
      do throws(StoreError) {
        let end = try await platform.readers.read(as: .own) { () throws(StoreError) in
          try store.journalEnd()
        }
        let reached = platform.runner.reached
        entries = end.sequences.reduce(0) { $0 + $1.sequence }
        lag = end.sequences.reduce(0) { sum, writer in
          sum + max(0, writer.sequence - reached.sequence(of: writer.writer))
        }
      } catch {
        // Others who read are no fault of the store.
        if error != .overloaded, !problems.contains(.storageFailing) {
          problems.append(.storageFailing)
        }
        (entries, lag) = (0, 0)
      }
      self.problems = problems
    }

    var isServing: Bool { problems.allSatisfy(\.leavesServing) }
  }

  /// Whether requests can be served, and what is wrong.
  static func readiness(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let snapshot = await Snapshot(call.platform)
    return .object(snapshot.isServing ? 200 : 503) { object in
      object.field("status", snapshot.isServing ? "ready" : "not ready")
      object.array("problems") { array in
        for problem in snapshot.problems { array.element(problem.rawValue) }
      }
      object.field("waitingCommands", call.platform.engine.depth)
      object.field("projectionLagEntries", snapshot.lag)
    }
  }

  /// The same and more as numbers.
  ///
  /// *Source:* Prometheus, "Text-based format", version 0.0.4.
  static func metrics(_ call: APICall) async throws(Problem) -> HTTPResponse {
    let platform = call.platform
    let snapshot = await Snapshot(platform)
    var text = MetricsText()
    text.gauge("ready", "Whether requests can be served.", snapshot.isServing ? 1 : 0)
    text.begin("problem", "gauge", "What is wrong, 1 while it is.")
    for problem in HealthProblem.allCases {
      text.value(
        "problem{code=\"\(problem.rawValue)\"}", snapshot.problems.contains(problem) ? 1 : 0)
    }
    text.gauge(
      "engine_waiting_commands", "Commands that wait for a batch.", Int64(platform.engine.depth))
    text.counter("journal_entries_total", "Entries of the journal.", snapshot.entries)
    text.gauge("projection_lag_entries", "Entries not in lists and sums yet.", snapshot.lag)
    text.counter(
      "store_failures_total", "Batches that the store failed.", platform.health.storeFailures)
    text.counter(
      "checkpoint_failures_total", "Copies of the write-ahead log that failed.",
      snapshot.store.checkpointFailures)
    text.gauge("log_pages", "Pages of the log at its newest copy.", snapshot.store.logPages)
    if let bytes = snapshot.store.freeBytes {
      text.gauge("disk_free_bytes", "Room on the disk of the database.", bytes)
    }
    return HTTPResponse(
      status: 200, headers: ["content-type": "text/plain; version=0.0.4; charset=utf-8"],
      body: .bytes(Array(text.text.utf8)))
  }
}

/// The text that Prometheus reads.
private struct MetricsText {
  private(set) var text = ""

  mutating func gauge(_ name: String, _ help: String, _ value: Int64) {
    begin(name, "gauge", help)
    self.value(name, value)
  }

  mutating func counter(_ name: String, _ help: String, _ value: Int64) {
    begin(name, "counter", help)
    self.value(name, value)
  }

  mutating func begin(_ name: String, _ type: String, _ help: String) {
    text += "# HELP ovation_\(name) \(help)\n# TYPE ovation_\(name) \(type)\n"
  }

  mutating func value(_ name: String, _ value: Int64) { text += "ovation_\(name) \(value)\n" }
}
