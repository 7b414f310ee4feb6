/**
 * `<transaction-list>`: the statement of the signed-in person's wallet, newest first.
 */

import { h, fill, sheet } from "../lib/dom.js";
import { OvationElement, emptyState, failureState, skeletons } from "../lib/element.js";
import { dateAndTime, number } from "../lib/format.js";
import { coin, icon } from "../lib/icons.js";
import { privateFeed } from "../lib/realtime.js";

/** @typedef {import("../lib/types.js").StatementLine} StatementLine */

const pageSize = 10;

/** How many empty pages are skipped to find a line; each page reads only some entries. */
const emptyPagesMax = 5;

/**
 * What a line is called when the server gives it no description.
 * @type {Record<string, string>}
 */
const names = {
  PURCHASE: "Coins bought",
  BONUS: "Bonus",
  GIFT_SENT: "Gift sent",
  GIFT_RECEIVED: "Gift received",
  TIP_SENT: "Tip sent",
  TIP_RECEIVED: "Tip received",
  COMMISSION: "Commission",
  REFUND: "Refund",
  WITHDRAWAL: "Withdrawal",
  ADMIN_ADJUSTMENT: "Adjustment",
};

const styles = sheet(`
  :host { display: block; min-block-size: 220px; }

  li {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 2px 14px;
    min-block-size: 68px;
    padding-block: 8px;
    border-block-end: 1px solid var(--line);
  }

  .line { block-size: 52px; margin-block: 8px; }

  .mark {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 14px;
    background: var(--raised);
    color: var(--accent-text);
  }

  .what { display: grid; min-inline-size: 0; }
  .what b { overflow-wrap: anywhere; font-weight: 600; }
  .when, .after { font-size: .8125rem; color: var(--muted); }
  .sum { display: grid; justify-items: end; }
  .sum b { font-size: 1.0625rem; }
  .in { color: var(--good); }
  .more { inline-size: 100%; margin-block-start: 16px; }
`);

export class TransactionList extends OvationElement {
  static styles = [styles];

  #list = h("ul", { "aria-label": "Transactions" });
  #foot = h("div", null);
  /** @type {string | null} */
  #cursor = null;

  constructor() {
    super();
    fill(this.view, this.#list, this.#foot);
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    fill(this.#foot);
    if (!this.token) {
      fill(this.#list);
      fill(this.#foot, emptyState("user", "Not signed in", "Sign in to see your history."));
      return;
    }
    fill(this.#list, skeletons(3, "line").map((shape) => h("div", { role: "listitem" }, shape)));
    this.#load(signal);
    this.connection.realtime.subscribe(privateFeed, ({ type }) => {
      if (type === "balance.updated" || type === "gap") this.#refreshSoon(signal);
    }, signal);
  }

  #timer = 0;

  /**
   * A storm of gifts reads the list once a second, not once a gift.
   * @param {AbortSignal} signal
   */
  #refreshSoon(signal) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#load(signal), 1000);
  }

  /** @param {AbortSignal} signal */
  async #load(signal) {
    try {
      const page = await this.#readOn("");
      if (signal.aborted) return;
      fill(this.#list, page.data.map((line) => this.#line(line)));
      this.#showFoot(page, signal);
    } catch (error) {
      if (signal.aborted) return;
      fill(this.#list);
      fill(this.#foot, failureState(error, () => this.restart()));
    }
  }

  /** @param {AbortSignal} signal */
  async #loadMore(signal) {
    try {
      const page = await this.#readOn(this.#cursor ?? "");
      if (signal.aborted) return;
      this.#list.append(...page.data.map((line) => this.#line(line)));
      this.#showFoot(page, signal);
    } catch (error) {
      fill(this.#foot, failureState(error, () => this.#loadMore(signal)));
    }
  }

  /**
   * The next page that has a line, or the last one that was looked at.
   * @param {string} cursor
   */
  async #readOn(cursor) {
    let page = await this.#read(cursor);
    for (let empty = 1; empty < emptyPagesMax; empty += 1) {
      if (page.data.length > 0 || page.nextCursor === null) break;
      page = await this.#read(page.nextCursor);
    }
    return page;
  }

  /**
   * @param {string} cursor
   * @returns {Promise<import("../lib/types.js").StatementLinePage>}
   */
  #read(cursor) {
    const query = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    return this.connection.api.get(`/api/coins/transactions?limit=${pageSize}${query}`);
  }

  /**
   * @param {import("../lib/types.js").StatementLinePage} page
   * @param {AbortSignal} signal
   */
  #showFoot(page, signal) {
    this.#cursor = page.nextCursor;
    const isEmpty = this.#list.childElementCount === 0 && page.nextCursor === null;
    fill(this.#foot,
      isEmpty
        && emptyState("gift", "Nothing here yet", "Your purchases and gifts will stand here."),
      page.nextCursor !== null && h("button", { class: "button quiet more", type: "button",
        onclick: () => this.#loadMore(signal) }, "Show more"));
  }

  /** @param {StatementLine} line */
  #line(line) {
    const isIn = line.amount > 0;
    return h("li", null,
      h("span", { class: "mark" }, isIn ? coin() : icon("gift")),
      h("span", { class: "what" },
        h("b", null, line.description || names[line.type] || line.type),
        h("time", { class: "when", datetime: line.createdAt }, dateAndTime(line.createdAt))),
      h("span", { class: "sum" },
        h("b", { class: isIn && "in" }, (isIn ? "+" : "−") + number(Math.abs(line.amount))),
        h("span", { class: "after" }, `Balance ${number(line.balanceAfter)}`)));
  }
}

customElements.define("transaction-list", TransactionList);
