/** One intention to spend coins, such as one press of Send, from the press to its known end. */

import { ApiProblem, leavesDoubt } from "./api.js";
import { newIdempotencyKey } from "./idempotency.js";

const firstCheckSeconds = 3;
const checkSecondsMax = 60;

/**
 * The coins are taken off at once. Every try carries the same idempotency key, so that whatever
 * is lost on the way, the intention is paid once at most.
 */
export class Spending {
  #connection;
  #path;
  #body;
  #cost;
  key = newIdempotencyKey();
  /** Asks the server now how it ended, instead of a little later. */
  checkNow = () => {};

  /**
   * @param {import("./connection.js").Connection} connection
   * @param {string} path such as `/api/gifts/send`
   * @param {object} body
   * @param {number} cost coins
   */
  constructor(connection, path, body, cost) {
    this.#connection = connection;
    this.#path = path;
    this.#body = body;
    this.#cost = cost;
  }

  /**
   * Sends, and ends when the server has said how it ended: with the receipt, or by throwing the
   * refusal. While nobody knows, the coins stay taken off because they may be gone.
   * @param {(error: unknown) => void} inDoubt is told each time that the outcome is not known
   * @returns {Promise<any>} the receipt
   */
  async run(inDoubt) {
    const { api, wallet } = this.#connection;
    const debit = wallet.spend(this.#cost);
    let isInDoubt = false;
    for (let seconds = firstCheckSeconds; ; seconds = Math.min(checkSecondsMax, seconds * 2)) {
      try {
        const receipt = await api.post(this.#path, this.#body, this.key);
        debit.settle(receipt.newBalance);
        // A receipt that is sent again tells the balance of its own time.
        if (isInDoubt) wallet.refresh();
        return receipt;
      } catch (error) {
        isInDoubt ||= leavesDoubt(error);
        if (!isInDoubt || isRefusal(error)) {
          debit.rollback();
          throw error;
        }
        inDoubt(error);
        await this.#untilNextCheck(seconds);
      }
    }
  }

  /**
   * Waits until asking again may help: a while, or sooner when the connection is back.
   * @param {number} seconds
   * @returns {Promise<void>}
   */
  #untilNextCheck(seconds) {
    const { realtime } = this.#connection;
    return new Promise((resolve) => {
      const waiting = new AbortController();
      const timer = setTimeout(() => this.checkNow(), seconds * 1000);
      this.checkNow = () => {
        clearTimeout(timer);
        waiting.abort();
        resolve();
      };
      addEventListener("online", () => this.checkNow(), { signal: waiting.signal });
      realtime.addEventListener("status", () => {
        if (realtime.status === "open") this.checkNow();
      }, { signal: waiting.signal });
    });
  }
}

/**
 * Whether the answer decides: the same key would get it again.
 * @param {unknown} error
 */
const isRefusal = (error) =>
  error instanceof ApiProblem && !error.isRetryable && error.status < 500;
