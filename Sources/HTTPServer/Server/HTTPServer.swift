/// An HTTP server on one event loop.
package final class HTTPServer: Sendable {
  /// The loop on which handlers and WebSockets live.
  package let loop: EventLoop
  private let core: ServerCore
  private let configuration: ServerConfiguration

  /// Creates a server that does not listen yet.
  ///
  /// `log` is called once for each answer, on the loop; it must be cheap.
  package init(
    configuration: ServerConfiguration, router: Router, loop: EventLoop,
    observer: any ServerObserver = SilentObserver(),
    log: (@Sendable (AccessRecord) -> Void)? = nil
  ) {
    self.configuration = configuration
    self.loop = loop
    core = ServerCore(
      loop: loop, configuration: configuration, router: router, observer: observer, log: log)
  }

  /// Binds the address and starts to accept connections.
  ///
  /// - Returns: the address with the port that was bound.
  /// - Throws: `ServerError.cannotBind` when the address cannot be bound.
  package func start() async throws(ServerError) -> BoundAddress {
    let (core, configuration) = (core, configuration)
    let bound: Result<BoundAddress, ServerError> = await withCheckedContinuation { waiting in
      loop.execute {
        do throws(ServerError) {
          let address = try core.start(host: configuration.host, port: configuration.port)
          waiting.resume(returning: .success(address))
        } catch {
          waiting.resume(returning: .failure(error))
        }
      }
    }
    return try bound.get()
  }

  /// Waits until the server has drained.
  package func run() async {
    await withCheckedContinuation { waiting in
      loop.execute { [core] in core.awaitDrained { waiting.resume() } }
    }
  }

  /// Stops accepting, lets requests in flight finish, closes WebSockets with 1001, and returns
  /// when no connection is left, at the latest after the grace.
  package func drain(graceSeconds: UInt64 = 10) async {
    await withCheckedContinuation { waiting in
      beginDrain(graceMilliseconds: graceSeconds * 1000) { waiting.resume() }
    }
  }

  /// Starts to drain without waiting for the end.
  func beginDrain(
    graceMilliseconds: UInt64, whenDone: @escaping @Sendable () -> Void = {}
  ) {
    loop.execute { [core] in
      core.drain(graceMilliseconds: graceMilliseconds, whenDone: whenDone)
    }
  }
}
