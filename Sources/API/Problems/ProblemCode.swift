/// What went wrong, for programs; the raw value is stable and stands on the wire as `code`.
package enum ProblemCode: String, Sendable, CaseIterable {
  case unauthenticated
  case forbidden
  case notFound = "not_found"
  case featureDisabled = "feature_disabled"
  case insufficientBalance = "insufficient_balance"
  case spendingLimit = "spending_limit"
  case conflict
  case alreadyExists = "already_exists"
  case outOfStock = "out_of_stock"
  case preconditionFailed = "precondition_failed"
  case validationFailed = "validation_failed"
  case ruleViolated = "rule_violated"
  case idempotencyKeyReused = "idempotency_key_reused"
  case idempotencyKeyExpired = "idempotency_key_expired"
  case receiverNotCreator = "receiver_not_creator"
  case selfPayment = "self_payment"
  case accountSuspended = "account_suspended"
  case malformedRequest = "malformed_request"
  case invalidSignature = "invalid_signature"
  case unsupportedMediaType = "unsupported_media_type"
  case gatewayUnsupported = "gateway_unsupported"
  case gatewayUnavailable = "gateway_unavailable"
  case rateLimited = "rate_limited"
  case overloaded
  case outcomeUnknown = "outcome_unknown"
  case storageUnavailable = "storage_unavailable"

  /// The HTTP status of the answer.
  package var status: Int {
    switch self {
    case .malformedRequest, .invalidSignature: 400
    case .unauthenticated: 401
    case .insufficientBalance, .spendingLimit: 402
    case .forbidden, .accountSuspended: 403
    case .notFound, .featureDisabled: 404
    case .conflict, .alreadyExists, .outOfStock: 409
    case .idempotencyKeyExpired: 410
    case .preconditionFailed: 412
    case .unsupportedMediaType: 415
    case .validationFailed, .ruleViolated, .idempotencyKeyReused, .receiverNotCreator, .selfPayment,
      .gatewayUnsupported:
      422
    case .rateLimited: 429
    case .gatewayUnavailable: 502
    case .overloaded, .outcomeUnknown, .storageUnavailable: 503
    }
  }

  /// The same for every problem of this code, for people.
  package var title: String {
    let words = rawValue.split(separator: "_").joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
