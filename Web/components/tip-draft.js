/**
 * The tip that somebody was about to send when coins were short. It is kept in this window over
 * the way to the till and back.
 */

/** @typedef {{ creator: string, amount: number, words: string }} Draft */

const storageKey = "ovation.tip";

/** @param {Draft} draft */
export function keepDraft(draft) {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(draft));
  } catch {
    // A window without storage forgets the draft; nothing is paid for it.
  }
}

/**
 * @param {string} creator
 * @returns {Draft | null}
 */
export function keptDraft(creator) {
  try {
    /** @type {Draft | null} */
    const draft = JSON.parse(sessionStorage.getItem(storageKey) ?? "null");
    return draft?.creator === creator && Number.isSafeInteger(draft.amount) ? draft : null;
  } catch {
    return null;
  }
}

export function forgetDraft() {
  try {
    sessionStorage.removeItem(storageKey);
  } catch {
    // What could not be kept need not be forgotten.
  }
}
