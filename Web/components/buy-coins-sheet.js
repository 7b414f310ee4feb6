/**
 * `<buy-coins-sheet>`: choose a package or an amount, review the price, pay on the gateway's own
 * page, and see how it ended. Only the server's word counts for coins that have come.
 *
 * Emits `ovation:purchase-completed` ({purchaseId, totalCoins, newBalance}) and
 * `ovation:sign-in-required`.
 */

import { pause, sentence } from "../lib/api.js";
import { h, fill } from "../lib/dom.js";
import { OvationElement, emptyState, failureState, skeletons } from "../lib/element.js";
import { coins, coinsName, coinsTitle, money } from "../lib/format.js";
import { coin, icon } from "../lib/icons.js";
import { newIdempotencyKey } from "../lib/idempotency.js";
import { platformIs } from "../lib/platform.js";
import { privateFeed } from "../lib/realtime.js";
import { sheetDialog } from "../lib/sheet.js";
import { sheetStyles } from "../lib/tokens.js";
import { amountForm } from "./amount-form.js";
import { styles } from "./buy-coins-sheet.styles.js";
import { certainCoins } from "./coin-package-card.js";

/** @typedef {import("../lib/types.js").Package} CoinPackage */
/** @typedef {import("../lib/types.js").BegunPurchase} BegunPurchase */
/** @typedef {BegunPurchase & Partial<import("../lib/types.js").Purchase>} Purchase */

const pollSecondsMax = 120;
const stillOpen = () => `The payment is still open. Its ${coinsName()} come by themselves.`;
const returnUrl = () => location.origin + location.pathname;
const getCoins = () => `Get ${coinsName()}`;
const unsettled = ["PENDING", "PROCESSING"];

export class BuyCoinsSheet extends OvationElement {
  static styles = [sheetStyles, styles];

  #shortfall = 0;
  /** What the coins are for: "gift" or "tip". */
  #purpose = "gift";
  /** Numbers the steps, so that what comes late for an earlier one changes nothing. */
  #turn = 0;
  #title = h("h2", { id: "title", tabindex: -1 });
  #body = h("div", { class: "body" });
  #dialog = sheetDialog(this.#title, () => this.close(), this.#body);

  constructor() {
    super();
    fill(this.view, this.#dialog);
    this.view.addEventListener("ovation:package-chosen", (event) => {
      event.stopPropagation();
      this.#review(/** @type {CustomEvent} */ (event).detail.package);
    });
  }

  /**
   * Opens at the list of packages, or at the review of one.
   * @param {{ shortfall?: number, purpose?: string, package?: CoinPackage }} [options]
   */
  open(options = {}) {
    const { shortfall = 0, purpose = "gift", package: offer } = options;
    if (!this.token) return this.emit("ovation:sign-in-required");
    this.#shortfall = shortfall;
    this.#purpose = purpose;
    if (!this.#dialog.open) this.#dialog.showModal();
    if (offer) this.#review(offer);
    else this.#choose();
  }

  /**
   * Opens at a purchase that the gateway's page came back from, and follows it to its end.
   * @param {string} purchaseId
   */
  follow(purchaseId) {
    if (!this.#dialog.open) this.#dialog.showModal();
    this.#settle(purchaseId);
  }

  close() {
    this.#turn += 1;
    this.#dialog.close();
  }

  /**
   * @param {string} title
   * @param {...(HTMLElement | HTMLElement[] | false)} content
   */
  #show(title, ...content) {
    this.#title.textContent = title;
    fill(this.#body, ...content);
  }

  async #choose() {
    const turn = ++this.#turn;
    this.#show(getCoins(),
      h("div", { class: "list", "aria-busy": "true" }, skeletons(4, "offer")));
    try {
      const page = await this.connection.api.get("/api/coins/packages");
      if (turn === this.#turn) this.#showPackages(page.data);
    } catch (error) {
      if (turn === this.#turn) this.#show(getCoins(), failureState(error, () => this.#choose()));
    }
  }

  /** @param {CoinPackage[]} offers */
  #showPackages(offers) {
    if (offers.length === 0) {
      return this.#show(getCoins(),
        emptyState("gift", "Nothing to buy yet", `No package of ${coinsName()} is on offer.`));
    }
    const covering = offers.filter((offer) => certainCoins(offer) >= this.#shortfall);
    const [best] = covering.sort((one, other) => certainCoins(one) - certainCoins(other));
    const cards = offers.map((offer) => {
      const card = h("coin-package-card");
      card.package = offer;
      if (this.#shortfall > 0 && offer === best) card.tag = `Covers your ${this.#purpose}`;
      return card;
    });
    this.#show(getCoins(),
      this.#shortfall > 0 && h("p", { class: "short" }, coin(),
        h("span", null, "You need ", h("b", null, coins(this.#shortfall)),
          ` more for this ${this.#purpose}.`)),
      h("div", { class: "list" }, cards),
      amountForm(this.#shortfall, this.#buyAmount()),
      h("p", { class: "assurance" }, icon("lock"),
        "You pay on the payment provider's own page. "
        + "Nothing is charged before you confirm there."));
  }

  /**
   * Begins a purchase of any amount: the server says its price, and nothing is paid yet.
   * @returns {(amount: number) => Promise<void>}
   */
  #buyAmount() {
    const key = newIdempotencyKey();
    return async (amount) => {
      const turn = this.#turn;
      /** @type {BegunPurchase} */
      const begun = await this.connection.api.post("/api/tokens/purchase",
        { amountTokens: amount, returnUrl: returnUrl() }, `${key}-${amount}`);
      if (turn !== this.#turn) return;
      const { paymentLink } = begun;
      if (!paymentLink) return this.#conclude(begun);
      this.#showReview({ ...begun, name: "Your amount" }, async () => location.assign(paymentLink));
    };
  }

  /** @param {CoinPackage} offer */
  #review(offer) {
    const intention = { offer, key: newIdempotencyKey() };
    this.#showReview({ ...offer, price: offer.localPrice ?? offer.price },
      (pay, problem) => this.#pay(intention, pay, problem));
  }

  /**
   * @param {Pick<CoinPackage, "name" | "coins" | "bonusCoins" | "totalCoins"
   *   | "isFirstPurchaseBonus" | "price">} offer
   * @param {(button: HTMLElement, problem: HTMLElement) => Promise<void>} goOn
   */
  async #showReview(offer, goOn) {
    const turn = ++this.#turn;
    const isTest = await platformIs("test", this.connection.api);
    if (turn !== this.#turn) return;
    const price = money(offer.price);
    const { bonusCoins, isFirstPurchaseBonus } = offer;
    const condition = isFirstPurchaseBonus ? ", if this is your first purchase" : "";
    const problem = h("p", { class: "problem", role: "alert" });
    const pay = h("button", { class: "button gold wide", type: "button",
      onclick: () => goOn(pay, problem) }, `Pay ${price}`);
    this.#show("Review your purchase",
      h("div", { class: "hero" }, coin(), h("strong", null, coins(certainCoins(offer))),
        h("span", { class: "muted" }, offer.name)),
      h("dl", { class: "bill" },
        this.#billLine(coinsTitle(), coins(offer.coins)),
        this.#billLine("Bonus", bonusCoins > 0 ? `+${coins(bonusCoins)}${condition}` : "None"),
        isTest && this.#billLine("Paid with", "Play money: this is test mode"),
        this.#billLine("Total", price)),
      problem,
      h("div", { class: "actions" }, pay,
        h("button", { class: "button quiet wide", type: "button", onclick: () => this.#choose() },
          "Choose another package")));
    pay.focus();
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  #billLine(name, value) {
    return h("div", null, h("dt", null, name), h("dd", null, value));
  }

  /**
   * @param {{ offer: CoinPackage, key: string }} intention
   * @param {HTMLElement} button
   * @param {HTMLElement} problem
   */
  async #pay({ offer, key }, button, problem) {
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    problem.textContent = "";
    try {
      /** @type {BegunPurchase} */
      const purchase = await this.connection.api.post("/api/coins/purchase", {
        packageId: offer.id, returnUrl: returnUrl(), currency: offer.localPrice?.currency,
      }, key);
      if (!purchase.paymentLink) return this.#settle(purchase.purchaseId);
      location.assign(purchase.paymentLink);
    } catch (error) {
      problem.textContent = sentence(error);
      button.removeAttribute("aria-disabled");
    }
  }

  /**
   * Waits for the server's word, heard on the private feed or asked for.
   * @param {string} purchaseId
   */
  async #settle(purchaseId) {
    const turn = ++this.#turn;
    this.#show("Payment", h("div", { class: "state", role: "status" },
      h("span", { class: "spinner" }), h("strong", null, "Confirming your payment"),
      h("p", null, `This takes a moment. You can close this window, the ${coinsName()} come anyway.`)));
    const heard = new AbortController();
    this.connection.realtime.subscribe(privateFeed, ({ type, data }) => {
      if (type === "purchase.completed" && data.purchaseId === purchaseId) heard.abort();
    }, heard.signal);
    try {
      const purchase = await this.#poll(purchaseId, turn, heard.signal);
      if (purchase && turn === this.#turn) this.#conclude(purchase);
    } catch (error) {
      if (turn !== this.#turn) return;
      this.#show("Payment", failureState(error, () => this.#settle(purchaseId)));
    } finally {
      heard.abort();
    }
  }

  /**
   * @param {string} purchaseId
   * @param {number} turn
   * @param {AbortSignal} heard aborts when the private feed says that it is done
   * @returns {Promise<Purchase | null>} nothing when the sheet has moved on
   */
  async #poll(purchaseId, turn, heard) {
    const until = Date.now() + pollSecondsMax * 1000;
    for (let wait = 400; turn === this.#turn; wait = Math.min(5000, wait * 1.5)) {
      const path = "/api/coins/verify-payment";
      const answer = await this.connection.api.post(path, { purchaseId });
      if (!unsettled.includes(answer.status)) {
        return { ...(await this.#read(purchaseId)), ...answer };
      }
      if (Date.now() > until) throw new Error(stillOpen());
      await Promise.race([
        pause(wait),
        new Promise((resolve) => heard.addEventListener("abort", resolve, { once: true })),
      ]);
    }
    return null;
  }

  /**
   * @param {string} purchaseId
   * @returns {Promise<Purchase>}
   */
  #read(purchaseId) {
    return this.connection.api.get(`/api/coins/purchases/${encodeURIComponent(purchaseId)}`);
  }

  /** @param {Purchase} purchase */
  #conclude(purchase) {
    if (purchase.status !== "COMPLETED") return this.#showRefusal(purchase);
    const { purchaseId, totalCoins, newBalance } = purchase;
    if (newBalance !== undefined) this.connection.wallet.announce(newBalance);
    else this.connection.wallet.refresh();
    const done = h("button", { class: "button primary wide", type: "button",
      onclick: () => this.close() }, "Done");
    this.#show("Payment complete",
      h("div", { class: "hero success", role: "status" },
        h("span", { class: "halo" }, coin()),
        h("strong", null, `+${coins(totalCoins)}`),
        h("span", { class: "muted" }, "They are in your balance.")),
      h("div", { class: "actions" }, done));
    done.focus();
    this.emit("ovation:purchase-completed", { purchaseId, totalCoins, newBalance });
  }

  /** @param {Purchase} purchase */
  #showRefusal(purchase) {
    const isCancelled = purchase.status === "CANCELLED";
    const title = isCancelled ? "Payment cancelled" : "Payment failed";
    const again = h("button", { class: "button gold wide", type: "button",
      onclick: () => this.#choose() }, "Choose a package");
    this.#show(title,
      h("div", { class: "state", role: "alert" }, icon("alert"), h("strong", null, title),
        h("p", null, purchase.failureReason ?? ""), h("p", null, "You were not charged.")),
      h("div", { class: "actions" }, again));
    again.focus();
  }
}

customElements.define("buy-coins-sheet", BuyCoinsSheet);
