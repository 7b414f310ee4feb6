/** One stop for Tab in a group, arrow keys inside it (WAI-ARIA, "roving tabindex"). */

/**
 * Lets arrow keys, Home and End move the focus within a group. Up and down move by rows, as the
 * items are laid out on the screen.
 * @param {HTMLElement} group
 * @param {() => HTMLElement[]} items
 * @param {(item: HTMLElement) => void} moved is told where the focus went
 */
export function roveWithin(group, items, moved) {
  group.addEventListener("keydown", (event) => {
    const all = items();
    const from = all.indexOf(/** @type {HTMLElement} */ (event.target));
    if (from < 0) return;
    const to = target(event.key, all, from, getComputedStyle(group).direction === "rtl");
    if (to === null) return;
    event.preventDefault();
    const item = all[to];
    for (const other of all) other.tabIndex = other === item ? 0 : -1;
    item.focus();
    moved(item);
  });
}

/**
 * @param {string} key
 * @param {HTMLElement[]} items
 * @param {number} from
 * @param {boolean} isRightToLeft
 * @returns {number | null}
 */
function target(key, items, from, isRightToLeft) {
  const last = items.length - 1;
  const wrap = (/** @type {number} */ index) => (index + items.length) % items.length;
  const clamp = (/** @type {number} */ index) => Math.min(last, Math.max(0, index));
  const forward = isRightToLeft ? -1 : 1;
  switch (key) {
    case "ArrowRight":
      return wrap(from + forward);
    case "ArrowLeft":
      return wrap(from - forward);
    case "ArrowDown":
      return clamp(from + columns(items));
    case "ArrowUp":
      return clamp(from - columns(items));
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

/**
 * How many items stand in the first row.
 * @param {HTMLElement[]} items
 */
function columns(items) {
  const second = items.findIndex((item) => item.offsetTop > items[0].offsetTop);
  return second < 0 ? 1 : second;
}
