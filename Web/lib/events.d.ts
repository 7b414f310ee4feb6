/** The shapes of real-time messages; `docs/realtime.md` is their contract. */

import type { GiftReceipt } from "./types.js";

/** The data of `gift.sent`, which a room receives for a gift. */
export interface GiftSent {
  giftTransactionId: string;
  giftId: string;
  giftName: string;
  imageUrl: string | null;
  senderId: string;
  senderName: string;
  quantity: number;
  coinAmount: number;
  combo?: GiftReceipt["combo"] | null;
  message?: string | null;
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
