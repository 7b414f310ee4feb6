import HTTPServer
import JSON

/// Why something that a client asked for was not done; the codes are those of the HTTP API.
enum DoorFault: String, Error, Equatable, CaseIterable {
  case malformedRequest = "malformed_request"
  case validationFailed = "validation_failed"
  case unauthenticated = "unauthenticated"
  case notFound = "not_found"
  case capacityReached = "capacity_reached"
  case payloadTooLarge = "payload_too_large"
  case rateLimited = "rate_limited"
  case storageUnavailable = "storage_unavailable"

  /// A sentence for people.
  var sentence: String {
    switch self {
    case .malformedRequest: "Send a JSON object whose type is join, leave, ping or auth."
    case .validationFailed: "A field of the message is missing or has the wrong form."
    case .unauthenticated: "The token is missing, wrong or expired; send a fresh one."
    case .notFound: "There is no room of this name."
    case .capacityReached: "This is more than one connection or user may have."
    case .payloadTooLarge: "The message is too large."
    case .rateLimited: "Too much in a short time; slow down."
    case .storageUnavailable: "This cannot be looked up at the moment; try again."
    }
  }

  /// The message of the JSON door.
  func message(room: String? = nil) -> [UInt8] {
    JSONWriter.object(capacity: 160) { message in
      message.field("type", "error")
      message.field("code", rawValue)
      message.field("error", sentence)
      if let room { message.field("room", room) }
    }
  }

  /// The answer to a request that opens no socket.
  func response(status: Int) -> HTTPResponse {
    .problem(
      status,
      JSONWriter.object { body in
        body.field("type", "about:blank")
        body.field("title", "The socket was not opened")
        body.field("status", status)
        body.field("code", rawValue)
        body.field("error", sentence)
      })
  }
}
