/** `/`: what this is, who is live, and one press to sign in to the demo. */

import { sentence } from "../lib/api.js";
import { h, fill } from "../lib/dom.js";
import { emptyState, failureState } from "../lib/element.js";
import { coinsName, number } from "../lib/format.js";
import { coin, icon } from "../lib/icons.js";
import { session } from "../lib/session.js";
import { people } from "./demo-people.js";
import { askWho, buyCoins, connection, isDemo, toast, whoever } from "./shell.js";
import { playStage } from "./stage-picture.js";

/** @typedef {import("../lib/types.js").Stream} Stream */

const welcome = /** @type {HTMLElement} */ (document.querySelector("#welcome"));
const streams = /** @type {HTMLElement} */ (document.querySelector("#streams"));
let pictures = new AbortController();

/** @param {import("../lib/session.js").SignedIn | null} signedIn */
function showWelcome(signedIn) {
  if (!signedIn) {
    showPeople();
    return;
  }
  const isCreator = signedIn.user.roles.some((role) => role.toLowerCase() === "creator");
  fill(welcome,
    h("p", { class: "hello" }, "Signed in as ", h("b", null, signedIn.user.displayName)),
    h("div", { class: "choices" },
      isCreator
        ? h("a", { class: "button primary", href: "/creator/earnings" },
          "See your earnings", icon("arrow"))
        : h("button", { class: "button gold", type: "button", onclick: () => buyCoins() },
          coin(), `Get ${coinsName()}`),
      h("a", { class: "button quiet", href: "#live" }, "Watch live"),
      somebodyElse()));
}

/** @returns {Promise<void>} */
async function showPeople() {
  if (!(await isDemo())) {
    fill(welcome, h("a", { class: "button primary", href: "#live" }, "Watch live"));
    return;
  }
  if (session.current) return;
  fill(welcome,
    h("p", { class: "hello" }, "Try it. No account, no real money."),
    h("div", { class: "people" }, people.slice(0, 2).map((person) =>
      h("button", { class: `person ${person.role.toLowerCase()}`, type: "button",
        "data-person": person.id, onclick: () => signIn(person.id) },
        person.id === "demo-creator" ? icon("sparkle") : icon("gift"),
        h("span", null,
          h("b", null, `Sign in as a ${person.role.toLowerCase()}`),
          h("small", null, person.text))))),
    somebodyElse());
}

const somebodyElse = () =>
  h("button", { class: "button plain", type: "button", onclick: () => askWho() }, "Somebody else");

/** @param {string} userId */
async function signIn(userId) {
  try {
    await session.signIn(connection().api, userId);
  } catch (error) {
    toast(sentence(error));
  }
}

async function showStreams() {
  try {
    const page = await connection().api.get("/api/streams?status=live");
    pictures.abort();
    pictures = new AbortController();
    if (page.data.length === 0) {
      fill(streams, emptyState("eye", "Nobody is live", "Come back a little later."));
    } else {
      fill(streams, page.data.map(card));
    }
  } catch (error) {
    fill(streams, failureState(error, showStreams));
  } finally {
    streams.removeAttribute("aria-busy");
  }
}

/** @param {Stream} stream */
function card(stream) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const element = h("a", { class: "stream", href: `/stream/${encodeURIComponent(stream.id)}` },
    canvas,
    h("span", { class: "chips" },
      h("span", { class: "chip live" }, "Live"),
      h("span", { class: "chip" }, icon("eye"), h("span", null, number(stream.viewerCount)),
        h("span", { class: "visually-hidden" }, " watching"))),
    h("span", { class: "words" },
      h("b", { dir: "auto" }, stream.title || "Live now"),
      h("small", null, stream.creatorName ?? "",
        h("span", { class: "coins" }, coin(), `${number(stream.giftCoins)} in gifts`))));
  playStage(canvas, stream.id, pictures.signal);
  return element;
}

whoever(showWelcome);
showStreams();
