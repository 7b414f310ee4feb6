/** What every page does: its header, who is signed in, buying coins from anywhere, news. */

import { h, fill } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { connectionTo } from "../lib/connection.js";
import { coinsName, coinsTitle, initial } from "../lib/format.js";
import { platformIs, wordsKnown } from "../lib/platform.js";
import { session } from "../lib/session.js";
import "../components/coin-balance.js";

const toastMilliseconds = 5000;
const cutMilliseconds = 1500;

/** The connection of the signed-in user. */
export const connection = () => connectionTo("", session.current?.token ?? null);

/**
 * Does something now and whenever somebody else signs in.
 * @param {(signedIn: import("../lib/session.js").SignedIn | null) => void} handler
 */
export function whoever(handler) {
  session.addEventListener("change", () => handler(session.current));
  handler(session.current);
}

/**
 * Says something that may be missed otherwise.
 * @param {string} text
 */
export function toast(text) {
  const message = h("p", { class: "toast" }, text);
  toasts.append(message);
  setTimeout(() => message.remove(), toastMilliseconds);
}

/** @param {object} [options] see `BuyCoinsSheet.open` */
export async function buyCoins(options) {
  if (!session.current) return askWho();
  (await buySheet()).open(options);
}

/** Whether anybody can sign in as a person of the demo; without an answer nobody can. */
export const isDemo = () => platformIs("demo", connection().api);

/** Asks who the person wants to be in the demo; elsewhere their own app signs them in. */
export async function askWho() {
  if (!(await isDemo())) return toast("Open this page from your app to be signed in.");
  await import("./demo-sign-in.js");
  const known = document.querySelector("demo-sign-in");
  const dialog = known ?? document.body.appendChild(document.createElement("demo-sign-in"));
  /** @type {import("./demo-sign-in.js").DemoSignIn} */ (dialog).open();
}

const toasts = h("div", { class: "toasts", role: "status" });
const cut = h("p", { class: "cut", role: "status" });
const account = /** @type {HTMLButtonElement} */ (document.querySelector("#account"));

async function buySheet() {
  await import("../components/buy-coins-sheet.js");
  const known = document.querySelector("buy-coins-sheet");
  const sheet = known ?? document.body.appendChild(h("buy-coins-sheet"));
  sheet.token = session.current?.token ?? null;
  return sheet;
}

/** Puts the platform's word into what the page's own text calls coins. */
async function showWords() {
  await wordsKnown(connection().api);
  for (const place of document.querySelectorAll("[data-coins]")) {
    place.textContent = place.getAttribute("data-coins") === "title" ? coinsTitle() : coinsName();
  }
}

async function showMode() {
  const isOfDemo = await isDemo();
  account.hidden = !isOfDemo;
  account.classList.remove("waiting");
  if (await platformIs("test", connection().api)) {
    document.querySelector("header.site")?.append(h("p", { class: "mode", role: "note" },
      isOfDemo ? "Demo: no real money" : "Test mode: no real money"));
  }
}

function showAccount() {
  const user = session.current?.user;
  account.classList.toggle("known", Boolean(user));
  if (user) {
    const name = user.displayName ?? user.id;
    fill(account, initial(name));
    account.setAttribute("aria-label", `Signed in as ${name}. Change`);
  } else {
    fill(account, icon("user"), h("span", null, "Sign in"));
    account.removeAttribute("aria-label");
  }
}

function followConnection() {
  const { realtime, wallet } = connection();
  let timer = 0;
  realtime.addEventListener("status", () => {
    if (realtime !== connection().realtime) return;
    clearTimeout(timer);
    if (realtime.status === "open" || realtime.status === "idle") cut.textContent = "";
    // A cut that heals at once needs no words.
    else timer = setTimeout(showCut, cutMilliseconds);
  });
  wallet.addEventListener("signed-out", () => {
    session.change(null);
    toast("Your session has ended. Please sign in again.");
  });
}

function showCut() {
  if (connection().realtime.status === "open") return;
  cut.textContent = navigator.onLine
    ? "Reconnecting to live updates…"
    : "You are offline. We will catch up.";
}

/** The gateway's page came back: shows how the purchase ended, once. */
async function resumePurchase() {
  const address = new URL(location.href);
  const purchaseId = address.searchParams.get("purchase");
  if (!purchaseId) return;
  for (const name of ["purchase", "outcome"]) address.searchParams.delete(name);
  history.replaceState(null, "", address);
  if (session.current) (await buySheet()).follow(purchaseId);
}

function listen() {
  document.addEventListener("ovation:buy-coins", () => buyCoins());
  document.addEventListener("ovation:sign-in-required", () => askWho());
  document.addEventListener("ovation:insufficient-balance", (event) => {
    const { shortfall, purpose } = /** @type {CustomEvent} */ (event).detail;
    buyCoins({ shortfall, purpose });
  });
  account.addEventListener("click", () => askWho());
}

document.body.append(cut, toasts);
listen();
showMode();
showWords();
whoever((signedIn) => {
  const token = signedIn?.token ?? null;
  for (const element of document.querySelectorAll("[data-session]")) {
    /** @type {import("../lib/element.js").OvationElement} */ (element).token = token;
  }
  showAccount();
  followConnection();
});
resumePurchase();
