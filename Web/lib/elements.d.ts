/** The components, so that `h("gift-picker")` has its true type. */

import type { BuyCoinsSheet } from "../components/buy-coins-sheet.js";
import type { CoinBalance } from "../components/coin-balance.js";
import type { CoinPackageCard } from "../components/coin-package-card.js";
import type { EarningsCard } from "../components/earnings-card.js";
import type { EarningsChart } from "../components/earnings-chart.js";
import type { GiftButton } from "../components/gift-button.js";
import type { GiftPicker } from "../components/gift-picker.js";
import type { LiveOverlay } from "../components/live-overlay.js";
import type { TipButton } from "../components/tip-button.js";
import type { TipForm } from "../components/tip-form.js";
import type { TransactionList } from "../components/transaction-list.js";

declare global {
  interface HTMLElementTagNameMap {
    "buy-coins-sheet": BuyCoinsSheet;
    "coin-balance": CoinBalance;
    "coin-package-card": CoinPackageCard;
    "earnings-card": EarningsCard;
    "earnings-chart": EarningsChart;
    "gift-button": GiftButton;
    "gift-picker": GiftPicker;
    "live-overlay": LiveOverlay;
    "tip-button": TipButton;
    "tip-form": TipForm;
    "transaction-list": TransactionList;
  }
}
