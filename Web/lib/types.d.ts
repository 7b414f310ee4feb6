/**
 * The wire shapes that the components read. `script/page-types.py` makes this file from the
 * contract; do not change it by hand.
 */

/**
 * The integrator's own id; no control characters. Ovation's own, usr_…, is taken in its place.
 * Where others are shown it is Ovation's own for people whose id is an e-mail address or telephone
 * number, and for everybody with ids.shown: own.
 */
export type ExternalId = string;

export type GiftId = string;

export type PackageId = string;

export type StreamId = string;

export type TransactionId = string;

export type PurchaseId = string;

/** What a purchase is called at a gateway. */
export type OrderId = string;

/** A line of a statement; unique, and in the order of time. */
export type LineId = string;

/** Of what caused the line, as referenceType says. */
export type ReferenceId = string;

/** As the gateway, or who took the money, calls it. */
export type GatewayTextId = string;

/** For the parameter cursor of the same list; null on the last page. */
export type Cursor = string;

/** Of ISO 4217. */
export type Currency = string;

/** coin, or the minor unit of a currency of ISO 4217: paise for INR, cents for USD. */
export type Unit = string;

/** Of ISO 3166. */
export type Country = string;

/** A language tag such as en-IN. */
export type Locale = string;

/** An address of http or https, or a path of our own. */
export type URL = string;

export type Link = string;

/** Minor units of an ISO 4217 currency. */
export interface Money {
  /** In the currency's minor unit, such as paise or cents. */
  amount: number;
  currency: Currency;
}

/**
 * Texts that an integrator keeps with something, in the order of the bytes of their keys: at most
 * 20, keys of 1 to 40 bytes, texts of at most 500, 4,000 bytes in all, all in UTF-8; no control
 * characters but tab and line ends. Nothing here depends on them. They are part of the request: the
 * same Idempotency-Key with others is another request. An empty object is none.
 */
export type Metadata = Record<string, string>;

export interface Supporter {
  userId: ExternalId;
  username: string;
  /** Coins. */
  total: number;
  /** How many payments, each counted once however many pieces it has. */
  count: number;
}

export type GiftCategory = "EMOJI" | "STICKER" | "ANIMATION" | "SPECIAL_EFFECT" | "BADGE";

export type GiftRarity = "COMMON" | "RARE" | "EPIC" | "LEGENDARY";

export interface Gift {
  id: GiftId;
  name: string;
  description: string;
  /** Coins. */
  coinPrice: number;
  usdPrice: Money | null;
  /** How many pieces were sent. */
  usageCount: number;
  category: GiftCategory;
  rarity: GiftRarity;
  imageUrl: URL | null;
  animationUrl: URL | null;
  thumbnailUrl: URL | null;
  isFeatured: boolean;
  isLimited: boolean;
  /** Pieces that are left; null where there is no stock. */
  remaining: number | null;
  /** A place in the order, the least first. */
  sortOrder: number;
}

export interface TipOptions {
  /** Coins. */
  minimum: number;
  /** Coins. */
  maximum: number;
  presets: number[];
}

export type PurchaseStatus =
  | "PENDING"
  | "PROCESSING"
  | "COMPLETED"
  | "FAILED"
  | "CANCELLED"
  | "REFUNDED"
  | "DISPUTED";

export type PaymentMethod =
  | "UPI"
  | "CREDIT_CARD"
  | "DEBIT_CARD"
  | "NET_BANKING"
  | "GOOGLE_PAY"
  | "APPLE_PAY"
  | "RAZORPAY"
  | "STRIPE"
  | "DODO"
  | "ALIPAY"
  | "WECHAT_PAY"
  | "SEPA_DEBIT"
  | "IDEAL"
  | "SANDBOX"
  | "OTHER";

export interface BegunPurchase {
  purchaseId: PurchaseId;
  orderId: OrderId;
  status: PurchaseStatus;
  /** Coins. */
  coins: number;
  /** Coins. */
  bonusCoins: number;
  /** Coins. */
  totalCoins: number;
  isFirstPurchaseBonus: boolean;
  price: Money;
  /** Whether it is paid with play money: everything in test mode is. */
  isTest: boolean;
  gateway: Gateway;
  paymentLink?: Link | null;
  gatewayData?: Record<string, unknown>;
  /** Coins. */
  newBalance?: number;
  metadata: Metadata | null;
}

export interface Purchase {
  purchaseId: PurchaseId;
  orderId: OrderId;
  status: PurchaseStatus;
  /** Coins. */
  coins: number;
  /** Coins. */
  bonusCoins: number;
  /** Coins. */
  totalCoins: number;
  isFirstPurchaseBonus: boolean;
  price: Money;
  /** Whether it is paid with play money: everything in test mode is. */
  isTest: boolean;
  gateway: Gateway;
  paymentLink: Link | null;
  paymentMethod: PaymentMethod;
  transactionId: GatewayTextId | null;
  failureReason: string | null;
  packageId: PackageId | null;
  metadata: Metadata | null;
  /** When you took the payment, if you recorded it; null for what a gateway took. */
  paidAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/**
 * Who takes the money; external is the integrator. What a platform does not offer is refused with
 * gateway_unsupported.
 */
export type Gateway = "sandbox" | "stripe" | "razorpay" | "dodo" | "external";

/**
 * On sale: coins and bonus as they are sold now. A bonus for the first purchase comes with
 * whichever purchase the buyer pays first.
 */
export interface Package {
  id: PackageId;
  name: string;
  /** Coins. */
  coins: number;
  /** Coins. */
  bonusCoins: number;
  /** Coins. */
  totalCoins: number;
  isFirstPurchaseBonus: boolean;
  promotion: Promotion | null;
  price: Money;
  localPrice?: Money;
  isFeatured: boolean;
  description: string;
  icon: Link | null;
  /** A place in the order, the least first. */
  sortOrder: number;
}

/** When the bonus is given: from startsAt on, and before endsAt. */
export interface Promotion {
  startsAt: string;
  endsAt: string;
}

export type LineType =
  | "PURCHASE"
  | "BONUS"
  | "GIFT_SENT"
  | "GIFT_RECEIVED"
  | "TIP_SENT"
  | "TIP_RECEIVED"
  | "STREAM_ACCESS"
  | "STREAM_EARNING"
  | "CALL_CHARGE"
  | "CALL_EARNING"
  | "VIEWING_CHARGE"
  | "VIEWING_EARNING"
  | "COMMISSION"
  | "WITHDRAWAL"
  | "REFUND"
  | "ADMIN_ADJUSTMENT";

export interface StatementLine {
  id: LineId;
  transactionId: TransactionId;
  type: LineType;
  /** In the unit beside it: coins, or the currency's minor unit. */
  amount: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  balanceBefore: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  balanceAfter: number;
  unit: Unit;
  account: "wallet" | "earnings";
  description: string;
  referenceType: string;
  referenceId: ReferenceId;
  createdAt: string;
  /**
   * Of the gift, the purchase or the adjustment; null when there was none, or when it was erased.
   */
  metadata: Metadata | null;
}

export interface StatementLinePage {
  data: StatementLine[];
  /**
   * A page looks at 200 entries, or at as many as its limit, so it can be short or empty while
   * nextCursor is not null; only null is the end. 8 entries looked at count as one call.
   */
  nextCursor: Cursor | null;
}

/** Totals are integers in `unit`. */
export interface Dashboard {
  unit: Unit;
  /** In the unit beside it: coins, or the currency's minor unit. */
  totalEarned: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  platformCommission: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  availableBalance: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  pendingBalance: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  withdrawingBalance: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  totalWithdrawn: number;
  /** In the payout unit. */
  fromGifts: number;
  /** In the payout unit; tips and likes. */
  fromTips: number;
  /** In the payout unit. */
  fromLikes: number;
  /** In the payout unit. */
  fromPremiumStreams: number;
  /** In the payout unit. */
  fromCalls: number;
  /** In the payout unit. */
  fromViewing: number;
  byUnit: UnitEarnings[];
  series: DayEarnings[];
  topSupporters: Supporter[];
  /** In the payout unit: coins, or the currency's minor unit. */
  minimumWithdrawal: number;
}

export interface UnitEarnings {
  unit: Unit;
  /** In the unit beside it: coins, or the currency's minor unit. */
  totalEarned: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  platformCommission: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  availableBalance: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  pendingBalance: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  withdrawingBalance: number;
  /** In the unit beside it: coins, or the currency's minor unit. */
  totalWithdrawn: number;
}

export interface DayEarnings {
  day: string;
  /** In the payout unit. */
  gross: number;
  /** In the payout unit. */
  commission: number;
  /** In the payout unit. */
  net: number;
}

export type StreamStatus = "scheduled" | "live" | "ended" | "cancelled";

/** Who may watch. */
export type StreamType = "public" | "private";

/** How viewers pay. What a platform does not offer is refused with feature_disabled. */
export type StreamBilling = "free" | "ticket" | "perMinute";

export interface Stream {
  id: StreamId;
  creatorId: ExternalId | null;
  creatorName: string | null;
  title: string;
  type: StreamType;
  status: StreamStatus;
  /** The room of the stream at /api/realtime. */
  channel: string;
  sessionType: "broadcast_public" | "broadcast_private" | "call_2way";
  billing: StreamBilling;
  /** Coins. */
  ticketPrice: number;
  /** Coins. */
  entryPrice: number;
  /** Viewers at once. */
  maxViewers: number | null;
  isInviteOnly: boolean;
  scheduledAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  /** Viewers. */
  viewerCount: number;
  /** Pieces of gifts. */
  giftCount: number;
  /** Coins. */
  giftCoins: number;
}

export interface SignedIn {
  /** A JWT, for Authorization: Bearer. */
  token: string;
  user: SignedInUser;
}

export interface SignedInUser {
  id: ExternalId;
  username: string | null;
  displayName: string | null;
  avatarUrl: URL | null;
  locale: Locale | null;
  country: Country | null;
  createdAt: string;
  roles: ("user" | "creator" | "admin" | "service" | "recorder")[];
}

/** What coins are called, by the plural forms of Unicode CLDR. */
export interface CoinNames {
  one: string;
  few: string;
  many: string;
  other: string;
}

export interface Platform {
  /** In test mode coins are bought with play money. */
  mode: "live" | "test";
  /** Whether anybody can sign in as a person of the demo. */
  isDemo: boolean;
  /** What a coin is called, in the singular. */
  coinName: string;
  coinNames: CoinNames;
}
