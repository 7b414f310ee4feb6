/** News for screen readers, gathered so that a storm of gifts is one sentence in a while. */

const everyMilliseconds = 3000;

export class Announcer {
  #region;
  /** @type {Map<string, number>} */
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
   */
  add(subject, count) {
    this.#waiting.set(subject, (this.#waiting.get(subject) ?? 0) + count);
    const wait = Math.max(50, this.#spokeAt + everyMilliseconds - Date.now());
    if (this.#isSpeechDue) return;
    this.#isSpeechDue = true;
    setTimeout(() => this.#speak(), wait);
  }

  #speak() {
    this.#isSpeechDue = false;
    this.#spokeAt = Date.now();
    const all = [...this.#waiting];
    this.#waiting.clear();
    const said = all.slice(0, 3).map(([subject, count]) => `${subject} × ${count}`);
    const rest = all.slice(3).reduce((sum, [, count]) => sum + count, 0);
    if (rest > 0) said.push(`and ${rest} more gifts`);
    this.#region.textContent = `${said.join(", ")}.`;
  }
}
