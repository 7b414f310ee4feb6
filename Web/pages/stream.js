/** `/stream/:id`: watch, send gifts and tips, see them fly. */

import { ApiProblem, sentence } from "../lib/api.js";
import { h, fill } from "../lib/dom.js";
import { emptyState, failureState } from "../lib/element.js";
import { coins, number, shortNumber } from "../lib/format.js";
import { icon } from "../lib/icons.js";
import { session } from "../lib/session.js";
import { connection, toast, whoever } from "./shell.js";
import { playStage } from "./stage-picture.js";
import "../components/gift-button.js";
import "../components/live-overlay.js";
import "../components/tip-button.js";

/** @typedef {import("../lib/types.js").Stream} Stream */
/** @typedef {import("../lib/events.js").GiftSent} GiftSent */
/** @typedef {import("../lib/events.js").TipSent} TipSent */

const feedMax = 6;
const catchUpMilliseconds = 3000;
const isWide = matchMedia("(min-width: 1000px)");
const streamId = decodeURIComponent(location.pathname.split("/").filter(Boolean).pop() ?? "");
const stage = /** @type {HTMLElement} */ (document.querySelector("#stage"));
const overlay = /** @type {HTMLElementTagNameMap["live-overlay"]} */ (
  document.querySelector("live-overlay")
);
const buttons = /** @type {HTMLElement} */ (document.querySelector("#give"));
const giftButton = /** @type {HTMLElement} */ (document.querySelector("gift-button"));
const tipButton = /** @type {HTMLElementTagNameMap["tip-button"]} */ (
  document.querySelector("tip-button")
);
const picture = /** @type {HTMLCanvasElement} */ (document.querySelector("#picture"));
const panel = /** @type {HTMLElement} */ (document.querySelector("#panel"));
const feed = /** @type {HTMLElement} */ (document.querySelector("#feed"));
const shown = new AbortController();

/** @type {Stream | null} */
let stream = null;
let isCatchingUp = false;
/** Ends the subscription of the previous user. */
let listening = new AbortController();

async function open() {
  try {
    stream = /** @type {Stream} */ (await connection().api.get(path()));
  } catch (error) {
    return showFailure(error);
  }
  document.title = `${stream.title || "Live"} · Ovation`;
  text("#title", stream.title || "Live now");
  text("#creator", stream.creatorName ?? "");
  if (stream.status !== "live") return showEnded();
  for (const element of [buttons, panel]) element.hidden = false;
  give(giftButton);
  tipButton.setAttribute("creator-id", stream.creatorId ?? "");
  tipButton.setAttribute("stream-id", streamId);
  overlay.setAttribute("room", stream.channel);
  showFigures();
  showPanel();
  whoever(listen);
}

const path = () => `/api/streams/${encodeURIComponent(streamId)}`;

/**
 * Tells an element whom gifts go to.
 * @param {HTMLElement} element
 */
function give(element) {
  element.setAttribute("receiver-id", stream?.creatorId ?? "");
  element.setAttribute("stream-id", streamId);
}

/** On a wide screen the gifts are next to the picture; on a phone the button opens them. */
function showPanel() {
  if (!isWide.matches || panel.querySelector("gift-picker")) return;
  const picker = h("gift-picker", { "data-session": true });
  give(picker);
  picker.token = session.current?.token ?? null;
  panel.append(picker);
}

function listen() {
  if (!stream) return;
  listening.abort();
  listening = new AbortController();
  connection().realtime.subscribe(stream.channel, (message) => {
    if (message.type === "gift.sent") count(message.data);
    else if (message.type === "tip.sent") listTip(message.data);
    else if (message.type === "viewer.count") countViewers(message.data.count);
    else if (message.type === "stream.ended") showEnded();
    else if (message.type === "gap") catchUp();
  }, listening.signal);
}

/** @param {number} viewerCount */
function countViewers(viewerCount) {
  if (stream) stream.viewerCount = viewerCount;
  showFigures();
}

/** @param {GiftSent} gift */
function count(gift) {
  if (!stream) return;
  stream.giftCount += gift.quantity;
  stream.giftCoins += gift.coinAmount;
  showFigures();
  const times = gift.quantity > 1 ? ` × ${number(gift.quantity)}` : "";
  list(gift.imageUrl, gift.senderName, ` sent ${gift.giftName}${times}`, gift.coinAmount);
}

/** @param {TipSent} tip */
function listTip(tip) {
  const words = tip.tipCount > 1 ? ` sent ${number(tip.tipCount)} tips` : " sent a tip";
  list("/web/images/coin.svg", tip.senderName, words, tip.amountTokens,
    tip.message && h("q", { dir: "auto" }, tip.message));
}

/**
 * Puts a line on top of the latest ones.
 * @param {string | null} image
 * @param {string} name
 * @param {string} words
 * @param {number} amount coins
 * @param {HTMLElement | string | null} [message]
 */
function list(image, name, words, amount, message) {
  feed.querySelector(".none")?.remove();
  feed.prepend(h("li", null,
    h("img", { src: connection().picture(image), alt: "", width: 36, height: 36 }),
    h("span", null, h("b", { dir: "auto" }, name), words, message),
    h("span", { class: "worth" }, coins(amount))));
  while (feed.childElementCount > feedMax) feed.lastElementChild?.remove();
}

function showFigures() {
  if (!stream) return;
  text("#viewers", shortNumber(stream.viewerCount));
  text("#gift-count", shortNumber(stream.giftCount));
  text("#gift-coins", shortNumber(stream.giftCoins));
}

/** Reads the totals again when events may be missing; a storm of gaps asks once in a while. */
function catchUp() {
  if (isCatchingUp) return;
  isCatchingUp = true;
  setTimeout(async () => {
    isCatchingUp = false;
    // A failure here is not worth a word: the next gap or gift asks again.
    const fresh = await connection().api.get(path()).catch(() => null);
    if (!fresh) return;
    stream = fresh;
    showFigures();
  }, Math.random() * catchUpMilliseconds);
}

function showEnded() {
  shown.abort();
  listening.abort();
  for (const element of [buttons, panel]) element.hidden = true;
  cover(emptyState("eye", "This stream has ended", "Thank you for watching.", back()));
}

/** @param {unknown} error */
function showFailure(error) {
  const isMissing = error instanceof ApiProblem && error.status === 404;
  cover(isMissing
    ? emptyState("eye", "No such stream", "It may have ended, or the address is wrong.", back())
    : failureState(error, () => {
      stage.querySelector(".cover")?.remove();
      open();
    }));
}

const back = () => h("a", { class: "button primary", href: "/" }, "See who is live");

/** @param {HTMLElement} content */
function cover(content) {
  stage.querySelector(".cover")?.remove();
  stage.append(h("div", { class: "cover" }, content));
}

/**
 * @param {string} selector
 * @param {string} value
 */
function text(selector, value) {
  const element = document.querySelector(selector);
  if (element) element.textContent = value;
}

function watchEffects() {
  const toggle = /** @type {HTMLButtonElement} */ (document.querySelector("#effects"));
  toggle.addEventListener("click", () => {
    const isOff = overlay.getAttribute("effects") !== "off";
    overlay.setAttribute("effects", isOff ? "off" : "full");
    toggle.setAttribute("aria-pressed", String(isOff));
    fill(toggle, icon(isOff ? "hide" : "sparkle"));
  });
  fill(toggle, icon("sparkle"));
}

/** Without a live connection the answer itself must do, so that the sender sees it fly. */
function flyWithoutConnection() {
  document.addEventListener("ovation:gift-sent", (event) => {
    if (connection().realtime.status === "open") return;
    const { gift, ...receipt } = /** @type {CustomEvent} */ (event).detail;
    overlay.show({ ...receipt, ...sender(), giftName: gift.name, imageUrl: gift.imageUrl,
      message: null });
  });
  document.addEventListener("ovation:tip-sent", (event) => {
    if (connection().realtime.status === "open") return;
    overlay.showTip({ .../** @type {CustomEvent} */ (event).detail, ...sender(), tipCount: 1 });
  });
}

function sender() {
  const user = session.current?.user;
  return { senderId: user?.id ?? "", senderName: user?.displayName ?? "You" };
}

/** A refusal that comes when the sheet is closed would be missed. */
function tellRefusedTips() {
  document.addEventListener("ovation:tip-refused", (event) => {
    const { error } = /** @type {CustomEvent} */ (event).detail;
    if (!tipButton.isOpen) toast(`Your tip was not sent: ${sentence(error)}`);
  });
}

watchEffects();
flyWithoutConnection();
tellRefusedTips();
isWide.addEventListener("change", showPanel);
// The picture is for the eye and can wait until what can be pressed stands.
open().finally(() => playStage(picture, streamId, shown.signal));
// The gifts are needed even if the stream fails; the component that shows them shows failures.
connection().gifts().catch(() => undefined);
