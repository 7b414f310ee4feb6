/**
 * What the sheets that spend coins share: words that go along, the balance and the total beside
 * the button that sends, and the state of a press.
 */

import { ApiProblem, sentence } from "../lib/api.js";
import { h, fill } from "../lib/dom.js";
import { coins, number, unitName } from "../lib/format.js";
import { Spending } from "../lib/spending.js";

const wordsMax = 200;

/**
 * @typedef {object} Order what a press of Send would do
 * @property {string} path
 * @property {object} body all but the message
 * @property {number} cost coins
 * @property {() => void} [begun]
 * @property {(receipt: any, key: string) => void} sent
 * @property {(error: unknown) => void} refused
 */

/**
 * @typedef {object} Options
 * @property {"gift" | "tip"} purpose
 * @property {() => Order | null} order what would be sent now; nothing when it is not complete
 * @property {boolean} [isOneAtATime] whether a press waits for the answer to the one before
 * @property {(value: number) => string} [figure] how balance and total are written
 * @property {HTMLElement[]} [middle] what stands between balance and total
 * @property {() => void} [changed] is told when the balance or what is under way has changed
 */

/** Emits `ovation:insufficient-balance` and `ovation:sign-in-required` on its host. */
export class SpendBar {
  #host;
  #options;
  #figure;
  #cost = 0;
  /** @type {number | null} */
  #balance = null;
  #unit = "coin";
  #underWay = 0;
  /** @type {Set<Spending>} those of which nobody knows how they ended */
  #doubtful = new Set();

  #have = h("b", null, "–");
  #total = h("b", null, "–");
  #send = h("button",
    { class: "button send primary", type: "button", onclick: () => this.press() });
  #message = h("p", { class: "message", role: "alert" });
  #words;

  /**
   * @param {import("../lib/element.js").OvationElement} host
   * @param {Options} options
   */
  constructor(host, options) {
    this.#host = host;
    this.#options = options;
    this.#figure = options.figure ?? number;
    this.#words = h("input", { type: "text", maxlength: wordsMax, autocomplete: "off",
      enterkeyhint: "send", placeholder: "Add a message",
      "aria-label": `Message with the ${options.purpose}`,
      onkeydown: (/** @type {KeyboardEvent} */ { key, isComposing }) => {
        if (key === "Enter" && !isComposing) this.press();
      } });
  }

  /** What a host puts at its foot. */
  get parts() {
    return [this.#message, h("div", { class: "words" }, this.#words),
      h("div", { class: "row" },
        h("div", { class: "figure" }, h("span", null, "Balance"), this.#have),
        ...this.#options.middle ?? [],
        h("div", { class: "figure" }, h("span", null, "Total"), this.#total),
        this.#send)];
  }

  get unit() {
    return this.#unit;
  }

  get words() {
    return this.#words.value.trim();
  }

  set words(text) {
    this.#words.value = text;
  }

  /** How many coins are missing; none as long as nobody is signed in. */
  get shortfall() {
    return this.#host.token ? Math.max(0, this.#cost - (this.#balance ?? 0)) : 0;
  }

  /** Whether a send is under way whose end is not known yet. */
  get isBusy() {
    return this.#underWay > 0;
  }

  /** @param {AbortSignal} signal */
  start(signal) {
    this.#host.connection.watchBalance(({ balance, unit }) => {
      this.#balance = balance;
      this.#unit = unit;
      this.#have.textContent = balance === null ? "–" : this.#figure(balance);
      this.#show();
    }, signal);
  }

  /** @param {number} cost what a press would cost; 0 while nothing is chosen */
  price(cost) {
    this.#cost = cost;
    this.#total.textContent = cost > 0 ? this.#figure(cost) : "–";
    this.#show();
  }

  /** @param {string} [text] */
  say(text = "") {
    // A caller who asks how a send ended must be able to ask as long as it is open.
    if (this.#doubtful.size === 0) fill(this.#message, text);
  }

  press() {
    if (!this.#host.token) return this.#host.emit("ovation:sign-in-required");
    if (this.#doubtful.size > 0) return this.#checkNow();
    if (this.#isWaiting) return;
    const order = this.#options.order();
    if (!order) return;
    const { shortfall } = this;
    if (shortfall > 0) return this.#askForCoins(order.cost, this.#balance ?? 0, shortfall);
    this.#sendOrder(order);
  }

  get #isWaiting() {
    return this.#options.isOneAtATime === true && this.isBusy;
  }

  #show() {
    const { shortfall } = this;
    this.#send.classList.toggle("gold", shortfall > 0);
    this.#send.classList.toggle("primary", shortfall === 0);
    this.#send.toggleAttribute("aria-busy", this.#isWaiting);
    this.#send.textContent = this.#label(shortfall);
    this.#options.changed?.();
  }

  /** @param {number} shortfall */
  #label(shortfall) {
    if (!this.#host.token) return "Sign in";
    if (this.#doubtful.size > 0) return "Check now";
    if (this.#isWaiting) return "Sending…";
    return shortfall > 0 ? `Get ${coins(shortfall, this.#unit)}` : "Send";
  }

  /** @param {Order} order */
  async #sendOrder(order) {
    const { words } = this;
    this.say();
    this.words = "";
    const body = { ...order.body, message: words || undefined };
    const spending = new Spending(this.#host.connection, order.path, body, order.cost);
    this.#underWay += 1;
    order.begun?.();
    this.#show();
    const end = await spending.run((error) => this.#doubt(spending, error)).then(
      (receipt) => ({ receipt, error: null }), (error) => ({ receipt: null, error }));
    this.#underWay -= 1;
    if (this.#doubtful.delete(spending)) this.say();
    this.#show();
    if (end.receipt) return order.sent(end.receipt, spending.key);
    if (this.words === "") this.words = words;
    this.#refused(end.error, order);
  }

  /**
   * @param {Spending} spending
   * @param {unknown} error
   */
  #doubt(spending, error) {
    this.#doubtful.add(spending);
    fill(this.#message, `${sentence(error)} We are checking whether your ${this.#options.purpose} `
      + "arrived; you will not pay twice.");
    this.#show();
  }

  #checkNow() {
    for (const spending of this.#doubtful) spending.checkNow();
  }

  /**
   * @param {unknown} error
   * @param {Order} order
   */
  #refused(error, order) {
    order.refused(error);
    if (error instanceof ApiProblem && error.code === "insufficient_balance") {
      const { required, balance, shortfall } = error.facts;
      this.#host.connection.wallet.announce(balance);
      return this.#askForCoins(required, balance, shortfall);
    }
    this.say(`${sentence(error)} Your ${unitName(2, this.#unit)} are back.`);
    this.#host.connection.wallet.refresh();
  }

  /**
   * @param {number} required
   * @param {number} balance
   * @param {number} shortfall
   */
  #askForCoins(required, balance, shortfall) {
    const { purpose } = this.#options;
    this.#host.emit("ovation:insufficient-balance", { required, balance, shortfall, purpose });
  }
}
