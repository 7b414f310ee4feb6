/**
 * The form for an amount of coins that no package has.
 */

import { sentence } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { coinsName, number, wholeNumber } from "../lib/format.js";

const amountMax = 1_000_000_000;

/**
 * Makes the form; what is wrong is said beside the field, and what was typed is kept.
 * @param {number} suggested what the field holds at first; 0 for nothing
 * @param {(amount: number) => Promise<void>} take continues with an amount of whole coins
 * @returns {HTMLElement}
 */
export function amountForm(suggested, take) {
  const problem = h("p", { class: "problem", id: "amount-problem", role: "alert" });
  const input = h("input", {
    id: "amount", type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 13,
    value: suggested > 0 && suggested, "aria-describedby": "amount-problem",
    oninput: () => complain(""),
  });
  const button = h("button", { class: "button quiet", type: "submit" }, "Continue");

  /** @param {string} what */
  const complain = (what) => {
    problem.textContent = what;
    input.toggleAttribute("aria-invalid", what !== "");
    if (!what) return;
    input.focus();
    problem.scrollIntoView({ block: "nearest" });
  };

  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    if (button.getAttribute("aria-disabled") === "true") return;
    const amount = wholeNumber(input.value);
    if (!Number.isInteger(amount) || amount < 1 || amount > amountMax) {
      return complain(
        `Type a whole number of ${coinsName()} from 1 to ${number(amountMax)}.`);
    }
    button.setAttribute("aria-disabled", "true");
    try {
      await take(amount);
    } catch (error) {
      complain(sentence(error));
    } finally {
      button.removeAttribute("aria-disabled");
    }
  };

  return h("form", { class: "amount", novalidate: true, onsubmit: submit },
    h("label", { for: "amount" }, `Another amount of ${coinsName()}`),
    h("div", { class: "entry" }, input, button),
    problem);
}
