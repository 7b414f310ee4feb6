/** What every component does alike: its shadow, its connection, its life in the document. */

import { isOffline, sentence } from "./api.js";
import { connectionTo } from "./connection.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { wordsKnown } from "./platform.js";
import { tokens } from "./tokens.js";

/**
 * The base of the components. `base-url` names the server (empty: the page's own origin) and
 * `token` carries the bearer token; both are attributes or properties (`baseURL`, `token`).
 *
 * A subclass draws its frame once in its constructor and does its work in `start`, which runs
 * again whenever the server or the token changes; `signal` aborts when that work is over. Being
 * moved within the document disturbs nothing.
 */
export class OvationElement extends HTMLElement {
  static observedAttributes = ["base-url", "token"];

  /** @type {CSSStyleSheet[]} */
  static styles = [];

  /** @type {AbortController | null} */
  #life = null;
  /** @type {string | null} */
  #token = null;
  #isStartDue = false;

  constructor() {
    super();
    const { styles } = /** @type {typeof OvationElement} */ (this.constructor);
    this.view = this.attachShadow({ mode: "open" });
    this.view.adoptedStyleSheets = [tokens, ...styles];
  }

  get baseURL() {
    return this.getAttribute("base-url") ?? "";
  }

  set baseURL(value) {
    this.setAttribute("base-url", value);
  }

  /** @returns {string | null} */
  get token() {
    return this.#token ?? this.getAttribute("token");
  }

  set token(value) {
    if (value === this.#token) return;
    this.#token = value;
    this.restart();
  }

  get connection() {
    return connectionTo(this.baseURL, this.token);
  }

  connectedCallback() {
    this.#adopt("baseURL", "token");
    if (!this.#life) this.restart();
  }

  disconnectedCallback() {
    // A move is a disconnect and a connect in one turn: only a real farewell ends the work.
    queueMicrotask(() => {
      if (!this.isConnected) this.#end();
    });
  }

  /**
   * @param {string} _name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(_name, before, after) {
    if (before !== after) this.restart();
  }

  /** Ends the current work and starts again; several changes in one turn count once. */
  restart() {
    if (this.#isStartDue) return;
    this.#isStartDue = true;
    queueMicrotask(() => {
      this.#isStartDue = false;
      this.#end();
      if (!this.isConnected) return;
      const life = new AbortController();
      this.#life = life;
      wordsKnown(this.connection.api).then(() => {
        if (!life.signal.aborted) this.start(life.signal);
      });
    });
  }

  /**
   * Does the component's work until the signal aborts.
   * @param {AbortSignal} _signal
   */
  start(_signal) {}

  /**
   * Tells the page, across shadow boundaries.
   * @param {string} type such as `ovation:gift-sent`
   * @param {object} [detail]
   */
  emit(type, detail = {}) {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  /**
   * Takes over what was set on the element before its class was known.
   * @param {...("baseURL" | "token")} names
   */
  #adopt(...names) {
    for (const name of names.filter((name) => Object.hasOwn(this, name))) {
      const value = this[name];
      delete (/** @type {any} */ (this)[name]);
      /** @type {any} */ (this)[name] = value;
    }
  }

  #end() {
    this.#life?.abort();
    this.#life = null;
  }
}

/**
 * What a view shows when it could not be loaded: why, and a way to try again.
 * @param {unknown} error
 * @param {() => void} retry
 */
export function failureState(error, retry) {
  const title = isOffline(error) ? "No connection" : "That did not work";
  return h("div", { class: "state", role: "alert" },
    icon(isOffline(error) ? "offline" : "alert"),
    h("strong", null, title),
    h("p", null, sentence(error)),
    h("button", { class: "button quiet", type: "button", onclick: retry }, "Try again"));
}

/**
 * What a view shows when there is nothing yet.
 * @param {Parameters<typeof icon>[0]} name
 * @param {string} title
 * @param {string} text
 * @param {...HTMLElement} actions
 */
export function emptyState(name, title, text, ...actions) {
  return h("div", { class: "state" },
    icon(name), h("strong", null, title), h("p", null, text), ...actions);
}

/**
 * Grey shapes that hold the place of what is being loaded.
 * @param {number} count
 * @param {string} name a class that gives them their size
 */
export function skeletons(count, name) {
  return Array.from({ length: count }, () => h("div", { class: `skeleton ${name}` }));
}
