/** What the buttons share that open a sheet in which coins are spent. */

import { h, fill, sheet } from "../lib/dom.js";
import { OvationElement, failureState, skeletons } from "../lib/element.js";
import { sheetDialog } from "../lib/sheet.js";
import { sheetStyles } from "../lib/tokens.js";

const styles = sheet(`
  :host { display: inline-block; min-block-size: 48px; }
  .open { inline-size: 100%; box-shadow: 0 8px 24px #d5135c66; }
  .open.quiet { box-shadow: inset 0 0 0 1px var(--line), 0 8px 24px #0006; }
  dialog { overflow: hidden; }
  dialog[open] { display: flex; flex-direction: column; }
  dialog::backdrop { background: transparent; }
  .holder { display: flex; flex-direction: column; }
  .holder, .holder > * { flex: 1 1 auto; min-block-size: 0; }
  .loading { block-size: 160px; margin: 8px 20px 24px; }
`);

/**
 * A subclass makes what stands in the sheet when it is first opened, and names the attributes
 * that it hands on. What that emits passes through; when coins are short, or nobody is signed
 * in, the sheet closes to make room.
 */
export class SheetButton extends OvationElement {
  static styles = [sheetStyles, styles];
  /** @type {string[]} */
  static passedOn = [];

  /** @type {OvationElement | null} */
  #content = null;
  #isMaking = false;
  #holder = h("div", { class: "holder" });
  #button;
  #dialog;

  /**
   * @param {string} title of the sheet, and of the button unless the page gives it other words
   * @param {"primary" | "quiet"} look
   * @param {Node} picture
   */
  constructor(title, look, picture) {
    super();
    this.#button = h("button", { class: `button open ${look}`, type: "button",
      "aria-haspopup": "dialog", onclick: () => this.open() }, picture, h("slot", null, title));
    const heading = h("h2", { id: "title" }, title);
    this.#dialog = sheetDialog(heading, () => this.close(), this.#holder);
    fill(this.view, this.#button, this.#dialog);
    for (const type of ["ovation:insufficient-balance", "ovation:sign-in-required"]) {
      this.view.addEventListener(type, () => this.close());
    }
  }

  start() {
    if (this.#content) this.#equip(this.#content);
  }

  get isOpen() {
    return this.#dialog.open;
  }

  open() {
    if (!this.#dialog.open) this.#dialog.showModal();
    if (this.#content) this.#equip(this.#content);
    else this.#fill();
  }

  close() {
    this.#dialog.close();
  }

  /**
   * Makes what stands in the sheet; only asked once.
   * @returns {Promise<OvationElement>}
   */
  async make() {
    throw new Error("A subclass says what stands in its sheet.");
  }

  async #fill() {
    if (this.#isMaking) return;
    this.#isMaking = true;
    fill(this.#holder, skeletons(1, "loading"));
    try {
      const content = await this.make();
      this.#equip(content);
      this.#content = content;
      fill(this.#holder, content);
    } catch (error) {
      fill(this.#holder, failureState(error, () => this.#fill()));
    } finally {
      this.#isMaking = false;
    }
  }

  /** @param {OvationElement} content */
  #equip(content) {
    const { passedOn } = /** @type {typeof SheetButton} */ (this.constructor);
    for (const name of ["base-url", ...passedOn]) {
      const value = this.getAttribute(name);
      if (value !== null && value !== content.getAttribute(name)) content.setAttribute(name, value);
    }
    content.token = this.token;
  }
}
