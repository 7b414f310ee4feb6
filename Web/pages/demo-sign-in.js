/** `<demo-sign-in>`: a sheet with the people of the demo, one press each. */

import { sentence } from "../lib/api.js";
import { h, fill, sheet } from "../lib/dom.js";
import { OvationElement } from "../lib/element.js";
import { icon } from "../lib/icons.js";
import { session } from "../lib/session.js";
import { sheetDialog } from "../lib/sheet.js";
import { sheetStyles } from "../lib/tokens.js";
import { people } from "./demo-people.js";

const styles = sheet(`
  .body {
    display: grid;
    gap: 10px;
    padding: 8px 20px 24px;
  }

  .person {
    display: flex;
    align-items: center;
    gap: 14px;
    inline-size: 100%;
    min-block-size: 64px;
    padding: 10px 16px;
    border-radius: var(--radius);
    text-align: start;
    background: var(--raised);
    box-shadow: inset 0 0 0 1px var(--line);
  }

  .person:hover { background: var(--line); }
  .person[aria-current] { box-shadow: inset 0 0 0 2px var(--accent); }

  .face {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    flex: none;
    color: var(--on-accent);
    font-weight: 800;
    background: linear-gradient(135deg, var(--accent), var(--accent-end));
  }

  .words { display: grid; }
  .problem { color: var(--bad); }
  .problem:empty { display: none; }
`);

export class DemoSignIn extends OvationElement {
  static styles = [sheetStyles, styles];

  #list = h("div", { class: "body" });
  #problem = h("p", { class: "problem", role: "alert" });
  #dialog = sheetDialog(h("h2", { id: "title" }, "Who do you want to be?"),
    () => this.#dialog.close(), this.#list);

  constructor() {
    super();
    fill(this.view, this.#dialog);
  }

  open() {
    this.#problem.textContent = "";
    fill(this.#list, people.map((person) => this.#button(person)), this.#problem,
      session.current && h("button", { class: "button quiet", type: "button",
        onclick: () => this.#signOut() }, "Sign out"));
    this.#dialog.showModal();
  }

  /** @param {import("./demo-people.js").Person} person */
  #button(person) {
    const isCurrent = session.current?.user.id === person.id;
    return h("button", { class: "person", type: "button", "aria-current": isCurrent && "true",
      "data-person": person.id, onclick: () => this.#signIn(person.id) },
      h("span", { class: "face", "aria-hidden": "true" }, icon("user")),
      h("span", { class: "words" }, h("b", null, person.role),
        h("span", { class: "muted" }, person.text)));
  }

  /** @param {string} userId */
  async #signIn(userId) {
    try {
      await session.signIn(this.connection.api, userId);
      this.#dialog.close();
    } catch (error) {
      this.#problem.textContent = sentence(error);
    }
  }

  #signOut() {
    session.change(null);
    this.#dialog.close();
  }
}

customElements.define("demo-sign-in", DemoSignIn);
