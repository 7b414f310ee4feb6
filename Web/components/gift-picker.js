/**
 * `<gift-picker receiver-id stream-id>`: choose a gift and send it.
 *
 * Emits `ovation:gift-sent` (the receipt with `gift` and `key`), `ovation:gift-refused`,
 * `ovation:insufficient-balance` ({required, balance, shortfall, purpose}) and
 * `ovation:sign-in-required`.
 */

import { h, fill, prefersReducedMotion } from "../lib/dom.js";
import { OvationElement, emptyState, failureState, skeletons } from "../lib/element.js";
import { coins, shortNumber } from "../lib/format.js";
import { coin, icon } from "../lib/icons.js";
import { roveWithin } from "../lib/roving.js";
import { styles } from "./gift-picker.styles.js";
import { SpendBar } from "./spend-bar.js";
import { spendBarStyles } from "./spend-bar.styles.js";

/** @typedef {import("../lib/types.js").Gift} Gift */

const quantityMax = 999;

export class GiftPicker extends OvationElement {
  static styles = [spendBarStyles, styles];
  static observedAttributes = [...OvationElement.observedAttributes, "receiver-id", "stream-id"];

  /** @type {Gift[]} */
  #gifts = [];
  /** @type {Gift | null} */
  #chosen = null;
  #quantity = 1;

  #grid = h("div", { class: "grid", role: "radiogroup", "aria-label": "Gifts" });
  #count = h("output", { "aria-label": "Quantity" }, "1");
  #less = this.#stepper("minus", "One less", -1);
  #more = this.#stepper("plus", "One more", 1);
  #bar = new SpendBar(this, {
    purpose: "gift",
    order: () => this.#order(),
    figure: shortNumber,
    middle: [h("div", { class: "stepper", role: "group", "aria-label": "How many" },
      this.#less, this.#count, this.#more)],
  });

  constructor() {
    super();
    fill(this.view, this.#grid, this.#bar.parts);
    roveWithin(this.#grid, () => this.#tiles(), (tile) => this.#choose(tile.dataset.gift ?? ""));
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.#bar.start(signal);
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
      if (!signal.aborted) fill(this.#grid, failureState(error, () => this.restart()));
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
      "aria-label": [gift.name, coins(gift.coinPrice, this.#bar.unit),
        left !== null && `${left} left`].filter(Boolean).join(", "),
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
    this.#bar.say();
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

  #showRow() {
    this.#count.textContent = String(this.#quantity);
    this.#less.toggleAttribute("disabled", this.#quantity === 1);
    this.#more.toggleAttribute("disabled", this.#quantity === quantityMax);
    this.#bar.price(this.#price);
  }

  /** @returns {import("./spend-bar.js").Order | null} */
  #order() {
    const gift = this.#chosen;
    if (!gift) return null;
    return {
      path: "/api/gifts/send",
      body: {
        giftId: gift.id,
        receiverId: this.getAttribute("receiver-id") ?? "",
        quantity: this.#quantity,
        streamId: this.getAttribute("stream-id") ?? undefined,
      },
      cost: this.#price,
      begun: () => this.#launch(),
      sent: (receipt, key) => this.emit("ovation:gift-sent", { ...receipt, gift, key }),
      refused: (error) => this.emit("ovation:gift-refused", { error, gift }),
    };
  }

  /** The chosen tile hops, so that the finger knows that it was felt. */
  #launch() {
    const tile = this.#tiles().find((one) => one.dataset.gift === this.#chosen?.id);
    if (prefersReducedMotion()) return;
    tile?.querySelector("img")?.animate({ scale: [1, 0.8, 1.2, 1] }, 320);
  }
}

customElements.define("gift-picker", GiftPicker);
