/**
 * `<tip-form creator-id stream-id presets>`: choose an amount and send it as a tip. `presets` are
 * amounts with commas between, in place of those of the settings.
 *
 * Emits `ovation:tip-sent` (the receipt with `key`), `ovation:tip-refused` ({error}),
 * `ovation:insufficient-balance` ({required, balance, shortfall, purpose}) and
 * `ovation:sign-in-required`.
 */

import { h, fill } from "../lib/dom.js";
import { OvationElement, failureState, skeletons } from "../lib/element.js";
import { coins, coinsName, number, wholeNumber } from "../lib/format.js";
import { coin } from "../lib/icons.js";
import { roveWithin } from "../lib/roving.js";
import { SpendBar } from "./spend-bar.js";
import { spendBarStyles } from "./spend-bar.styles.js";
import { forgetDraft, keepDraft, keptDraft } from "./tip-draft.js";
import { styles } from "./tip-form.styles.js";

/** @typedef {import("../lib/types.js").TipOptions} TipOptions */

const presetsMax = 8;

export class TipForm extends OvationElement {
  static styles = [spendBarStyles, styles];
  static observedAttributes =
    [...OvationElement.observedAttributes, "creator-id", "stream-id", "presets"];

  /** @type {TipOptions | null} */
  #options = null;
  /** NaN while the field holds no whole number. */
  #amount = 0;

  #choices = h("div", { class: "choices", role: "radiogroup", "aria-label": "Amount of the tip" });
  #input = h("input", { id: "amount", type: "text", inputmode: "numeric", autocomplete: "off",
    maxlength: 13, "aria-describedby": "amount-problem", oninput: () => this.#typed(),
    onkeydown: (/** @type {KeyboardEvent} */ { key, isComposing }) => {
      if (key === "Enter" && !isComposing) this.#bar.press();
    } });
  #problem = h("p", { class: "problem", id: "amount-problem", role: "alert" });
  #label = h("label", { for: "amount" });
  #missing = h("p", { class: "missing", role: "status" });
  #bar = new SpendBar(this, {
    purpose: "tip",
    isOneAtATime: true,
    order: () => this.#order(),
    changed: () => this.#changed(),
  });

  constructor() {
    super();
    fill(this.view,
      h("div", { class: "body" }, this.#choices,
        this.#label, this.#input, this.#problem),
      this.#missing, this.#bar.parts);
    roveWithin(this.#choices, () => this.#tiles(), (tile) => this.#choose(amountOf(tile)));
    this.addEventListener("ovation:insufficient-balance", () => this.#keep());
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.#label.textContent = `Another amount of ${coinsName()}`;
    this.#bar.start(signal);
    if (this.#options) this.#showChoices(this.#options);
    else this.#load(signal);
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    fill(this.#choices, skeletons(4, "choice"));
    try {
      /** @type {TipOptions} */
      const options = await this.connection.api.get("/api/tips/options");
      if (signal.aborted) return;
      this.#options = options;
      this.#showChoices(options);
      this.#begin();
    } catch (error) {
      if (!signal.aborted) fill(this.#choices, failureState(error, () => this.restart()));
    }
  }

  /** @param {TipOptions} options */
  #showChoices({ minimum, maximum, presets }) {
    const own = (this.getAttribute("presets") ?? "").split(",").map((text) => wholeNumber(text))
      .filter((amount) => amount >= minimum && amount <= maximum);
    const amounts = (own.length > 0 ? own : presets).slice(0, presetsMax);
    fill(this.#choices, amounts.map((amount) =>
      h("button", { class: "choice", type: "button", role: "radio", "aria-checked": "false",
        "data-amount": amount, "aria-label": coins(amount, this.#bar.unit),
        onclick: () => this.#choose(amount) }, coin(), number(amount))));
    this.#mark();
  }

  /** Takes up what was left for the till, or else offers the smallest amount. */
  #begin() {
    const draft = keptDraft(this.#creator);
    if (draft) {
      this.#bar.words = draft.words;
      this.#choose(draft.amount);
    } else {
      const [first] = this.#tiles();
      this.#choose(first ? amountOf(first) : this.#options?.minimum ?? 0);
    }
  }

  /** @returns {HTMLElement[]} */
  #tiles() {
    return [...this.#choices.querySelectorAll("button.choice")]
      .map((tile) => /** @type {HTMLElement} */ (tile));
  }

  /** @param {number} amount */
  #choose(amount) {
    const isPreset = this.#tiles().some((tile) => amountOf(tile) === amount);
    this.#input.value = isPreset ? "" : String(amount);
    this.#take(amount);
  }

  #typed() {
    const text = this.#input.value.trim();
    this.#take(text === "" ? NaN : wholeNumber(text));
  }

  /** @param {number} amount */
  #take(amount) {
    this.#amount = amount;
    this.#complain("");
    this.#bar.say();
    this.#mark();
    this.#bar.price(Number.isNaN(amount) ? 0 : amount);
  }

  /** Shows which amount is chosen; without one, Tab stops at the first. */
  #mark() {
    const tiles = this.#tiles();
    const chosen = tiles.find((tile) => amountOf(tile) === this.#amount);
    for (const tile of tiles) {
      tile.setAttribute("aria-checked", String(tile === chosen));
      tile.tabIndex = tile === (chosen ?? tiles[0]) ? 0 : -1;
    }
  }

  /** @returns {import("./spend-bar.js").Order | null} */
  #order() {
    if (!this.#options) return null;
    const amount = this.#amount;
    const { minimum, maximum } = this.#options;
    if (!(amount >= minimum && amount <= maximum)) {
      this.#complain(
        `Type a whole number of ${coinsName()} from ${number(minimum)} to ${number(maximum)}.`);
      return null;
    }
    const streamId = this.getAttribute("stream-id") ?? undefined;
    return {
      path: "/api/tips/send",
      body: { toCreatorId: this.#creator, amountTokens: amount, context: streamId && { streamId } },
      cost: amount,
      sent: (receipt, key) => {
        forgetDraft();
        this.emit("ovation:tip-sent", { ...receipt, key });
      },
      refused: (error) => this.emit("ovation:tip-refused", { error }),
    };
  }

  get #creator() {
    return this.getAttribute("creator-id") ?? "";
  }

  #keep() {
    keepDraft({ creator: this.#creator, amount: this.#amount, words: this.#bar.words });
  }

  #changed() {
    const { shortfall, unit, isBusy } = this.#bar;
    this.#missing.textContent = shortfall > 0 && !isBusy
      ? `You need ${coins(shortfall, unit)} more for this tip.` : "";
  }

  /** @param {string} what */
  #complain(what) {
    this.#problem.textContent = what;
    this.#input.toggleAttribute("aria-invalid", what !== "");
    if (what) this.#input.focus();
  }
}

/** @param {HTMLElement} tile */
const amountOf = (tile) => Number(tile.dataset.amount);

customElements.define("tip-form", TipForm);
