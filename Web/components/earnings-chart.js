/**
 * `<earnings-chart>`: net earnings per day, with the figure that matters, a comparison with the
 * time before, a choice of range, the same as a table, and as CSV. Chart.js is loaded only here.
 *
 * `chart-src` names the script that brings it (default `/vendor/chart.js`).
 */

import { ApiProblem } from "../lib/api.js";
import { h, fill, prefersReducedMotion } from "../lib/dom.js";
import { OvationElement, failureState } from "../lib/element.js";
import { inUnit, percent, shortDay, unitName } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { privateFeed } from "../lib/realtime.js";
import { roveWithin } from "../lib/roving.js";
import { styles } from "./earnings-chart.styles.js";

/** @typedef {import("../lib/types.js").Dashboard["series"][number]} EarningsDay */

const ranges = [7, 30, 90];
const refreshMilliseconds = 2000;
const dayMilliseconds = 86_400_000;

export class EarningsChart extends OvationElement {
  static styles = [styles];

  #range = 30;
  #unit = "coin";
  /** @type {EarningsDay[]} */
  #days = [];
  /** @type {any} */
  #chart = null;
  #isLoadDue = false;
  #figure = h("strong", null, "–");
  #comparison = h("span", { class: "comparison" });
  #canvas = h("canvas", { role: "img", "aria-label": "Net earnings per day" });
  #body = h("div", { class: "plot" }, this.#canvas);
  #failure = h("div");
  #table = h("table", null);
  #ranges = h("div", { class: "ranges", role: "radiogroup", "aria-label": "Range" },
    ranges.map((days) => h("button", { type: "button", role: "radio", "data-days": days,
      onclick: () => this.#choose(days) }, `${days} days`)));

  constructor() {
    super();
    fill(this.view, h("div", { class: "card" },
      h("div", { class: "top" },
        h("div", { class: "headline" }, h("span", { class: "muted" }, "Net earnings"), this.#figure,
          this.#comparison),
        this.#ranges),
      this.#body, this.#failure,
      h("div", { class: "foot" },
        h("details", null,
          h("summary", null, "Show as a table"),
          h("div", { class: "scroll", tabindex: 0, role: "region",
            "aria-label": "Earnings per day" }, this.#table)),
        h("button", { class: "button quiet", type: "button", onclick: () => this.#download() },
          icon("download"), "CSV"))));
    const choose = (/** @type {HTMLElement} */ item) => this.#choose(Number(item.dataset.days));
    roveWithin(this.#ranges, () => [...this.#ranges.querySelectorAll("button")], choose);
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.#showRanges();
    if (!this.token) return;
    this.#load(signal);
    this.connection.realtime.subscribe(privateFeed, ({ type }) => {
      if (type === "earnings.updated" || type === "gap") this.#loadSoon(signal);
    }, signal);
    signal.addEventListener("abort", () => this.#dropChart(), { once: true });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.#dropChart();
      this.#draw();
    }, { signal });
  }

  /** @param {number} days */
  #choose(days) {
    if (days === this.#range) return;
    this.#range = days;
    this.restart();
  }

  #showRanges() {
    for (const button of this.#ranges.querySelectorAll("button")) {
      const isChosen = Number(button.dataset.days) === this.#range;
      button.setAttribute("aria-checked", String(isChosen));
      button.tabIndex = isChosen ? 0 : -1;
    }
  }

  /** @param {AbortSignal} signal */
  #loadSoon(signal) {
    if (this.#isLoadDue) return;
    this.#isLoadDue = true;
    setTimeout(() => {
      this.#isLoadDue = false;
      if (!signal.aborted) this.#load(signal);
    }, refreshMilliseconds);
  }

  /**
   * Reads twice the range, so that it can be compared with the time before.
   * @param {AbortSignal} signal
   */
  async #load(signal) {
    try {
      const from = dayBefore(this.#range * 2 - 1);
      const path = `/api/earnings/dashboard?from=${from}&to=${dayBefore(0)}`;
      const { series, unit } = await this.connection.api.get(path);
      if (signal.aborted) return;
      this.#unit = unit;
      this.#show(filled(series, this.#range * 2));
    } catch (error) {
      if (!signal.aborted) this.#showFailure(error);
    }
  }

  /** @param {unknown} error */
  #showFailure(error) {
    const isStranger = error instanceof ApiProblem && error.status === 403;
    this.#body.hidden = true;
    fill(this.#failure, !isStranger && failureState(error, () => this.restart()));
  }

  /** @param {EarningsDay[]} both the range before and the range itself */
  #show(both) {
    fill(this.#failure);
    this.#body.hidden = false;
    this.#days = both.slice(this.#range);
    const now = sum(this.#days);
    const before = sum(both.slice(0, this.#range));
    this.#figure.textContent = inUnit(now, this.#unit);
    this.#comparison.textContent = compared(now, before, this.#range);
    this.#comparison.classList.toggle("up", now > before);
    this.#showTable();
    this.#draw();
  }

  #showTable() {
    const value = (/** @type {number} */ amount) => h("td", null, inUnit(amount, this.#unit));
    fill(this.#table,
      h("caption", null, `Last ${this.#range} days, in ${unitName(2, this.#unit)}`),
      h("thead", null, h("tr", null,
        ["Day", "Gross", "Commission", "Net"].map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", null, [...this.#days].reverse().map((day) => h("tr", null,
        h("th", { scope: "row" }, shortDay(day.day)),
        value(day.gross), value(day.commission), value(day.net)))));
  }

  async #draw() {
    const Chart = await loadChart(this.getAttribute("chart-src") ?? "/vendor/chart.js");
    if (!this.isConnected || this.#days.length === 0) return;
    const data = this.#days.map((day) => day.net);
    const labels = this.#days.map((day) => shortDay(day.day));
    if (this.#chart) {
      Object.assign(this.#chart.data, { labels });
      this.#chart.data.datasets[0].data = data;
      this.#chart.update();
    } else {
      this.#chart = new Chart(this.#canvas, this.#options(labels, data));
    }
  }

  /**
   * @param {string[]} labels
   * @param {number[]} data
   */
  #options(labels, data) {
    const color = (/** @type {string} */ name) => resolved(this.view, name);
    const grid = { color: color("--line"), drawBorder: false };
    const ticks = { color: color("--muted"), maxRotation: 0, autoSkipPadding: 20, precision: 0 };
    return {
      type: "bar",
      data: { labels, datasets: [{ data, backgroundColor: color("--accent"), borderRadius: 6,
        maxBarThickness: 36, minBarLength: 2 }] },
      options: {
        maintainAspectRatio: false,
        animation: prefersReducedMotion() ? false : { duration: 500 },
        plugins: { legend: { display: false }, tooltip: { displayColors: false } },
        scales: {
          x: { grid: { display: false }, ticks },
          y: { beginAtZero: true, suggestedMax: 10, grid, ticks: { ...ticks, maxTicksLimit: 5 } },
        },
      },
    };
  }

  #dropChart() {
    this.#chart?.destroy();
    this.#chart = null;
  }

  #download() {
    const rows = this.#days.map((day) => [day.day, day.gross, day.commission, day.net].join(","));
    const text = ["day,gross,commission,net", ...rows].join("\r\n");
    const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    h("a", { href: address, download: `earnings-${this.#range}-days.csv` }).click();
    URL.revokeObjectURL(address);
  }
}

/** @type {Promise<any> | null} */
let chartLibrary = null;

/**
 * Imports the script once; it leaves its class on the global object.
 * @param {string} source
 */
function loadChart(source) {
  chartLibrary ??= import(source).then(() => /** @type {any} */ (globalThis).Chart);
  return chartLibrary;
}

/**
 * The colour that a token has here and now.
 * @param {ShadowRoot} view
 * @param {string} token
 */
function resolved(view, token) {
  const probe = h("span", { style: { color: `var(${token})` } });
  view.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/**
 * The UTC day so many days ago, as the server counts days.
 * @param {number} count
 */
const dayBefore = (count) =>
  new Date(Date.now() - count * dayMilliseconds).toISOString().slice(0, 10);

/**
 * One entry for each day up to today, zero where nothing was earned.
 * @param {EarningsDay[]} series
 * @param {number} count
 * @returns {EarningsDay[]}
 */
function filled(series, count) {
  const known = new Map(series.map((entry) => [entry.day.slice(0, 10), entry]));
  return Array.from({ length: count }, (_, index) => {
    const day = dayBefore(count - 1 - index);
    return { gross: 0, commission: 0, net: 0, ...known.get(day), day };
  });
}

/** @param {EarningsDay[]} days */
const sum = (days) => days.reduce((total, day) => total + day.net, 0);

/**
 * @param {number} now
 * @param {number} before
 * @param {number} days
 */
function compared(now, before, days) {
  if (before === 0) return now === 0 ? "Nothing earned yet" : `First earnings in ${days * 2} days`;
  const change = percent(Math.abs(now - before), before);
  return `${change} ${now >= before ? "more" : "less"} than the ${days} days before`;
}

customElements.define("earnings-chart", EarningsChart);
