/** News for screen readers, gathered so that a storm is one sentence in a while. */

const everyMilliseconds = 3000;

export class Announcer {
  #region;
  /** @type {Map<string, { count: number, say: (count: number) => string }>} */
  #waiting = new Map();
  #isSpeechDue = false;
  #spokeAt = 0;

  /** @param {HTMLElement} region an element with `aria-live="polite"` */
  constructor(region) {
    this.#region = region;
  }

  /**
   * Adds to what will be said next; the same subject is counted together.
   * @param {string} subject such as "Asha sent Rose"
   * @param {number} count
   * @param {(count: number) => string} [say] puts it into words when it is said
   */
  add(subject, count, say = (sum) => `${subject} × ${sum}`) {
    this.#waiting.set(subject, { count: (this.#waiting.get(subject)?.count ?? 0) + count, say });
    const wait = Math.max(50, this.#spokeAt + everyMilliseconds - Date.now());
    if (this.#isSpeechDue) return;
    this.#isSpeechDue = true;
    setTimeout(() => this.#speak(), wait);
  }

  #speak() {
    this.#isSpeechDue = false;
    this.#spokeAt = Date.now();
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    const said = all.slice(0, 3).map(({ count, say }) => say(count));
    const rest = all.length - said.length;
    if (rest > 0) said.push(`and ${rest} more`);
    this.#region.textContent = `${said.join(", ")}.`;
  }
}
