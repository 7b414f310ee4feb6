/**
 * `<live-overlay room>`: gifts fly over whatever picture lies beneath it.
 *
 * It never takes a click. Gifts of one sender are merged into one row that counts up, rows are
 * capped by the height, what waits is bounded, and with `effects="off"` nothing is drawn.
 */

import { Announcer } from "../lib/announcer.js";
import { h, fill, prefersReducedMotion } from "../lib/dom.js";
import { OvationElement } from "../lib/element.js";
import { number } from "../lib/format.js";
import { styles } from "./live-overlay.styles.js";

/** @typedef {import("../lib/events.js").GiftSent} GiftSent */
/** @typedef {{ element: HTMLElement, counter: HTMLElement, count: number, timer: number }} Row */

const rowMilliseconds = 4000;
const rowHeight = 64;
const rowsMax = 5;
const waitingMax = 60;
const flightsMax = 26;
const flightsPerGift = 4;
const spotlightCoins = 350;
const spotlightsWaitingMax = 3;
const spotlightMilliseconds = 2600;
const rememberedMax = 400;

export class LiveOverlay extends OvationElement {
  static styles = [styles];
  static observedAttributes = [...OvationElement.observedAttributes, "room"];

  #sky = h("div", { class: "sky", "aria-hidden": "true" });
  #stage = h("div", { class: "spotlight", "aria-hidden": "true" });
  #list = h("div", { class: "rows", "aria-hidden": "true" });
  #region = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  #announcer = new Announcer(this.#region);
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {Map<string, GiftSent>} */
  #waiting = new Map();
  /** @type {GiftSent[]} */
  #spotlights = [];
  #isSpotlightOn = false;
  #flights = 0;
  /** @type {Set<string>} */
  #seen = new Set();

  constructor() {
    super();
    fill(this.view, this.#sky, this.#stage, this.#list, this.#region);
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    const room = this.getAttribute("room");
    if (!room) return;
    this.connection.realtime.subscribe(room, (message) => {
      if (message.type === "gift.sent") this.show(message.data);
    }, signal);
  }

  /**
   * Shows one gift; the same gift twice is shown once.
   * @param {GiftSent} gift
   */
  show(gift) {
    if (this.#seen.has(gift.giftTransactionId)) return;
    this.#remember(gift.giftTransactionId);
    this.#announcer.add(`${gift.senderName} sent ${gift.giftName}`, gift.quantity);
    if (this.getAttribute("effects") === "off" || document.hidden) return;
    this.#showRow(gift);
    if (gift.coinAmount / gift.quantity >= spotlightCoins) this.#spotlight(gift);
    else this.#fly(gift);
  }

  /** @param {string} id */
  #remember(id) {
    this.#seen.add(id);
    if (this.#seen.size <= rememberedMax) return;
    const [oldest] = this.#seen;
    this.#seen.delete(oldest);
  }

  /** @param {GiftSent} gift */
  #showRow(gift) {
    const key = `${gift.senderId} ${gift.giftId}`;
    const row = this.#rows.get(key);
    if (row) return this.#count(key, row, gift);
    if (this.#rows.size >= this.#capacity) return this.#wait(key, gift);
    this.#addRow(key, gift);
  }

  get #isTall() {
    return this.clientHeight > this.clientWidth;
  }

  get #capacity() {
    // On a tall picture the lower part may be covered by the sheet with the gifts.
    const share = this.#isTall ? 0.28 : 0.55;
    return Math.max(1, Math.min(rowsMax, Math.floor((this.clientHeight * share) / rowHeight)));
  }

  /**
   * @param {string} key
   * @param {GiftSent} gift
   */
  #wait(key, gift) {
    const same = this.#waiting.get(key);
    if (same) gift = { ...gift, quantity: same.quantity + gift.quantity };
    this.#waiting.set(key, gift);
    if (this.#waiting.size <= waitingMax) return;
    const [oldest] = this.#waiting.keys();
    this.#waiting.delete(oldest);
  }

  /**
   * @param {string} key
   * @param {GiftSent} gift
   */
  #addRow(key, gift) {
    const counter = h("b", { class: "counter" });
    const element = h("div", { class: "row", "data-gift": gift.giftId },
      h("span", { class: "avatar" }, gift.senderName.slice(0, 1)),
      h("span", { class: "words" },
        h("strong", { dir: "auto" }, gift.senderName),
        h("span", { dir: "auto" }, gift.message || gift.giftName)),
      h("img", { src: this.connection.picture(gift.imageUrl), alt: "", width: 52, height: 52 }),
      counter);
    const row = { element, counter, count: 0, timer: 0 };
    this.#rows.set(key, row);
    this.#list.append(element);
    this.#count(key, row, gift);
  }

  /**
   * @param {string} key
   * @param {Row} row
   * @param {GiftSent} gift
   */
  #count(key, row, gift) {
    const isMore = row.count > 0;
    row.count = Math.max(row.count + gift.quantity, gift.combo?.count ?? 0);
    row.counter.textContent = `×${number(row.count)}`;
    clearTimeout(row.timer);
    row.timer = setTimeout(() => this.#removeRow(key, row), rowMilliseconds);
    if (isMore && !prefersReducedMotion()) {
      row.counter.animate([{ scale: "1.7" }, { scale: "1" }], 260);
    }
  }

  /**
   * @param {string} key
   * @param {Row} row
   */
  async #removeRow(key, row) {
    this.#rows.delete(key);
    row.element.classList.add("leaving");
    const fade = row.element.animate({ opacity: [1, 0] }, 220);
    await fade.finished.catch(() => undefined);
    row.element.remove();
    const [next] = this.#waiting;
    if (!next) return;
    this.#waiting.delete(next[0]);
    this.#addRow(next[0], next[1]);
  }

  /** @param {GiftSent} gift */
  #fly(gift) {
    if (prefersReducedMotion()) return;
    const count = Math.min(gift.quantity, flightsPerGift, flightsMax - this.#flights);
    for (let index = 0; index < count; index += 1) this.#flyOne(gift, index * 110);
  }

  /**
   * @param {GiftSent} gift
   * @param {number} delay milliseconds
   */
  #flyOne(gift, delay) {
    const src = this.connection.picture(gift.imageUrl);
    const image = h("img", { src, alt: "", width: 72, height: 72 });
    const across = this.clientWidth * (0.3 + Math.random() * 0.5);
    const rise = this.clientHeight * (0.75 + Math.random() * 0.2) * (this.#isTall ? 0.62 : 1);
    const sway = (Math.random() - 0.5) * 160;
    const at = (/** @type {number} */ part, /** @type {number} */ size) =>
      `translate3d(${across + sway * Math.sin(part * 4)}px, ${-rise * part}px, 0) ` +
      `rotate(${sway * 0.12 * Math.sin(part * 6)}deg) scale(${size})`;
    this.#flights += 1;
    this.#sky.append(image);
    const flight = image.animate([
      { transform: at(0, 0.3), opacity: 0 },
      { transform: at(0.12, 1.15), opacity: 1, offset: 0.12 },
      { transform: at(0.5, 1), opacity: 1, offset: 0.5 },
      { transform: at(0.85, 0.95), opacity: 0.9, offset: 0.85 },
      { transform: at(1, 0.7), opacity: 0 },
    ], { duration: 2600 + Math.random() * 700, delay, easing: "ease-out", fill: "both" });
    flight.onfinish = flight.oncancel = () => {
      image.remove();
      this.#flights -= 1;
    };
  }

  /** @param {GiftSent} gift */
  #spotlight(gift) {
    if (this.#isSpotlightOn) {
      this.#spotlights = [...this.#spotlights, gift].slice(-spotlightsWaitingMax);
      return;
    }
    this.#isSpotlightOn = true;
    fill(this.#stage,
      h("span", { class: "rays" }),
      h("img", { src: this.connection.picture(gift.imageUrl), alt: "", width: 220, height: 220 }),
      h("strong", null, gift.giftName));
    this.#stage.classList.add("on");
    setTimeout(() => this.#endSpotlight(), spotlightMilliseconds);
  }

  #endSpotlight() {
    this.#stage.classList.remove("on");
    fill(this.#stage);
    this.#isSpotlightOn = false;
    const next = this.#spotlights.shift();
    if (next) requestAnimationFrame(() => this.#spotlight(next));
  }
}

customElements.define("live-overlay", LiveOverlay);
