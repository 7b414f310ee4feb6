/// A request and its pending answer.
///
/// A class, so that an idle connection costs a reference only. `@unchecked Sendable`: a handler's
/// task carries it, but it is used on the loop only.
final class Exchange: @unchecked Sendable {
  /// What answers the request.
  enum Purpose {
    case route(Route)
    case webSocket(WebSocketRoute)
    case ready(HTTPResponse)
  }

  let head: RequestHead
  let requestID: String
  let clientAddress: IPAddress
  let receivedAt: UInt64
  let pattern: String
  let purpose: Purpose
  let parameters: PathParameters
  let bodyLimit: Int
  var body: [UInt8] = []
  var chunks: ChunkedDecoder?
  /// The rest of an answer that is being sent piece by piece.
  var stream: StreamedAnswer?
  /// Set by the first answer; a second one would be a bug and is dropped.
  var isAnswered = false

  init(
    head: RequestHead, origin: RequestOrigin, pattern: String = AccessRecord.unrouted,
    purpose: Purpose,
    parameters: PathParameters = PathParameters()
  ) {
    self.head = head
    requestID = origin.requestID
    clientAddress = origin.clientAddress
    receivedAt = origin.receivedAt
    self.pattern = pattern
    self.purpose = purpose
    self.parameters = parameters
    if case .route(let route) = purpose {
      bodyLimit = route.bodyLimitBytes
    } else {
      bodyLimit = 64 * 1024
    }
    if head.framing == .chunked { chunks = ChunkedDecoder() }
  }

  /// An answer whose body is made while it is sent.
  struct StreamedAnswer {
    let body: ResponseStream
    let status: Int
    let note: ResponseNote
    let keepsAlive: Bool
    let isChunked: Bool
    var bytesOut = 0
    /// Whether a piece is being made.
    var isAsked = false
  }

  /// The request for a handler; nil when its method is unsupported.
  func request() -> HTTPRequest? {
    guard let method = head.method else { return nil }
    return HTTPRequest(
      method: method, target: head.target, headers: head.headers, body: body,
      origin: RequestOrigin(
        requestID: requestID, clientAddress: clientAddress, receivedAt: receivedAt))
  }

  func record(status: Int, note: ResponseNote, bytesOut: Int) -> AccessRecord {
    AccessRecord(
      requestID: requestID, method: head.method, route: pattern, status: status, note: note,
      durationNanoseconds: EventLoop.nowNanoseconds - receivedAt, bytesIn: body.count,
      bytesOut: bytesOut)
  }
}
