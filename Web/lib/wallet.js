/**
 * The balance that every component of a page shares. A spend is subtracted at once and added back
 * when the server refuses it; whatever the server says last is the balance.
 */

/** @typedef {{ balance: number | null, unit: string, isStale: boolean }} WalletState */

export class Wallet extends EventTarget {
  #api;
  /** @type {number | null} */
  #settled = null;
  #unit = "coin";
  #isStale = false;
  /** Coins of sends that the server has not answered yet. */
  #open = 0;
  #openCount = 0;
  /** @type {number | null} what the server said while sends were open */
  #announced = null;

  /** @param {import("./api.js").ApiClient} api */
  constructor(api) {
    super();
    this.#api = api;
  }

  /** @returns {WalletState} */
  get state() {
    const balance = this.#settled === null ? null : this.#settled - this.#open;
    return { balance, unit: this.#unit, isStale: this.#isStale };
  }

  /** Asks the server. A failure keeps the last known balance and marks it as stale. */
  async refresh() {
    if (!this.#api.token) return;
    try {
      const answer = await this.#api.get("/api/coins/balance");
      this.#unit = answer.unit ?? "coin";
      this.#isStale = false;
      this.announce(answer.balance);
    } catch (error) {
      this.#isStale = true;
      this.#changed();
      if (/** @type {any} */ (error).status === 401) this.dispatchEvent(new Event("signed-out"));
    }
  }

  /**
   * Takes the server's word. While sends are open it may or may not count them already, so it
   * waits until they are answered.
   * @param {number} balance
   */
  announce(balance) {
    if (this.#openCount > 0 && this.#settled !== null) {
      this.#announced = balance;
      return;
    }
    this.#settled = balance;
    this.#changed();
  }

  /**
   * Takes coins off at once.
   * @param {number} amount
   * @returns {{ settle(newBalance: number): void, rollback(): void }}
   */
  spend(amount) {
    this.#open += amount;
    this.#openCount += 1;
    this.#changed();
    return {
      settle: (newBalance) => this.#close(amount, amount, newBalance),
      rollback: () => this.#close(amount, 0, null),
    };
  }

  /**
   * @param {number} amount what was open
   * @param {number} spent what of it is really gone
   * @param {number | null} newBalance
   */
  #close(amount, spent, newBalance) {
    this.#open -= amount;
    this.#openCount -= 1;
    if (this.#settled !== null) this.#settled -= spent;
    if (this.#openCount === 0) {
      this.#settled = newBalance ?? this.#announced ?? this.#settled;
      this.#announced = null;
    }
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
