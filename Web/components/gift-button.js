/** `<gift-button receiver-id stream-id>`: opens a `<gift-picker>` in a sheet. */

import { h } from "../lib/dom.js";
import { icon } from "../lib/icons.js";
import { SheetButton } from "./sheet-button.js";
import "./gift-picker.js";

export class GiftButton extends SheetButton {
  static passedOn = ["receiver-id", "stream-id"];
  static observedAttributes = [...SheetButton.observedAttributes, ...GiftButton.passedOn];

  constructor() {
    super("Send a gift", "primary", icon("gift"));
  }

  async make() {
    return h("gift-picker");
  }
}

customElements.define("gift-button", GiftButton);
