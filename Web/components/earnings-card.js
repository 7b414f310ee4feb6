/**
 * `<earnings-card>`: what a creator can withdraw, rising live, and where it came from.
 *
 * Emits `ovation:earned` (the data of `earnings.updated`) for every rise.
 */

import { ApiProblem } from "../lib/api.js";
import { h, fill, prefersReducedMotion } from "../lib/dom.js";
import { OvationElement, emptyState, failureState, skeletons } from "../lib/element.js";
import { inUnit, percent, unitName } from "../lib/format.js";
import { coin } from "../lib/icons.js";
import { privateFeed } from "../lib/realtime.js";
import { styles } from "./earnings-card.styles.js";

/** @typedef {import("../lib/types.js").Dashboard} Dashboard */
/** @typedef {import("../lib/events.js").EarningsUpdated} EarningsUpdated */

/** @type {[keyof Dashboard & `from${string}`, string][]} */
const sources = [
  ["fromGifts", "Gifts"],
  ["fromTips", "Tips"],
  ["fromPremiumStreams", "Premium streams"],
  ["fromCalls", "Calls"],
  ["fromViewing", "Viewing"],
];

const refreshMilliseconds = 1500;

export class EarningsCard extends OvationElement {
  static styles = [styles];

  /** @type {Dashboard | null} */
  #dashboard = null;
  #available = h("strong", { class: "available" }, "–");
  #rise = h("span", { class: "rise", "aria-hidden": "true" });
  #status = h("p", { class: "visually-hidden", role: "status" });
  #details = h("div", { class: "details" });
  #isLoadDue = false;
  #heard = 0;

  constructor() {
    super();
    fill(this.view);
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.#dashboard = null;
    if (!this.token) {
      return fill(this.view,
        emptyState("user", "Not signed in", "Sign in as a creator to see earnings."));
    }
    fill(this.view, h("div", { class: "card", "aria-busy": "true" },
      skeletons(1, "headline"), skeletons(4, "fact")));
    this.#load(signal);
    this.connection.realtime.subscribe(privateFeed, ({ type, data }) => {
      if (type === "earnings.updated") this.#earned(data, signal);
      else if (type === "gap") this.#load(signal);
    }, signal);
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    const heardBefore = this.#heard;
    try {
      const dashboard = await this.connection.api.get("/api/earnings/dashboard");
      if (signal.aborted) return;
      // What rose while the answer was on its way is newer than the answer.
      if (heardBefore !== this.#heard && this.#dashboard) return this.#loadSoon(signal);
      this.#show(dashboard);
    } catch (error) {
      if (!signal.aborted && !this.#dashboard) this.#showFailure(error);
    }
  }

  /** @param {unknown} error */
  #showFailure(error) {
    const isStranger = error instanceof ApiProblem && error.status === 403;
    fill(this.view, isStranger
      ? emptyState("lock", "For creators only", "This person has no creator account.")
      : failureState(error, () => this.restart()));
  }

  /** @param {Dashboard} dashboard */
  #show(dashboard) {
    if (!this.#dashboard) {
      fill(this.view, h("div", { class: "card" },
        h("div", { class: "headline" },
          h("span", { class: "label" }, "Available to withdraw"),
          h("div", { class: "sum" }, coin(), this.#available, this.#rise),
          h("span", { class: "live" }, h("i"), "Live")),
        this.#details, this.#status));
    }
    this.#dashboard = dashboard;
    this.#available.textContent = inUnit(dashboard.availableBalance, dashboard.unit);
    fill(this.#details,
      this.#progress(dashboard), this.#facts(dashboard), this.#sources(dashboard));
  }

  /** @param {Dashboard} dashboard */
  #progress({ availableBalance, minimumWithdrawal, unit }) {
    const missing = Math.max(0, minimumWithdrawal - availableBalance);
    const words = missing === 0
      ? "You can withdraw now"
      : `${inUnit(missing, unit)} more until you can withdraw`;
    return h("div", { class: "goal" },
      h("progress", {
        "aria-label": "Towards the minimum withdrawal",
        max: Math.max(1, minimumWithdrawal),
        value: Math.min(availableBalance, minimumWithdrawal),
      }),
      h("span", { class: "muted" }, words));
  }

  /** @param {Dashboard} dashboard */
  #facts(dashboard) {
    const { unit } = dashboard;
    /** @type {[string, number][]} */
    const facts = [
      ["Earned in all", dashboard.totalEarned],
      ["Commission", dashboard.platformCommission],
      ["Pending", dashboard.pendingBalance],
      ["Withdrawn", dashboard.totalWithdrawn],
    ];
    return h("dl", { class: "facts" }, facts.map(([name, value]) =>
      h("div", null, h("dt", null, name), h("dd", null, inUnit(value, unit)))));
  }

  /** @param {Dashboard} dashboard */
  #sources(dashboard) {
    const shown = sources.filter(([key]) => key === "fromGifts" || dashboard[key] > 0);
    return h("div", { class: "sources" },
      h("h2", null, "Where it came from"),
      h("ul", null, shown.map(([key, name]) => h("li", null,
        h("span", null, name),
        h("meter", { min: 0, max: Math.max(1, dashboard.totalEarned), value: dashboard[key],
          "aria-label": `${name}: ${percent(dashboard[key], dashboard.totalEarned)}` }),
        h("b", null, inUnit(dashboard[key], dashboard.unit))))));
  }

  /**
   * @param {EarningsUpdated} news
   * @param {AbortSignal} signal
   */
  #earned(news, signal) {
    this.#heard += 1;
    const known = this.#dashboard;
    if (!known || news.unit !== known.unit) return this.#loadSoon(signal);
    this.#available.textContent = inUnit(news.availableBalance, news.unit);
    const words = `+${inUnit(news.net, news.unit)}`;
    this.#rise.textContent = words;
    this.#status.textContent = `${words} ${unitName(news.net, news.unit)} earned`;
    if (!prefersReducedMotion()) {
      this.#rise.animate([{ opacity: 1, translate: "0 8px" }, { opacity: 1, offset: 0.7 },
        { opacity: 0, translate: "0 -14px" }], { duration: 1800 });
      this.#available.animate([{ scale: "1.06" }, { scale: "1" }], 300);
    }
    this.emit("ovation:earned", news);
    this.#loadSoon(signal);
  }

  /**
   * The figures below the headline follow a little later, once for a storm.
   * @param {AbortSignal} signal
   */
  #loadSoon(signal) {
    if (this.#isLoadDue) return;
    this.#isLoadDue = true;
    setTimeout(() => {
      this.#isLoadDue = false;
      this.#load(signal);
    }, refreshMilliseconds);
  }
}

customElements.define("earnings-card", EarningsCard);
