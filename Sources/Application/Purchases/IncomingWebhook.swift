/// A request at a webhook address, not verified yet.
package struct IncomingWebhook: Equatable, Sendable {
  /// Header fields in their order, names in lower case.
  package let fields: [Field]
  /// The raw body: signatures are over bytes.
  package let body: [UInt8]

  /// One header field.
  package struct Field: Equatable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(fields: [Field], body: [UInt8]) {
    self.fields = fields
    self.body = body
  }

  /// The value of a field that is there exactly once; nil otherwise.
  ///
  /// Two values would let two readers see two different requests.
  package func single(_ name: String) -> String? {
    let values = fields.filter { $0.name == name }
    return values.count == 1 ? values.first?.value : nil
  }
}

/// Why a webhook is not believed; details are for logs only.
package enum WebhookFault: Error, Equatable, Sendable {
  /// A field of the signature is missing, doubled or has another form.
  case malformedSignature
  /// It was signed longer ago than is tolerated.
  case tooOld
  /// It says that it was signed in the future.
  case tooNew
  /// None of its signatures is one of ours.
  case wrongSignature
}
