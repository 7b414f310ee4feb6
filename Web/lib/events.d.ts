/** The shapes of real-time messages; `docs/realtime.md` is their contract. */

/** The data of `gift.sent`. */
export interface GiftSent {
  giftTransactionId: string;
  giftId: string;
  giftName: string;
  imageUrl: string | null;
  /** Null for a crowd. */
  senderId: string | null;
  senderName: string;
  quantity: number;
  coinAmount: number;
  combo?: { id: string; count: number } | null;
  message?: string | null;
}

/** The data of `tip.sent`, in a room and on the feed of the creator. */
export interface TipSent {
  /** Of the newest one when several are merged. */
  tipId: string;
  /** Null for a crowd. */
  senderId: string | null;
  senderName: string;
  /** Coins of all that are merged. */
  amountTokens: number;
  /** How many tips this is. */
  tipCount: number;
  message: string | null;
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
