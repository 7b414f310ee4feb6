/**
 * `<gift-picker receiver-id stream-id>`: choose a gift and send it.
 *
 * Emits `ovation:gift-sent` (the receipt with `gift` and `key`), `ovation:gift-refused`,
 * `ovation:insufficient-balance` ({required, balance, shortfall}) and `ovation:sign-in-required`.
 */

import { ApiProblem, sentence } from "../lib/api.js";
import { h, fill, prefersReducedMotion } from "../lib/dom.js";
import { OvationElement, emptyState, failureState, skeletons } from "../lib/element.js";
import { coins, number, shortNumber, unitName } from "../lib/format.js";
import { coin, icon } from "../lib/icons.js";
import { newIdempotencyKey } from "../lib/idempotency.js";
import { roveWithin } from "../lib/roving.js";
import { styles } from "./gift-picker.styles.js";

/** @typedef {import("../lib/types.js").Gift} Gift */
/** @typedef {import("../lib/types.js").GiftReceipt} GiftReceipt */

const quantityMax = 999;
const wordsMax = 200;

/**
 * @typedef {object} Intention one press of Send
 * @property {Gift} gift
 * @property {number} quantity
 * @property {string | undefined} message
 * @property {string} key
 */

export class GiftPicker extends OvationElement {
  static styles = [styles];
  static observedAttributes = [...OvationElement.observedAttributes, "receiver-id", "stream-id"];

  /** @type {Gift[]} */
  #gifts = [];
  /** @type {Gift | null} */
  #chosen = null;
  #quantity = 1;
  #balance = 0;
  #unit = "coin";

  #grid = h("div", { class: "grid", role: "radiogroup", "aria-label": "Gifts" });
  #have = h("b", null, "–");
  #total = h("b", null, "–");
  #count = h("output", { "aria-label": "Quantity" }, "1");
  #less = this.#stepper("minus", "One less", -1);
  #more = this.#stepper("plus", "One more", 1);
  #send = h("button",
    { class: "button send primary", type: "button", onclick: () => this.#press() });
  #message = h("p", { class: "message", role: "alert" });
  #words = h("input", { type: "text", maxlength: wordsMax, autocomplete: "off",
    enterkeyhint: "send", placeholder: "Add a message", "aria-label": "Message with the gift",
    onkeydown: (/** @type {KeyboardEvent} */ { key, isComposing }) => {
      if (key === "Enter" && !isComposing) this.#press();
    } });

  constructor() {
    super();
    const row = h("div", { class: "row" },
      h("div", { class: "figure" }, h("span", null, "Balance"), this.#have),
      h("div", { class: "stepper", role: "group", "aria-label": "How many" },
        this.#less, this.#count, this.#more),
      h("div", { class: "figure" }, h("span", null, "Total"), this.#total),
      this.#send);
    fill(this.view, this.#grid, this.#message, h("div", { class: "words" }, this.#words), row);
    roveWithin(this.#grid, () => this.#tiles(), (tile) => this.#choose(tile.dataset.gift ?? ""));
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.connection.watchBalance((state) => {
      this.#balance = state.balance ?? 0;
      this.#unit = state.unit;
      this.#have.textContent = state.balance === null ? "–" : shortNumber(state.balance);
      this.#showRow();
    }, signal);
    if (this.#gifts.length === 0) this.#load(signal);
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    fill(this.#grid, skeletons(8, "tile"));
    this.#grid.setAttribute("aria-busy", "true");
    try {
      const gifts = await this.connection.gifts();
      if (!signal.aborted) this.#showGifts(gifts);
    } catch (error) {
      fill(this.#grid, failureState(error, () => this.restart()));
    } finally {
      this.#grid.removeAttribute("aria-busy");
    }
  }

  /** @param {Gift[]} gifts */
  #showGifts(gifts) {
    this.#gifts = gifts;
    if (gifts.length === 0) {
      fill(this.#grid, emptyState("gift", "No gifts yet", "The catalog is empty."));
      return;
    }
    fill(this.#grid, gifts.map((gift) => this.#tile(gift)));
    this.#choose((gifts.find((gift) => gift.isFeatured) ?? gifts[0]).id);
    performance.mark("ovation:gifts-ready");
  }

  /** @param {Gift} gift */
  #tile(gift) {
    const left = gift.isLimited && gift.remaining !== null ? gift.remaining : null;
    const image = this.connection.picture(gift.imageUrl);
    return h("button", {
      class: `tile ${gift.rarity.toLowerCase()}`, type: "button", role: "radio",
      "aria-checked": "false", tabindex: -1, "data-gift": gift.id,
      "aria-label": [gift.name, coins(gift.coinPrice, this.#unit), left !== null && `${left} left`]
        .filter(Boolean).join(", "),
      onclick: () => this.#choose(gift.id),
    },
      left !== null && h("span", { class: "badge" }, `${shortNumber(left)} left`),
      h("img", { src: image, alt: "", width: 56, height: 56, decoding: "async" }),
      h("span", { class: "name" }, gift.name),
      h("span", { class: "price" }, coin(), shortNumber(gift.coinPrice)));
  }

  /** @returns {HTMLElement[]} */
  #tiles() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.#grid.querySelectorAll("[data-gift]"))];
  }

  /** @param {string} giftId */
  #choose(giftId) {
    if (giftId !== this.#chosen?.id) this.#quantity = 1;
    this.#chosen = this.#gifts.find((gift) => gift.id === giftId) ?? null;
    for (const tile of this.#tiles()) {
      const isChosen = tile.dataset.gift === giftId;
      tile.setAttribute("aria-checked", String(isChosen));
      tile.tabIndex = isChosen ? 0 : -1;
    }
    this.#showMessage("");
    this.#showRow();
  }

  /**
   * @param {"plus" | "minus"} name
   * @param {string} label
   * @param {number} step
   */
  #stepper(name, label, step) {
    return h("button", { type: "button", "aria-label": label, onclick: () => this.#step(step) },
      icon(name));
  }

  /** @param {number} step */
  #step(step) {
    this.#quantity = Math.min(quantityMax, Math.max(1, this.#quantity + step));
    this.#showRow();
  }

  get #price() {
    return (this.#chosen?.coinPrice ?? 0) * this.#quantity;
  }

  get #shortfall() {
    return this.token ? Math.max(0, this.#price - this.#balance) : 0;
  }

  #showRow() {
    this.#count.textContent = String(this.#quantity);
    this.#total.textContent = this.#chosen ? shortNumber(this.#price) : "–";
    this.#less.toggleAttribute("disabled", this.#quantity === 1);
    this.#more.toggleAttribute("disabled", this.#quantity === quantityMax);
    const isShort = this.#shortfall > 0;
    this.#send.classList.toggle("gold", isShort);
    this.#send.classList.toggle("primary", !isShort);
    this.#send.textContent = isShort
      ? `Get ${number(this.#shortfall)} ${unitName(this.#shortfall, this.#unit)}`
      : this.token ? "Send" : "Sign in";
  }

  #press() {
    const gift = this.#chosen;
    if (!this.token) return this.emit("ovation:sign-in-required");
    if (!gift) return;
    if (this.#shortfall > 0) return this.#askForCoins(this.#price, this.#balance, this.#shortfall);
    this.#launch();
    const message = this.#words.value.trim() || undefined;
    this.#words.value = "";
    this.#sendGift({ gift, quantity: this.#quantity, message, key: newIdempotencyKey() });
  }

  /**
   * Takes the coins off at once and gives them back if the server says no.
   * @param {Intention} intention
   */
  async #sendGift(intention) {
    const { gift, quantity, key } = intention;
    const { api, wallet } = this.connection;
    const debit = wallet.spend(gift.coinPrice * quantity);
    this.#showMessage("");
    try {
      /** @type {GiftReceipt} */
      const receipt = await api.post("/api/gifts/send", this.#body(intention), key);
      debit.settle(receipt.newBalance);
      this.emit("ovation:gift-sent", { ...receipt, gift, key });
    } catch (error) {
      debit.rollback();
      this.#refused(error, intention);
    }
  }

  /** @param {Intention} intention */
  #body({ gift, quantity, message }) {
    const streamId = this.getAttribute("stream-id") ?? undefined;
    const receiverId = this.getAttribute("receiver-id") ?? "";
    return { giftId: gift.id, receiverId, quantity, streamId, message };
  }

  /**
   * @param {unknown} error
   * @param {Intention} intention
   */
  #refused(error, intention) {
    this.emit("ovation:gift-refused", { error, gift: intention.gift });
    if (this.#words.value === "") this.#words.value = intention.message ?? "";
    if (error instanceof ApiProblem && error.code === "insufficient_balance") {
      const { required, balance, shortfall } = error.facts;
      this.connection.wallet.announce(balance);
      return this.#askForCoins(required, balance, shortfall);
    }
    const isUnknown = !(error instanceof ApiProblem) || error.isRetryable;
    this.#showMessage(
      `${sentence(error)} Your ${unitName(2, this.#unit)} are back.`,
      // The same key again: if the first try did arrive, this one only fetches its answer.
      isUnknown ? () => this.#sendGift(intention) : null,
    );
    this.connection.wallet.refresh();
  }

  /**
   * @param {number} required
   * @param {number} balance
   * @param {number} shortfall
   */
  #askForCoins(required, balance, shortfall) {
    this.emit("ovation:insufficient-balance", { required, balance, shortfall });
  }

  /** The chosen tile hops, so that the finger knows that it was felt. */
  #launch() {
    const tile = this.#tiles().find((one) => one.dataset.gift === this.#chosen?.id);
    if (prefersReducedMotion()) return;
    tile?.querySelector("img")?.animate({ scale: [1, 0.8, 1.2, 1] }, 320);
  }

  /**
   * @param {string} text
   * @param {(() => void) | null} [retry]
   */
  #showMessage(text, retry = null) {
    fill(this.#message, text,
      retry && h("button", { class: "retry", type: "button", onclick: retry }, "Try again"));
  }
}

customElements.define("gift-picker", GiftPicker);
