/**
 * The wire shapes that the components read. `script/page-types.py` makes this file from the
 * contract; do not change it by hand.
 */

/** The integrator's own id; no control characters. */
export type ExternalId = string;

export type GiftId = string;

export type PackageId = string;

export type StreamId = string;

export type TransactionId = string;

export type PurchaseId = string;

/** Minor units of an ISO 4217 currency. */
export interface Money {
  amount: number;
  currency: string;
}

/**
 * Texts that an integrator keeps with something, in the order of the bytes of their keys: at most
 * 20, keys of 1 to 40 bytes, texts of at most 500, 4,000 bytes in all, all in UTF-8; no control
 * characters but tab and line ends. Nothing here depends on them. They are part of the request: the
 * same Idempotency-Key with others is another request. An empty object is none.
 */
export type Metadata = Record<string, string>;

export interface Supporter {
  userId: string;
  username: string;
  total: number;
  count: number;
}

export type GiftCategory = "EMOJI" | "STICKER" | "ANIMATION" | "SPECIAL_EFFECT" | "BADGE";

export type GiftRarity = "COMMON" | "RARE" | "EPIC" | "LEGENDARY";

export interface Gift {
  id: GiftId;
  name: string;
  description: string;
  coinPrice: number;
  usdPrice: Money | null;
  usageCount: number;
  category: GiftCategory;
  rarity: GiftRarity;
  imageUrl: string | null;
  animationUrl: string | null;
  thumbnailUrl: string | null;
  isFeatured: boolean;
  isLimited: boolean;
  remaining: number | null;
  sortOrder: number;
}

export interface TipOptions {
  minimum: number;
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

export interface BegunPurchase {
  purchaseId: PurchaseId;
  orderId: string;
  status: PurchaseStatus;
  coins: number;
  bonusCoins: number;
  totalCoins: number;
  isFirstPurchaseBonus: boolean;
  price: Money;
  /** Whether it is paid with play money: everything in test mode is. */
  isTest: boolean;
  gateway: string;
  paymentLink?: string | null;
  gatewayData?: Record<string, unknown>;
  newBalance?: number;
  metadata: Metadata | null;
}

export interface Purchase {
  purchaseId: PurchaseId;
  orderId: string;
  status: PurchaseStatus;
  coins: number;
  bonusCoins: number;
  totalCoins: number;
  isFirstPurchaseBonus: boolean;
  price: Money;
  /** Whether it is paid with play money: everything in test mode is. */
  isTest: boolean;
  gateway: string;
  paymentLink: string | null;
  paymentMethod: string;
  transactionId: string | null;
  failureReason: string | null;
  packageId: string | null;
  metadata: Metadata | null;
  /** When you took the payment, if you recorded it; null for what a gateway took. */
  paidAt: string | null;
  createdAt: string;
  updatedAt: string;
}

/**
 * On sale: coins and bonus as they are sold now. A bonus for the first purchase comes with
 * whichever purchase the buyer pays first.
 */
export interface Package {
  id: PackageId;
  name: string;
  coins: number;
  bonusCoins: number;
  totalCoins: number;
  isFirstPurchaseBonus: boolean;
  promotion: Promotion | null;
  price: Money;
  localPrice?: Money;
  isFeatured: boolean;
  description: string;
  icon: string | null;
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
  id: string;
  transactionId: TransactionId;
  type: LineType;
  amount: number;
  balanceBefore: number;
  balanceAfter: number;
  unit: string;
  account: "wallet" | "earnings";
  description: string;
  referenceType: string;
  referenceId: string;
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
  nextCursor: string | null;
}

/** Totals are integers in `unit`. */
export interface Dashboard {
  unit: string;
  totalEarned: number;
  platformCommission: number;
  availableBalance: number;
  pendingBalance: number;
  withdrawingBalance: number;
  totalWithdrawn: number;
  fromGifts: number;
  fromTips: number;
  fromLikes: number;
  fromPremiumStreams: number;
  fromCalls: number;
  fromViewing: number;
  byUnit: {
    unit: string;
    totalEarned: number;
    platformCommission: number;
    availableBalance: number;
    pendingBalance: number;
    withdrawingBalance: number;
    totalWithdrawn: number;
  }[];
  series: {
    day: string;
    gross: number;
    commission: number;
    net: number;
  }[];
  topSupporters: Supporter[];
  minimumWithdrawal: number;
}

export type StreamStatus = "scheduled" | "live" | "ended" | "cancelled";

export interface Stream {
  id: StreamId;
  creatorId: string | null;
  creatorName: string | null;
  title: string;
  type: string;
  status: StreamStatus;
  channel: string;
  sessionType: "broadcast_public" | "broadcast_private" | "call_2way";
  billing: string;
  ticketPrice: number;
  entryPrice: number;
  maxViewers: number | null;
  isInviteOnly: boolean;
  scheduledAt: string | null;
  startedAt: string | null;
  endedAt: string | null;
  viewerCount: number;
  giftCount: number;
  giftCoins: number;
}

export interface SignedIn {
  token: string;
  user: {
    id: ExternalId;
    username: string | null;
    displayName: string | null;
    avatarUrl: string | null;
    locale: string | null;
    country: string | null;
    createdAt: string;
    roles: ("user" | "creator" | "admin" | "service" | "recorder")[];
  };
}

export interface Platform {
  /** In test mode coins are bought with play money. */
  mode: "live" | "test";
  /** Whether anybody can sign in as a person of the demo. */
  isDemo: boolean;
  /** What a coin is called, in the singular. */
  coinName: string;
}
