package import Ledger

/// Why the rules said no: a fact about the request.
///
/// A new feature's refusals are a case here and a line in each list below; a forgotten line does
/// not compile.
package enum Refusal: Equatable, Sendable {
  /// What the request names does not exist, or is not the caller's to see.
  case notFound(Missing)
  case wallet(WalletRefusal)
  case gift(GiftRefusal)
  case tip(TipRefusal)
  case package(PackageRefusal)
  case purchase(PurchaseRefusal)
  case stream(StreamRefusal)
  case creator(CreatorRefusal)
  case user(UserRefusal)
  case settings(SettingsRefusal)
  case access(AccessRefusal)

  /// What was not found.
  package enum Missing: Sendable, CaseIterable {
    case user, creator, gift, package, purchase, stream, apiKey
  }

  /// Whether the refusal is kept under the request's idempotency key.
  ///
  /// The rules decided it, so a late retry gets the same answer; what merely was not found or
  /// not valid never reached the rules and may succeed later.
  package var isStored: Bool { stored != nil }

  /// The feature and the stored form of its refusal; nil when it is not stored.
  private var stored: (feature: Feature, refusal: StoredRefusal)? {
    func stored(_ feature: Feature, _ refusal: some FeatureRefusal) -> (Feature, StoredRefusal)? {
      refusal.stored.map { (feature, $0) }
    }
    return switch self {
    case .notFound: nil
    case .wallet(let refusal): stored(.wallet, refusal)
    case .gift(let refusal): stored(.gift, refusal)
    case .tip(let refusal): stored(.tip, refusal)
    case .package(let refusal): stored(.package, refusal)
    case .purchase(let refusal): stored(.purchase, refusal)
    case .stream(let refusal): stored(.stream, refusal)
    case .creator(let refusal): stored(.creator, refusal)
    case .user(let refusal): stored(.user, refusal)
    case .settings(let refusal): stored(.settings, refusal)
    case .access(let refusal): stored(.access, refusal)
    }
  }

  /// The refusal of a feature that has this stored form; nil when it has none.
  private init?(of feature: Feature, _ stored: StoredRefusal) {
    let refusal: Refusal? =
      switch feature {
      case .wallet: WalletRefusal(stored).map { .wallet($0) }
      case .gift: GiftRefusal(stored).map { .gift($0) }
      case .tip: TipRefusal(stored).map { .tip($0) }
      case .package: PackageRefusal(stored).map { .package($0) }
      case .purchase: PurchaseRefusal(stored).map { .purchase($0) }
      case .stream: StreamRefusal(stored).map { .stream($0) }
      case .creator: CreatorRefusal(stored).map { .creator($0) }
      case .user: UserRefusal(stored).map { .user($0) }
      case .settings: SettingsRefusal(stored).map { .settings($0) }
      case .access: AccessRefusal(stored).map { .access($0) }
      }
    guard let refusal else { return nil }
    self = refusal
  }

  /// The numbers of the features; they are stored and never reused.
  private enum Feature: UInt8 {
    case wallet = 1
    case gift = 2
    case tip = 3
    case package = 4
    case purchase = 5
    case stream = 6
    case creator = 7
    case user = 8
    case settings = 9
    case access = 10
  }
}

/// The refusals of one feature.
package protocol FeatureRefusal: Equatable, Sendable {
  /// What is kept under an idempotency key; nil for what may succeed later.
  var stored: StoredRefusal? { get }

  /// Reads the stored form; nil when it is not one of this feature.
  init?(_ stored: StoredRefusal)
}

/// A refusal as it is stored: its number within the feature, and what it says.
package struct StoredRefusal: Equatable, Sendable {
  /// Stored and never reused.
  package let number: UInt8
  package let values: [Int64]

  package init(_ number: UInt8, _ values: Int64...) {
    self.number = number
    self.values = values
  }

  fileprivate init(from reader: inout ByteReader) throws(DecodingFault) {
    number = try reader.byte()
    let count = try reader.byte()
    guard count <= Self.valuesMax else { throw .malformed }
    var values: [Int64] = []
    for _ in 0..<count { values.append(try reader.integer()) }
    self.values = values
  }

  private static let valuesMax: UInt8 = 4
}

// MARK: Stored form

extension Refusal {
  /// The form of all refusals of features; 1 to 9 are older, from one list for all features.
  private static let formOfFeatures: UInt8 = 11

  /// Writes the stored form of a refusal that is stored.
  package func encode(into writer: inout ByteWriter) {
    guard let (feature, refusal) = stored else {
      preconditionFailure("only refusals that are stored have a stored form")
    }
    writer.write(Self.formOfFeatures)
    writer.write(feature.rawValue)
    writer.write(refusal.number)
    writer.write(UInt8(refusal.values.count))
    for value in refusal.values { writer.write(value) }
  }

  /// Reads the stored form.
  ///
  /// - Throws: ``DecodingFault``.
  package init(from reader: inout ByteReader) throws(DecodingFault) {
    let form = try reader.byte()
    guard form == Self.formOfFeatures else {
      self = try Refusal(oldForm: form, from: &reader)
      return
    }
    let number = try reader.byte()
    guard let feature = Feature(rawValue: number) else {
      throw .unknownCase("feature of a refusal", UInt64(number))
    }
    let stored = try StoredRefusal(from: &reader)
    guard let refusal = Refusal(of: feature, stored) else {
      throw .unknownCase("refusal", UInt64(stored.number))
    }
    self = refusal
  }

  /// Reads what was stored before features had forms of their own; all were of gifts then.
  private init(oldForm form: UInt8, from reader: inout ByteReader) throws(DecodingFault) {
    switch form {
    case 1:
      self = .wallet(
        .insufficientBalance(required: try reader.integer(), balance: try reader.integer()))
    case 2:
      self = .wallet(.spendingLimit(limit: try reader.integer(), left: try reader.integer()))
    case 3: self = .gift(.payment(.receiverNotCreator))
    case 4: self = .gift(.payment(.selfPayment))
    case 6: self = .gift(.outOfStock(remaining: try reader.integer()))
    case 7: self = .wallet(.amountOutOfBounds)
    case 9: self = try Refusal(oldConflict: try reader.integer())
    // 5, 8 and 10 were refusals that nobody stored.
    default: throw .unknownCase("refusal", UInt64(form))
    }
  }

  private init(oldConflict number: Int64) throws(DecodingFault) {
    switch number {
    case 1: self = .stream(.notLive)
    case 2: self = .stream(.alreadyStarted)
    case 3: self = .stream(.alreadyEnded)
    case 4: self = .creator(.alreadyApplied)
    case 5: self = .creator(.alreadyReviewed)
    case 6: self = .settings(.changedMeanwhile)
    default: throw .unknownCase("conflict", UInt64(bitPattern: number))
    }
  }
}
