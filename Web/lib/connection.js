/** What all components of a page that use one server and one token have in common. */

import { ApiClient } from "./api.js";
import { Realtime, privateFeed } from "./realtime.js";
import { Wallet } from "./wallet.js";

/** @typedef {import("./types.js").Gift} Gift */

export class Connection {
  /** @type {Promise<Gift[]> | null} */
  #gifts = null;
  #watchers = 0;
  #watch = new AbortController();

  /**
   * @param {string} baseURL
   * @param {string | null} token
   */
  constructor(baseURL, token) {
    this.baseURL = baseURL;
    this.token = token;
    this.api = new ApiClient(baseURL, token);
    this.realtime = new Realtime(baseURL, token);
    this.wallet = new Wallet(this.api);
  }

  /**
   * The catalog, read once; a failure is forgotten so that it can be tried again.
   * @returns {Promise<Gift[]>}
   */
  gifts() {
    this.#gifts ??= this.api.get("/api/gifts").then(
      (page) => page.data,
      (error) => {
        this.#gifts = null;
        throw error;
      },
    );
    return this.#gifts;
  }

  /**
   * Tells of the balance now and whenever it changes, until the signal aborts.
   * @param {(state: import("./wallet.js").WalletState) => void} handler
   * @param {AbortSignal} signal
   */
  watchBalance(handler, signal) {
    this.wallet.addEventListener("change", () => handler(this.wallet.state), { signal });
    if (this.token) this.#keepBalanceFresh(signal);
    handler(this.wallet.state);
  }

  /**
   * However many components watch, the server is asked once.
   * @param {AbortSignal} signal
   */
  #keepBalanceFresh(signal) {
    this.#watchers += 1;
    signal.addEventListener("abort", () => this.#unwatch(), { once: true });
    if (this.#watchers > 1) return;
    this.#watch = new AbortController();
    const everybody = this.#watch.signal;
    this.realtime.subscribe(privateFeed, ({ type, data }) => {
      if (type === "balance.updated") this.wallet.announce(data.balance);
      else if (type === "gap") this.wallet.refresh();
    }, everybody);
    addEventListener("online", () => this.wallet.refresh(), { signal: everybody });
    this.wallet.refresh();
  }

  #unwatch() {
    this.#watchers -= 1;
    if (this.#watchers === 0) this.#watch.abort();
  }

  /**
   * The address of a gift's picture; a wrapped one stands for a gift without.
   * @param {string | null} path
   */
  picture(path) {
    const known = path ?? "/web/images/gift.svg";
    return known.startsWith("/") ? this.baseURL + known : known;
  }
}

/** @type {Map<string, Connection>} */
const connections = new Map();

/**
 * The connection for a server and a token; the same two give the same one.
 * @param {string} baseURL
 * @param {string | null} token
 */
export function connectionTo(baseURL, token) {
  const key = `${baseURL}\n${token ?? ""}`;
  const known = connections.get(key);
  if (known) return known;
  const made = new Connection(baseURL, token);
  connections.set(key, made);
  return made;
}
