/** What every page needs to know of the platform: whether money is real, what coins are called. */

import { nameCoins } from "./format.js";

/** @typedef {import("./types.js").Platform} Platform */

/** @type {Map<string, Promise<Platform>>} */
const known = new Map();

/**
 * Asks once per server.
 * @param {import("./api.js").ApiClient} api
 * @returns {Promise<Platform>}
 */
export function platformOf(api) {
  const asked = known.get(api.baseURL) ?? api.get("/api/platform").then((platform) => {
    nameCoins(platform.coinNames);
    return platform;
  });
  known.set(api.baseURL, asked);
  // A failure is forgotten, so that the next one who needs it asks again.
  asked.catch(() => known.delete(api.baseURL));
  return asked;
}

/**
 * Whether money is play money ("test"), and whether anybody can sign in ("demo"); what cannot be
 * asked is not said.
 * @param {"test" | "demo"} what
 * @param {import("./api.js").ApiClient} api
 * @returns {Promise<boolean>}
 */
export async function platformIs(what, api) {
  try {
    const platform = await platformOf(api);
    return what === "test" ? platform.mode === "test" : platform.isDemo;
  } catch {
    return false;
  }
}

/**
 * Returns when the platform's words are known; what cannot be asked has the usual ones.
 * @param {import("./api.js").ApiClient} api
 * @returns {Promise<void>}
 */
export async function wordsKnown(api) {
  try {
    await platformOf(api);
  } catch {
    // The component shows by itself that the server cannot be reached.
  }
}
