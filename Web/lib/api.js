/** The HTTP API: JSON in, JSON out, problems as typed errors. */

const attemptsMax = 3;
const timeoutSeconds = 15;

/** The server's answer was a problem (RFC 9457): a stable code, a sentence and facts. */
export class ApiProblem extends Error {
  /** Whether the server may have done what was asked, by this try or by one before it. */
  isInDoubt;

  /**
   * @param {number} status
   * @param {Record<string, any>} body
   */
  constructor(status, body) {
    super(typeof body.error === "string" ? body.error : "Something went wrong on the server.");
    this.status = status;
    /** @type {string} */
    this.code = body.code ?? "unknown";
    this.facts = body;
    this.isInDoubt = status >= 500;
  }

  /** Whether the same request, with the same key, may succeed or settle later. */
  get isRetryable() {
    return this.status === 429 || this.status >= 502;
  }
}

/** No answer arrived: the device is offline, or the server cannot be reached. */
export class NetworkFailure extends Error {
  isInDoubt = true;

  constructor() {
    super(
      navigator.onLine ? "The server cannot be reached right now." : "You are offline.",
    );
  }
}

/** Whether a failure should be shown as "no connection" instead of as a refusal. */
export const isOffline = (/** @type {unknown} */ error) => error instanceof NetworkFailure;

/** Whether the server may have done what was asked although no answer says so. */
export const leavesDoubt = (/** @type {unknown} */ error) =>
  !(error instanceof ApiProblem || error instanceof NetworkFailure) || error.isInDoubt;

/** The sentence of a failure for people. */
export const sentence = (/** @type {unknown} */ error) =>
  error instanceof Error ? error.message : String(error);

export class ApiClient {
  /**
   * @param {string} baseURL where the server is; empty for the page's own origin
   * @param {string | null} token the bearer token of the signed-in person
   */
  constructor(baseURL, token) {
    this.baseURL = baseURL.replace(/\/+$/, "");
    this.token = token;
  }

  /**
   * Reads. Safe, so it is tried again when the network stumbles.
   * @param {string} path
   * @returns {Promise<any>}
   */
  get(path) {
    return this.#retrying(() => this.#once("GET", path, null, null));
  }

  /**
   * Writes. With a key it is tried again with the same key; without one it is sent once.
   * @param {string} path
   * @param {object} body
   * @param {string | null} [key] the idempotency key of the intention
   * @returns {Promise<any>}
   */
  post(path, body, key = null) {
    const send = () => this.#once("POST", path, body, key);
    return key ? this.#retrying(send) : send();
  }

  /** @param {() => Promise<any>} send */
  async #retrying(send) {
    let isInDoubt = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await send();
      } catch (error) {
        const isWorthIt = isOffline(error) || (error instanceof ApiProblem && error.isRetryable);
        isInDoubt ||= leavesDoubt(error);
        if (isWorthIt) /** @type {any} */ (error).isInDoubt = isInDoubt;
        if (!isWorthIt || attempt === attemptsMax || !navigator.onLine) throw error;
        await pause(200 * 2 ** attempt * (0.5 + Math.random()));
      }
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object | null} body
   * @param {string | null} key
   */
  async #once(method, path, body, key) {
    const response = await fetch(this.baseURL + path, {
      method,
      headers: this.#headers(body, key),
      body: body && JSON.stringify(body),
      signal: deadline(),
    }).catch(() => {
      throw new NetworkFailure();
    });
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new ApiProblem(response.status, answer);
    return answer;
  }

  /**
   * @param {object | null} body
   * @param {string | null} key
   */
  #headers(body, key) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    if (this.token) headers.Authorization = `Bearer ${this.token}`;
    if (key) headers["Idempotency-Key"] = key;
    return headers;
  }
}

/** Aborts when an answer takes too long; the type definitions do not know `timeout` yet. */
const deadline = () =>
  /** @type {any} */ (AbortSignal).timeout(timeoutSeconds * 1000);

/**
 * Waits.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export const pause = (milliseconds) =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
