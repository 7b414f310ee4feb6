/**
 * `<live-overlay room>`: gifts and tips fly over whatever picture lies beneath it.
 *
 * It never takes a click. What one sender sends alike is merged into one row that counts up, rows
 * are capped by the height, what waits is bounded, and with `effects="off"` nothing is drawn.
 */

import { Announcer } from "../lib/announcer.js";
import { h, fill, prefersReducedMotion } from "../lib/dom.js";
import { OvationElement } from "../lib/element.js";
import { coins, initial, number } from "../lib/format.js";
import { coin } from "../lib/icons.js";
import { OverlayRows } from "../lib/overlay-rows.js";
import { styles } from "./live-overlay.styles.js";

/** @typedef {import("../lib/events.js").GiftSent} GiftSent */
/** @typedef {import("../lib/events.js").TipSent} TipSent */

const rowHeight = 64;
const rowsMax = 5;
/** Characters that take more than two rows on a phone. */
const longWords = 100;
const flightsMax = 26;
const flightsPerGift = 4;
const spotlightCoins = 350;
const spotlightsWaitingMax = 3;
const spotlightMilliseconds = 2600;
const rememberedMax = 400;
const coinPicture = "/web/images/coin.svg";

export class LiveOverlay extends OvationElement {
  static styles = [styles];
  static observedAttributes = [...OvationElement.observedAttributes, "room"];

  #sky = h("div", { class: "sky", "aria-hidden": "true" });
  #stage = h("div", { class: "spotlight", "aria-hidden": "true" });
  #list = h("div", { class: "rows", "aria-hidden": "true" });
  #region = h("p", { class: "visually-hidden", role: "status", "aria-live": "polite" });
  #announcer = new Announcer(this.#region);
  #rows = new OverlayRows(this.#list, () => this.#capacity);
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
      else if (message.type === "tip.sent") this.showTip(message.data);
    }, signal);
  }

  /**
   * Shows one gift; the same gift twice is shown once.
   * @param {GiftSent} gift
   */
  show(gift) {
    if (!this.#isNews(gift.giftTransactionId)) return;
    const subject = `${gift.senderName} sent ${gift.giftName}`;
    this.#announcer.add(subject, gift.quantity);
    if (this.#isHidden) return;
    const count = Math.max(gift.quantity, gift.combo?.count ?? 0);
    this.#rows.add(this.#giftRows, { ...gift, count });
    if (gift.coinAmount / gift.quantity >= spotlightCoins) this.#spotlight(gift);
    else this.#fly(this.connection.picture(gift.imageUrl), gift.quantity);
  }

  /**
   * Shows one tip, or several that the server has merged; the same twice is shown once.
   * @param {TipSent} tip
   */
  showTip(tip) {
    if (!this.#isNews(tip.tipId)) return;
    const words = tip.message ? `: ${tip.message}` : "";
    this.#announcer.add(`${tip.senderName} ${tip.message ?? ""}`, tip.amountTokens,
      (sum) => `${tip.senderName} tipped ${coins(sum)}${words}`);
    if (this.#isHidden) return;
    this.#rows.add(this.#tipRows, tip);
    this.#fly(this.connection.picture(coinPicture), tip.tipCount + 1);
  }

  get #isHidden() {
    return this.getAttribute("effects") === "off" || document.hidden;
  }

  /**
   * Remembers an id, and says whether it is a new one.
   * @param {string} id
   */
  #isNews(id) {
    if (this.#seen.has(id)) return false;
    this.#remember(id);
    return true;
  }

  /** @param {string} id */
  #remember(id) {
    this.#seen.add(id);
    if (this.#seen.size <= rememberedMax) return;
    const [oldest] = this.#seen;
    this.#seen.delete(oldest);
  }

  get #isTall() {
    return this.clientHeight > this.clientWidth;
  }

  get #capacity() {
    // On a tall picture the lower part may be covered by the sheet with the gifts.
    const share = this.#isTall ? 0.28 : 0.55;
    return Math.max(1, Math.min(rowsMax, Math.floor((this.clientHeight * share) / rowHeight)));
  }

  /** @type {import("../lib/overlay-rows.js").Kind<GiftSent & { count: number }>} */
  #giftRows = {
    key: (gift) => `gift ${gift.senderId} ${gift.giftId}`,
    height: () => 1,
    merge: (known, more) =>
      ({ ...known, count: Math.max(known.count + more.quantity, more.combo?.count ?? 0) }),
    draw: (gift) => {
      const counter = h("b", { class: "counter" });
      const element = this.#row("row", gift.senderName, gift.message || gift.giftName,
        h("img", { src: this.connection.picture(gift.imageUrl), alt: "", width: 52, height: 52 }),
        counter);
      element.dataset.gift = gift.giftId;
      return { element, show: ({ count }, isMore) => tell(counter, `×${number(count)}`, isMore) };
    },
  };

  /** @type {import("../lib/overlay-rows.js").Kind<TipSent>} */
  #tipRows = {
    // Words are paid for: only tips that say the same share a row.
    key: (tip) => `tip ${tip.senderId} ${tip.message ?? ""}`,
    height: ({ message }) => (!message ? 1 : message.length > longWords ? 3 : 2),
    merge: (known, more) => ({ ...known, tipCount: known.tipCount + more.tipCount,
      amountTokens: known.amountTokens + more.amountTokens }),
    draw: (tip) => {
      const counter = h("b", { class: "counter" });
      const times = h("span", { class: "times" });
      const element = this.#row("row tip", tip.senderName, tip.message, times, coin(), counter);
      return { element, show: ({ amountTokens, tipCount }, isMore) => {
        times.textContent = tipCount > 1 ? `${number(tipCount)} tips` : "";
        tell(counter, number(amountTokens), isMore);
      } };
    },
  };

  /**
   * Who sends, their words, and what they send; all of it text and never markup.
   * @param {string} name
   * @param {string} sender
   * @param {string | null} words
   * @param {...Element} what
   */
  #row(name, sender, words, ...what) {
    return h("div", { class: name },
      h("span", { class: "avatar" }, initial(sender)),
      h("span", { class: "words" }, h("strong", { dir: "auto" }, sender),
        words && h("span", { dir: "auto" }, words)),
      ...what);
  }

  /**
   * @param {string} picture
   * @param {number} wanted how many fly when there is room for them
   */
  #fly(picture, wanted) {
    if (prefersReducedMotion()) return;
    const count = Math.min(wanted, flightsPerGift, flightsMax - this.#flights);
    for (let index = 0; index < count; index += 1) this.#flyOne(picture, index * 110);
  }

  /**
   * @param {string} src
   * @param {number} delay milliseconds
   */
  #flyOne(src, delay) {
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

/**
 * Puts a new figure, which hops when it has grown.
 * @param {HTMLElement} counter
 * @param {string} text
 * @param {boolean} isMore
 */
function tell(counter, text, isMore) {
  counter.textContent = text;
  if (isMore && !prefersReducedMotion()) {
    counter.animate([{ scale: "1.7" }, { scale: "1" }], 260);
  }
}

customElements.define("live-overlay", LiveOverlay);
