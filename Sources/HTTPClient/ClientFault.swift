/// Why a client has no answer.
package enum ClientFault: Error, Equatable {
  /// The address is no number, or nobody listens there.
  case cannotConnect
  /// The peer does not take what is sent.
  case cannotSend
  /// The time of the connection passed without a byte.
  case silence
  /// The peer closed before the whole answer had come.
  case cutShort
  case reset
  /// More came than the client takes.
  case tooLong
  /// What came is no answer of HTTP/1.
  case notHTTP
}
