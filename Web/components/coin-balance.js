/**
 * `<coin-balance>`: the signed-in person's coins and a way to more of them.
 *
 * Emits `ovation:buy-coins` when more are asked for.
 */

import { h, fill, prefersReducedMotion, sheet } from "../lib/dom.js";
import { OvationElement } from "../lib/element.js";
import { coins, number, shortNumber, unitName } from "../lib/format.js";
import { coin, icon } from "../lib/icons.js";

const countMilliseconds = 450;

const styles = sheet(`
  :host { display: inline-block; min-block-size: 44px; }

  .pill {
    display: flex;
    align-items: center;
    gap: 8px;
    block-size: 44px;
    padding-inline: 14px 4px;
    border-radius: 999px;
    background: var(--raised);
    box-shadow: inset 0 0 0 1px var(--line);
    font-weight: 700;
  }

  .pill:hover { background: var(--line); }
  .amount { min-inline-size: 3ch; text-align: start; }

  .add {
    display: grid;
    place-items: center;
    inline-size: 36px;
    block-size: 36px;
    border-radius: 50%;
    color: var(--on-gold);
    background: linear-gradient(180deg, var(--gold), var(--gold-end));
  }

  .risen .amount { animation: rise-glow 1s; }
  .stale .amount { opacity: .6; }

  @keyframes rise-glow {
    30% { color: var(--gold-text); scale: 1.15; }
  }
`);

export class CoinBalance extends OvationElement {
  static styles = [styles];

  #amount = h("span", { class: "amount" }, "–");
  #pill = h("button",
    { class: "pill", type: "button", onclick: () => this.emit("ovation:buy-coins") },
    coin(), this.#amount, h("span", { class: "add" }, icon("plus")));
  /** @type {number | null} */
  #shown = null;
  #frame = 0;

  constructor() {
    super();
    fill(this.view, this.#pill);
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.#shown = null;
    this.connection.watchBalance((state) => this.#show(state), signal);
  }

  /** @param {import("../lib/wallet.js").WalletState} state */
  #show({ balance, unit, isStale }) {
    this.#pill.classList.toggle("stale", isStale);
    if (balance === null) {
      this.#amount.textContent = "–";
      this.#pill.setAttribute("aria-label", `Buy ${unitName(2, unit)}`);
      return;
    }
    this.#pill.setAttribute("aria-label", `${coins(balance, unit)}. Buy ${unitName(2, unit)}`);
    this.#pill.title = number(balance);
    this.#countTo(balance);
  }

  /** @param {number} balance */
  #countTo(balance) {
    const from = this.#shown;
    this.#shown = balance;
    cancelAnimationFrame(this.#frame);
    if (from === null || from === balance || prefersReducedMotion() || document.hidden) {
      this.#amount.textContent = shortNumber(balance);
      return;
    }
    if (balance > from) this.#glow();
    const began = performance.now();
    const step = (/** @type {number} */ now) => {
      const part = Math.min(1, Math.max(0, (now - began) / countMilliseconds));
      this.#amount.textContent = shortNumber(Math.round(from + (balance - from) * part));
      if (part < 1) this.#frame = requestAnimationFrame(step);
    };
    this.#frame = requestAnimationFrame(step);
  }

  #glow() {
    this.#pill.classList.remove("risen");
    requestAnimationFrame(() => this.#pill.classList.add("risen"));
  }
}

customElements.define("coin-balance", CoinBalance);
