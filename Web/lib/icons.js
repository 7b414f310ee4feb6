/** The few line icons of the interface, drawn on a 24 × 24 grid. */

const namespace = "http://www.w3.org/2000/svg";

/** @type {Record<string, string>} */
const paths = {
  gift: "M4 11h16v9a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1zM3 7h18v4H3zM12 7v14M12 7C9 7 7 5.8 7 4.4 7 3.3 7.9 2.5 9 2.5 11 2.5 12 5 12 7c0-2 1-4.5 3-4.5 1.1 0 2 .8 2 1.9C17 5.8 15 7 12 7z",
  close: "M6 6l12 12M18 6L6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 8v5M12 16.5v.1M10.3 4.3L2.6 17.6A2 2 0 0 0 4.3 20.5h15.4a2 2 0 0 0 1.7-2.9L13.7 4.3a2 2 0 0 0-3.4 0z",
  offline: "M3 3l18 18M8.5 16.4a5 5 0 0 1 7 0M5 12.8a10 10 0 0 1 5-2.7M14.5 10.3a10 10 0 0 1 4.5 2.5M12 20v.1",
  eye: "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7-10-7-10-7zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  user: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c.6-4 3.9-6 8-6s7.4 2 8 6",
  arrow: "M5 12h14M13 6l6 6-6 6",
  sparkle: "M12 3l1.9 5.6L19.5 10.5l-5.6 1.9L12 18l-1.9-5.6L4.5 10.5l5.6-1.9zM19 16v4M17 18h4",
  hide: "M3 3l18 18M10.6 5.1A10 10 0 0 1 12 5c6.4 0 10 7 10 7a17 17 0 0 1-3 3.8M6.6 6.6C3.7 8.5 2 12 2 12s3.6 7 10 7a9.7 9.7 0 0 0 5.4-1.6M9.9 9.9a3 3 0 0 0 4.2 4.2",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
};

/**
 * A decorative icon: its meaning must also stand in words beside it or in a label.
 * @param {keyof typeof paths} name
 * @returns {SVGSVGElement}
 */
export function icon(name) {
  const picture = svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" });
  picture.append(svg("path", { d: paths[name] ?? "" }));
  return /** @type {SVGSVGElement} */ (picture);
}

/**
 * The coin, our only coloured icon.
 * @returns {SVGSVGElement}
 */
export function coin() {
  const picture = svg("svg", { viewBox: "0 0 24 24", class: "coin", "aria-hidden": "true" });
  picture.append(
    svg("circle", { cx: "12", cy: "12", r: "11", fill: "#f59e0b" }),
    svg("circle", { cx: "12", cy: "11.4", r: "10.2", fill: "#ffd24a" }),
    svg("circle", { cx: "12", cy: "11.6", r: "7.6", fill: "#ffb91f" }),
    svg("path", {
      d: "M12 6.3l1.6 3.4 3.7.5-2.7 2.6.7 3.7-3.3-1.8-3.3 1.8.7-3.7-2.7-2.6 3.7-.5z",
      fill: "#fff3c4",
    }),
  );
  return /** @type {SVGSVGElement} */ (picture);
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 */
function svg(tag, attributes) {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
