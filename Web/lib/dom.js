/**
 * Builds elements without any HTML sink: every string becomes a text node.
 */

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * Makes an element. Keys that start with `on` add listeners, `style` sets custom properties,
 * `true` sets an empty attribute, and `false`, `null` and `undefined` set nothing.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any> | null} [attributes]
 * @param {...(Child | Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) setAttribute(element, name, value);
  element.append(...children.flat().filter(isShown).map(toNode));
  return element;
}

/**
 * Puts new children in the place of the old ones.
 * @param {Element | ShadowRoot} parent
 * @param {...(Child | Child[])} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat().filter(isShown).map(toNode));
}

/**
 * Makes a constructed style sheet, which the content security policy allows.
 * @param {string} text
 * @returns {CSSStyleSheet}
 */
export function sheet(text) {
  const styles = new CSSStyleSheet();
  styles.replaceSync(text);
  return styles;
}

/** Whether the person asked for less motion: then things fade and nothing flies. */
export const prefersReducedMotion = () =>
  matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {any} value
 */
function setAttribute(element, name, value) {
  if (value === false || value === null || value === undefined) return;
  if (name.startsWith("on")) {
    element.addEventListener(name.slice(2), value);
  } else if (name === "style") {
    for (const [key, text] of Object.entries(value)) element.style.setProperty(key, String(text));
  } else {
    element.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * @param {Child} child
 * @returns {child is Node | string | number}
 */
function isShown(child) {
  return child !== null && child !== undefined && child !== false;
}

/**
 * @param {Node | string | number} child
 * @returns {Node | string}
 */
function toNode(child) {
  return typeof child === "number" ? String(child) : child;
}
