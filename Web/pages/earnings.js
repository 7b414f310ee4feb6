/** `/creator/earnings`: what a creator has earned, while it is being earned. */

import { h, fill } from "../lib/dom.js";
import { emptyState } from "../lib/element.js";
import { inUnit, unitName } from "../lib/format.js";
import { askWho, connection, whoever } from "./shell.js";
import "../components/earnings-card.js";
import "../components/earnings-chart.js";

const studio = /** @type {HTMLElement} */ (document.querySelector("#studio"));
const stranger = /** @type {HTMLElement} */ (document.querySelector("#stranger"));
const supporters = /** @type {HTMLElement} */ (document.querySelector("#supporters"));
const latest = /** @type {HTMLElement} */ (document.querySelector("#latest"));
const latestMax = 6;
const supportersMax = 5;
const refreshMilliseconds = 2000;
let isRefreshDue = false;

/** @param {import("../lib/session.js").SignedIn | null} signedIn */
function show(signedIn) {
  const isCreator = Boolean(signedIn?.user.roles.some((role) => role.toLowerCase() === "creator"));
  studio.hidden = !isCreator;
  stranger.hidden = isCreator;
  for (const part of document.querySelectorAll("earnings-card, earnings-chart")) {
    const { token = null } = (isCreator && signedIn) || {};
    /** @type {import("../lib/element.js").OvationElement} */ (part).token = token;
  }
  if (isCreator) {
    showSupporters();
    return;
  }
  const choose = h("button", { class: "button primary", type: "button", onclick: () => askWho() },
    "Sign in as a creator");
  fill(stranger, emptyState("lock", "For creators",
    signedIn
      ? `${signedIn.user.displayName} has no creator account.`
      : "Sign in to see what you have earned.",
    choose));
}

async function showSupporters() {
  // The card beside it says what went wrong; without an answer this list just stays as it is.
  /** @type {import("../lib/types.js").Dashboard | null} */
  const dashboard = await connection().api.get("/api/earnings/dashboard").catch(() => null);
  if (!dashboard) return;
  const { topSupporters, unit } = dashboard;
  if (topSupporters.length === 0) {
    fill(supporters, h("li", { class: "none" }, "People who send you gifts will appear here."));
    return;
  }
  fill(supporters, topSupporters.slice(0, supportersMax).map((one, index) =>
    h("li", null,
      h("span", { class: "rank" }, index + 1),
      h("b", { dir: "auto" }, one.username),
      h("span", { class: "worth" }, inUnit(one.total, unit)))));
}

/** @param {import("../lib/events.js").EarningsUpdated} news */
function showLatest(news) {
  latest.querySelector("li.none")?.remove();
  const { net, commission, source, unit } = news;
  latest.prepend(h("li", null,
    h("b", null, `+${inUnit(net, unit)} ${unitName(net, unit)}`),
    h("span", { class: "none" }, `from a ${source}, ${inUnit(commission, unit)} commission`)));
  while (latest.childElementCount > latestMax) latest.lastElementChild?.remove();
}

document.addEventListener("ovation:earned", (event) => {
  showLatest(/** @type {CustomEvent} */ (event).detail);
  if (isRefreshDue) return;
  isRefreshDue = true;
  setTimeout(() => {
    isRefreshDue = false;
    showSupporters();
  }, refreshMilliseconds);
});
whoever(show);
