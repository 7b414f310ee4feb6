package import Money

/// The owner of accounts and rows: a person, a thing such as a gift, or the platform.
///
/// A positive number is the identifier of an entity; a negative one is one writer's share of the
/// platform, so that writers share no row; 0 owns the settings of the whole platform.
package struct OwnerID: Hashable, Sendable, Comparable {
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }

  /// The entity as an owner.
  package init<Entity>(_ identifier: Identifier<Entity>) { rawValue = identifier.rawValue }

  /// The owner of one writer's platform accounts; reads sum over all writers.
  package static func platform(_ writer: WriterID) -> OwnerID {
    OwnerID(rawValue: -Int64(writer.rawValue))
  }

  /// The owner of rows that exist once for the whole platform.
  package static let global = OwnerID(rawValue: 0)

  /// Whether this is a writer's share of the platform.
  package var isPlatform: Bool { rawValue < 0 }

  package static func < (left: OwnerID, right: OwnerID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// The purpose of an account.
///
/// The numbers are stored and never reused.
package enum AccountKind: UInt8, Sendable, CaseIterable {
  /// A person's spendable coins.
  case wallet = 1
  /// Coins of a disputed purchase.
  case frozen = 2
  /// Earnings that have not matured.
  case pending = 3
  /// A creator's withdrawable balance.
  case earnings = 4
  /// Earnings reserved by open withdrawals.
  case withdrawing = 5
  /// A person's debt after a claw-back; may be negative.
  case debt = 6
  /// Coins sold.
  case issued = 16
  /// Bonus coins given away.
  case promotion = 17
  /// The platform's share of what is spent.
  case commission = 18
  /// What the platform adds if a creator's rate does not derive from the coins.
  case subsidy = 19
  /// Conversions between units.
  case conversion = 20
  /// Paid out.
  case paidOut = 21
  /// Corrections by an admin, with a reason.
  case adjustment = 22
  /// Revenue from selling packages, in a currency.
  case sales = 23
  /// Fees of gateways, in a currency.
  case gatewayFees = 24
  /// Receivable from the sandbox gateway.
  case clearingSandbox = 32
  /// Receivable from Stripe.
  case clearingStripe = 33
  /// Receivable from Razorpay.
  case clearingRazorpay = 34
  /// Receivable from Dodo Payments.
  case clearingDodo = 35
  /// Receivable of payments that the integrator took by their own means.
  case clearingExternal = 36

  /// Whether the balance must not be negative: true for a person's own money.
  package var staysNonNegative: Bool {
    switch self {
    case .wallet, .frozen, .pending, .earnings, .withdrawing: true
    case .debt, .issued, .promotion, .commission, .subsidy, .conversion, .paidOut, .adjustment,
      .sales, .gatewayFees, .clearingSandbox, .clearingStripe, .clearingRazorpay, .clearingDodo,
      .clearingExternal:
      false
    }
  }
}

/// The identity of an account: owner, kind and unit.
package struct AccountKey: Hashable, Sendable {
  package let owner: OwnerID
  package let kind: AccountKind
  package let unit: AmountUnit

  package init(_ owner: OwnerID, _ kind: AccountKind, _ unit: AmountUnit) {
    self.owner = owner
    self.kind = kind
    self.unit = unit
  }
}
