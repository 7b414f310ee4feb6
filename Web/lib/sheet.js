/** The frame of every sheet: its title, a way out, and whatever stands below. */

import { h } from "./dom.js";
import { icon } from "./icons.js";

/**
 * Makes a dialog that `sheetStyles` lays out; a press beside it closes it, too.
 * @param {HTMLElement} title has the id `title`
 * @param {() => void} close
 * @param {...HTMLElement} content
 */
export function sheetDialog(title, close, ...content) {
  const dialog = h("dialog", { "aria-labelledby": "title" },
    h("div", { class: "top" }, title,
      h("button", { class: "round", type: "button", "aria-label": "Close", onclick: close },
        icon("close"))),
    content);
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) close();
  });
  return dialog;
}
