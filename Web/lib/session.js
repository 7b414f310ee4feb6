/**
 * Who is signed in to the demo in this window. It is kept per window, so that a viewer and a
 * creator can stand side by side in one browser.
 */

/** @typedef {import("./types.js").SignedIn} SignedIn */

const storageKey = "ovation.session";

class Session extends EventTarget {
  /** @type {SignedIn | null} */
  #current = read();

  /** @returns {SignedIn | null} */
  get current() {
    return this.#current;
  }

  /** @param {SignedIn | null} next */
  change(next) {
    this.#current = next;
    if (next) sessionStorage.setItem(storageKey, JSON.stringify(next));
    else sessionStorage.removeItem(storageKey);
    this.dispatchEvent(new Event("change"));
  }

  /**
   * Signs in as a demo user.
   * @param {import("./api.js").ApiClient} api
   * @param {string} userId
   */
  async signIn(api, userId) {
    this.change(await api.post("/api/demo/login", { userId }));
  }
}

/** @returns {SignedIn | null} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
  } catch {
    // What cannot be read is as good as nobody: the person signs in again.
    return null;
  }
}

export const session = new Session();
