/** The wire shapes that the components read; `openapi.yaml` is the contract. */

export interface Money {
  /** Minor units of the currency. */
  amount: number;
  /** ISO 4217. */
  currency: string;
}

export interface Page<Row> {
  data: Row[];
  nextCursor: string | null;
}

export interface User {
  id: string;
  username: string;
  displayName: string;
  roles: string[];
}

export interface Balance {
  balance: number;
  totalPurchased: number;
  totalSpent: number;
  totalEarned: number;
  debt: number;
  unit: string;
}

export interface CoinPackage {
  id: string;
  name: string;
  coins: number;
  bonusCoins: number;
  totalCoins: number;
  price: Money;
  localPrice?: Money | null;
  /** Whether the bonus comes only with the first purchase that is paid. */
  isFirstPurchaseBonus: boolean;
  isFeatured: boolean;
  description: string | null;
}

export interface Purchase {
  purchaseId: string;
  status: string;
  coins: number;
  bonusCoins: number;
  totalCoins: number;
  isFirstPurchaseBonus: boolean;
  price?: Money;
  paymentLink?: string;
  failureReason?: string | null;
  newBalance?: number;
}

export type Rarity = "COMMON" | "RARE" | "EPIC" | "LEGENDARY";

export interface Gift {
  id: string;
  name: string;
  coinPrice: number;
  category: string;
  rarity: Rarity;
  imageUrl: string | null;
  animationUrl: string | null;
  isFeatured: boolean;
  isLimited: boolean;
  remaining: number | null;
}

export interface Combo {
  id: string;
  count: number;
}

export interface GiftReceipt {
  giftTransactionId: string;
  giftId: string;
  receiverId: string;
  quantity: number;
  coinAmount: number;
  newBalance: number;
  combo: Combo | null;
}

/** What a room hears of a gift: the data of `gift.sent`. */
export interface GiftSent {
  giftTransactionId: string;
  giftId: string;
  giftName: string;
  imageUrl: string | null;
  senderId: string;
  senderName: string;
  quantity: number;
  coinAmount: number;
  combo?: Combo | null;
  message?: string | null;
}

export interface Stream {
  id: string;
  creatorId: string;
  title: string;
  creatorName?: string;
  status: string;
  channel: string;
  startedAt: string | null;
  viewerCount: number;
  giftCount: number;
  giftCoins: number;
}

export interface StatementLine {
  id: string;
  type: string;
  amount: number;
  balanceAfter: number;
  unit: string;
  description: string | null;
  createdAt: string;
}

export interface EarningsDay {
  day: string;
  gross: number;
  commission: number;
  net: number;
}

export interface Dashboard {
  unit: string;
  totalEarned: number;
  platformCommission: number;
  availableBalance: number;
  pendingBalance: number;
  totalWithdrawn: number;
  fromGifts: number;
  fromTips: number;
  fromPremiumStreams: number;
  fromCalls: number;
  fromViewing: number;
  series: EarningsDay[];
  topSupporters: { userId: string; username: string; total: number }[];
  minimumWithdrawal: number;
}

/** The data of `earnings.updated`. */
export interface EarningsUpdated {
  unit: string;
  availableBalance: number;
  totalEarned: number;
  source: string;
  gross: number;
  commission: number;
  net: number;
}

/** One message of the real-time door. */
export interface RealtimeMessage {
  type: string;
  room?: string;
  id?: number;
  lastId?: number;
  gap?: boolean;
  data?: any;
}
