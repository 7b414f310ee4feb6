/**
 * `<gift-button receiver-id stream-id>`: opens a `<gift-picker>` in a sheet.
 *
 * The picker's events pass through; when coins are short the sheet makes room for the purchase.
 */

import { h, fill, sheet } from "../lib/dom.js";
import { OvationElement } from "../lib/element.js";
import { icon } from "../lib/icons.js";
import { sheetStyles } from "../lib/tokens.js";
import "./gift-picker.js";

const passedOn = ["base-url", "receiver-id", "stream-id"];

const styles = sheet(`
  :host { display: inline-block; min-block-size: 48px; }
  .open { inline-size: 100%; box-shadow: 0 8px 24px #d5135c66; }
  dialog { overflow: hidden; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: transparent; }
  gift-picker { flex: 1; min-block-size: 0; }
`);

export class GiftButton extends OvationElement {
  static styles = [sheetStyles, styles];

  /** @type {import("./gift-picker.js").GiftPicker | null} */
  #picker = null;
  #button = h("button", { class: "button primary open", type: "button", "aria-haspopup": "dialog",
    onclick: () => this.open() }, icon("gift"), h("slot", null, "Send a gift"));
  #dialog = h("dialog", { "aria-labelledby": "title" },
    h("div", { class: "top" },
      h("h2", { id: "title" }, "Send a gift"),
      h("button", { class: "round", type: "button", "aria-label": "Close",
        onclick: () => this.close() }, icon("close"))));

  constructor() {
    super();
    fill(this.view, this.#button, this.#dialog);
    this.#dialog.addEventListener("click", ({ target }) => {
      if (target === this.#dialog) this.close();
    });
    for (const type of ["ovation:insufficient-balance", "ovation:sign-in-required"]) {
      this.view.addEventListener(type, () => this.close());
    }
  }

  start() {
    if (this.#picker) this.#equip(this.#picker);
  }

  open() {
    if (!this.#picker) {
      this.#picker = h("gift-picker");
      this.#dialog.append(this.#picker);
    }
    this.#equip(this.#picker);
    this.#dialog.showModal();
  }

  close() {
    this.#dialog.close();
  }

  /** @param {import("./gift-picker.js").GiftPicker} picker */
  #equip(picker) {
    for (const name of passedOn) {
      const value = this.getAttribute(name);
      if (value !== null && value !== picker.getAttribute(name)) picker.setAttribute(name, value);
    }
    picker.token = this.token;
  }
}

customElements.define("gift-button", GiftButton);
