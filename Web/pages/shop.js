/** `/coins/shop`: packages, and the history of the coins. */

import { h, fill } from "../lib/dom.js";
import { emptyState, failureState } from "../lib/element.js";
import { coinsName, number } from "../lib/format.js";
import { buyCoins, connection, whoever } from "./shell.js";
import "../components/coin-package-card.js";
import "../components/transaction-list.js";

const packages = /** @type {HTMLElement} */ (document.querySelector("#packages"));
const balance = /** @type {HTMLElement} */ (document.querySelector("#balance"));
let watching = new AbortController();

async function showPackages() {
  try {
    const currency = new URLSearchParams(location.search).get("currency");
    const path = "/api/coins/packages";
    const page = await connection().api.get(
      currency ? `${path}?currency=${encodeURIComponent(currency)}` : path);
    if (page.data.length === 0) {
      fill(packages, emptyState("gift", "Nothing to buy yet",
        `No package of ${coinsName()} is on offer.`));
      return;
    }
    fill(packages, page.data.map((/** @type {import("../lib/types.js").Package} */ offer) => {
      const card = h("coin-package-card");
      card.package = offer;
      return card;
    }));
  } catch (error) {
    fill(packages, failureState(error, showPackages));
  } finally {
    packages.removeAttribute("aria-busy");
  }
}

function showBalance() {
  watching.abort();
  watching = new AbortController();
  connection().watchBalance((state) => {
    balance.textContent = state.balance === null ? "–" : number(state.balance);
  }, watching.signal);
}

packages.addEventListener("ovation:package-chosen", (event) => {
  buyCoins({ package: /** @type {CustomEvent} */ (event).detail.package });
});
whoever(showBalance);
showPackages();
