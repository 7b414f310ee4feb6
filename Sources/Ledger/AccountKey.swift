package import Money

/// Who owns accounts and rows: a person, a thing such as a gift, or the platform.
///
/// A positive number is the identifier of an entity; a negative one is the platform as seen by
/// one writer, so that no row is shared between nodes; 0 is the settings of the whole platform.
package struct OwnerID: Hashable, Sendable, Comparable {
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }

  /// The owner that an entity's identifier names.
  package init<Entity>(_ identifier: Identifier<Entity>) { rawValue = identifier.rawValue }

  /// The platform's accounts of one writer; summed on read.
  package static func platform(_ writer: WriterID) -> OwnerID {
    OwnerID(rawValue: -Int64(writer.rawValue))
  }

  /// What exists once for the whole platform.
  package static let global = OwnerID(rawValue: 0)

  /// Whether this is the platform as seen by some writer.
  package var isPlatform: Bool { rawValue < 0 }

  package static func < (left: OwnerID, right: OwnerID) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What an account is for.
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
  /// What a person owes after a claw-back; may be negative.
  case debt = 6
  /// Coins sold.
  case issued = 16
  /// Bonus coins given away.
  case promotion = 17
  /// The platform's share of what is spent.
  case commission = 18
  /// What the platform adds where a creator's rate is not derived from the coins.
  case subsidy = 19
  /// Where value changes its unit.
  case conversion = 20
  /// What left as payouts.
  case paidOut = 21
  /// Corrections by an admin, with a reason.
  case adjustment = 22
  /// Revenue from selling packages, in a currency.
  case sales = 23
  /// What gateways keep, in a currency.
  case gatewayFees = 24
  /// Money on its way from the sandbox gateway.
  case clearingSandbox = 32
  /// Money on its way from Stripe.
  case clearingStripe = 33
  /// Money on its way from Razorpay.
  case clearingRazorpay = 34
  /// Money on its way from Dodo Payments.
  case clearingDodo = 35

  /// Whether a balance below zero is a bug: a person's own money.
  package var staysNonNegative: Bool {
    switch self {
    case .wallet, .frozen, .pending, .earnings, .withdrawing: true
    case .debt, .issued, .promotion, .commission, .subsidy, .conversion, .paidOut, .adjustment,
      .sales, .gatewayFees, .clearingSandbox, .clearingStripe, .clearingRazorpay, .clearingDodo:
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
