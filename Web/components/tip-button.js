/**
 * `<tip-button creator-id stream-id presets>`: opens a `<tip-form>` in a sheet, which closes when
 * the tip has been sent, so that nothing hides it from its sender.
 */

import { h } from "../lib/dom.js";
import { coin } from "../lib/icons.js";
import { SheetButton } from "./sheet-button.js";

export class TipButton extends SheetButton {
  static passedOn = ["creator-id", "stream-id", "presets"];
  static observedAttributes = [...SheetButton.observedAttributes, ...TipButton.passedOn];

  constructor() {
    super("Send a tip", "quiet", coin());
    this.view.addEventListener("ovation:tip-sent", () => this.close());
  }

  async make() {
    await import("./tip-form.js");
    return h("tip-form");
  }
}

customElements.define("tip-button", TipButton);
