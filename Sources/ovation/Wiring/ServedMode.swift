import Application
import Monetization

extension Configuration {
  /// The mode that the server serves in.
  ///
  /// - Throws: ``OperatorFault`` where the demo is asked for with real money, or the sandbox is
  ///   configured for it.
  func servedMode(isDemo: Bool) throws(OperatorFault) -> PlatformMode {
    if isDemo {
      guard mode != .live else {
        throw OperatorFault("mode is live but --demo has play money; leave one of them out.")
      }
      return .demo
    }
    let served = mode ?? .live
    guard !served.isReal || sandboxSecret == nil else {
      throw OperatorFault(
        "sandbox.secret is set but mode is live; the sandbox needs mode test, or remove the secret."
      )
    }
    return served
  }
}

extension Platform {
  /// Begins a new database in a mode, or checks that an old one was begun in it.
  ///
  /// - Parameters:
  ///   - mode: What its money is; the demo is loaded as well.
  ///   - first: What a new database begins with.
  /// - Throws: ``OperatorFault`` with what to do.
  func begin(servedAs mode: PlatformMode, with first: Settings) async throws(OperatorFault) {
    do throws(BeginFault) { try await begin(as: mode, with: first) } catch {
      throw OperatorFault(error, wanted: mode)
    }
    guard mode == .demo else { return }
    do throws(SeedFault) { try await seedDemo() } catch {
      throw OperatorFault("The demo could not be loaded: \(error).")
    }
  }
}

extension OperatorFault {
  /// Why a database is not served in a mode, and what would be right.
  fileprivate init(_ fault: BeginFault, wanted: PlatformMode) {
    switch fault {
    case .begun(as: .demo):
      self.init(
        "This database was begun as a demo, whose people anybody may sign in as; serve it with "
          + "--demo, or begin another one with --data.")
    case .begun where wanted == .demo:
      self.init(
        "This database was not begun as a demo; serve it without --demo, or begin another one "
          + "with --data.")
    case .begun(as: .test):
      self.init(
        "This database was begun in test mode, so its coins were bought with play money; serve it "
          + "with mode test, or begin another one with --data.")
    case .begun(as: .live):
      self.init(
        "This database was begun in live mode; in test mode anybody could buy its coins with play "
          + "money. Begin another one with --data.")
    case .failed(let error):
      self.init("The first settings were not saved (\(error)); start again.")
    }
  }
}
