import Testing

@testable import Realtime

@Suite struct ClientMessageTests {
  @Test(
    arguments: [
      (#"{"type":"join","room":"a"}"#, .join(room: "a", after: nil)),
      (#"{"type":"join","room":"a","after":null}"#, .join(room: "a", after: nil)),
      (#"{"after":7,"room":"a","type":"join"}"#, .join(room: "a", after: 7)),
      (#"{"type":"leave","room":"a"}"#, .leave(room: "a")),
      (#"{"type":"ping","at":1}"#, .ping),
      (#"{"type":"auth","token":"fake"}"#, .authenticate(token: "fake")),
    ] as [(String, ClientMessage)])
  func `reads what clients say`(text: String, message: ClientMessage) throws {
    #expect(try ClientMessage(text) == message)
  }

  @Test(arguments: [
    ("", DoorFault.malformedRequest), ("[]", .malformedRequest), ("{", .malformedRequest),
    (#"{"type":"tip"}"#, .malformedRequest), (#"{"type":1}"#, .malformedRequest),
    (#"{"type":"ping","type":"ping"}"#, .malformedRequest),
    (#"{"type":"join"}"#, .validationFailed), (#"{"type":"join","room":""}"#, .validationFailed),
    (#"{"type":"join","room":"a","after":-1}"#, .validationFailed),
    (#"{"type":"join","room":"a","after":"7"}"#, .validationFailed),
    (#"{"type":"join","room":"a","after":1e3}"#, .validationFailed),
    (#"{"type":"auth"}"#, .validationFailed), (#"{"type":"auth","token":5}"#, .validationFailed),
  ])
  func `says why it cannot read something`(text: String, fault: DoorFault) {
    #expect(throws: fault) { try ClientMessage(text) }
  }
}
