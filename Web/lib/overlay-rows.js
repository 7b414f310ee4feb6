/** The rows of an overlay: what is alike is merged, what does not fit waits its turn. */

const rowMilliseconds = 4000;
const leavingMilliseconds = 220;
const waitingMax = 60;

/**
 * How one kind of thing is shown.
 * @template Item
 * @typedef {object} Kind
 * @property {(item: Item) => string} key items of one key share a row
 * @property {(item: Item) => number} height in rows
 * @property {(known: Item, more: Item) => Item} merge
 * @property {(item: Item) => Drawn<Item>} draw
 */

/**
 * @template Item
 * @typedef {object} Drawn
 * @property {HTMLElement} element
 * @property {(item: Item, isMore: boolean) => void} show
 */

/** @typedef {{ kind: Kind<any>, item: any, height: number }} Entry */
/** @typedef {Entry & { drawn: Drawn<any>, timer: number }} Row */

export class OverlayRows {
  #list;
  #capacity;
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {Map<string, Entry>} in the order of their coming */
  #waiting = new Map();

  /**
   * @param {HTMLElement} list
   * @param {() => number} capacity how many rows there is room for
   */
  constructor(list, capacity) {
    this.#list = list;
    this.#capacity = capacity;
  }

  /**
   * Shows something for four seconds, or counts it to what is shown already.
   * @template Item
   * @param {Kind<Item>} kind
   * @param {Item} item
   */
  add(kind, item) {
    const key = kind.key(item);
    const entry = { kind, item, height: kind.height(item) };
    const row = this.#rows.get(key);
    if (row) this.#grow(key, row, item);
    else if (this.#waiting.size > 0 || !this.#hasRoom(entry)) this.#wait(key, entry);
    else this.#draw(key, entry);
  }

  /** @param {Entry} entry */
  #hasRoom({ height }) {
    const taken = [...this.#rows.values()].reduce((sum, row) => sum + row.height, 0);
    return taken === 0 || taken + height <= this.#capacity();
  }

  /**
   * @param {string} key
   * @param {Entry} entry
   */
  #wait(key, entry) {
    const same = this.#waiting.get(key);
    if (same) entry = { ...entry, item: entry.kind.merge(same.item, entry.item) };
    this.#waiting.set(key, entry);
    if (this.#waiting.size <= waitingMax) return;
    const [oldest] = this.#waiting.keys();
    this.#waiting.delete(oldest);
  }

  /**
   * @param {string} key
   * @param {Entry} entry
   */
  #draw(key, entry) {
    const drawn = entry.kind.draw(entry.item);
    const row = { ...entry, drawn, timer: 0 };
    this.#rows.set(key, row);
    this.#list.append(drawn.element);
    drawn.show(entry.item, false);
    this.#keep(key, row);
  }

  /**
   * @param {string} key
   * @param {Row} row
   * @param {any} more
   */
  #grow(key, row, more) {
    row.item = row.kind.merge(row.item, more);
    row.drawn.show(row.item, true);
    this.#keep(key, row);
  }

  /**
   * @param {string} key
   * @param {Row} row
   */
  #keep(key, row) {
    clearTimeout(row.timer);
    row.timer = setTimeout(() => this.#remove(key, row), rowMilliseconds);
  }

  /**
   * @param {string} key
   * @param {Row} row
   */
  async #remove(key, row) {
    const { element } = row.drawn;
    this.#rows.delete(key);
    element.classList.add("leaving");
    const fade = element.animate({ opacity: [1, 0] }, leavingMilliseconds);
    await fade.finished.catch(() => undefined);
    element.remove();
    for (const [next, entry] of this.#waiting) {
      if (!this.#hasRoom(entry)) return;
      this.#waiting.delete(next);
      this.#draw(next, entry);
    }
  }
}
