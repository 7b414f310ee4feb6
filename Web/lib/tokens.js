/**
 * The look that all components share. Every value can be replaced by the page through an
 * `--ovation-*` custom property; light and dark follow the page's `color-scheme`.
 */

import { sheet } from "./dom.js";

export const tokens = sheet(`
  :host {
    --text: var(--ovation-text, light-dark(#1c1230, #f7f3ff));
    --muted: var(--ovation-muted, light-dark(#5f5376, #b9add2));
    --surface: var(--ovation-surface, light-dark(#ffffff, #1b1429));
    --raised: var(--ovation-raised, light-dark(#f4f0fa, #271d3a));
    --line: var(--ovation-line, light-dark(#e2daee, #3a2e54));
    --accent: var(--ovation-accent, #d5135c);
    --accent-end: var(--ovation-accent-end, #9b1fb5);
    --accent-text: var(--ovation-accent-text, light-dark(#b90f4f, #ff8fb3));
    --on-accent: var(--ovation-on-accent, #ffffff);
    --gold: var(--ovation-gold, #ffc845);
    --gold-end: var(--ovation-gold-end, #ffa51f);
    --on-gold: var(--ovation-on-gold, #321a00);
    --gold-text: var(--ovation-gold-text, light-dark(#8a5200, #ffce5c));
    --good: var(--ovation-good, light-dark(#0b7a4b, #5ddea5));
    --bad: var(--ovation-bad, light-dark(#b3261e, #ff9a92));
    --ring: var(--ovation-ring, light-dark(#6a2fd6, #c9a6ff));
    --radius: var(--ovation-radius, 16px);
    --shadow: 0 24px 60px light-dark(#2b125833, #000000b0);
    --family: var(--ovation-font, Inter, -apple-system, "Segoe UI", Roboto, Arial, sans-serif);
    color: var(--text);
    font: 400 1rem/1.4 var(--family);
    font-variant-numeric: tabular-nums;
    -webkit-tap-highlight-color: transparent;
  }

  :host([hidden]), [hidden] { display: none !important; }
  *, ::before, ::after { box-sizing: border-box; }
  h2, h3, p, ul, ol, dl, dd { margin: 0; padding: 0; }
  ul, ol { list-style: none; }

  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    touch-action: manipulation;
  }

  :focus-visible { outline: 3px solid var(--ring); outline-offset: 2px; }

  .icon {
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
    flex: none;
  }

  .coin {
    inline-size: 1.25em;
    block-size: 1.25em;
    flex: none;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 48px;
    padding: 6px 20px;
    border-radius: 999px;
    font-weight: 700;
    line-height: 1.15;
    text-align: center;
    text-decoration: none;
    transition: filter .15s, scale .15s;
  }

  .button:hover { filter: brightness(1.08); }
  .button:active { scale: .97; }

  .button[aria-disabled="true"] {
    filter: grayscale(.6);
    opacity: .7;
    cursor: progress;
  }

  .primary {
    color: var(--on-accent);
    background: linear-gradient(100deg, var(--accent), var(--accent-end));
  }

  .gold {
    color: var(--on-gold);
    background: linear-gradient(180deg, var(--gold), var(--gold-end));
  }

  .quiet {
    color: var(--text);
    background: var(--raised);
    box-shadow: inset 0 0 0 1px var(--line);
  }

  input {
    min-inline-size: 0;
    min-block-size: 44px;
    padding-inline: 14px;
    border: 1px solid var(--muted);
    border-radius: 14px;
    font: inherit;
    color: var(--text);
    background: var(--surface);
  }

  input[aria-invalid] { border-color: var(--bad); }
  input::placeholder { color: var(--muted); opacity: 1; }

  .round {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--raised);
    flex: none;
  }

  .round:hover { background: var(--line); }
  .muted { color: var(--muted); }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .skeleton {
    border-radius: 12px;
    background: var(--raised);
    animation: breathe 1.4s infinite alternate;
  }

  @keyframes breathe {
    to { opacity: .45; }
  }

  .state {
    display: grid;
    justify-items: center;
    gap: 10px;
    padding: 28px 20px;
    text-align: center;
    color: var(--muted);
  }

  .state strong { color: var(--text); font-size: 1.0625rem; }
  .state .icon { font-size: 1.75rem; color: var(--accent-text); }

  @media (prefers-reduced-motion: reduce) {
    *, ::before, ::after { animation-duration: 0s !important; transition: opacity .2s !important; }
    .button:active { scale: none; }
  }
`);

/** A dialog that is a bottom sheet on a phone and a side panel on a desktop. */
export const sheetStyles = sheet(`
  dialog {
    position: fixed;
    inset: auto 0 0;
    inline-size: 100%;
    max-inline-size: 100%;
    margin: 0;
    max-block-size: min(88dvh, 720px);
    padding: 0;
    border: 0;
    overflow: auto;
    overscroll-behavior: contain;
    color: inherit;
    background: var(--surface);
    border-radius: 24px 24px 0 0;
    box-shadow: var(--shadow);
    padding-block-end: env(safe-area-inset-bottom);
  }

  dialog[open] { animation: rise .28s cubic-bezier(.2, .9, .3, 1); }
  dialog::backdrop { background: #0a061480; animation: appear .2s; }

  dialog > .top {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    padding-block: 12px 8px;
    padding-inline: 20px 12px;
    background: var(--surface);
  }

  dialog > .top h2 { font-size: 1.1875rem; letter-spacing: -.01em; }

  @keyframes rise {
    from { translate: 0 40%; opacity: 0; }
  }

  @keyframes slide {
    from { translate: 60px 0; opacity: 0; }
  }

  @keyframes appear {
    from { opacity: 0; }
  }

  @media (min-width: 800px) {
    dialog {
      inset: 16px 16px 16px auto;
      inline-size: 440px;
      max-block-size: none;
      block-size: auto;
      border-radius: 24px;
    }
    dialog:dir(rtl) { inset: 16px auto 16px 16px; }
    dialog[open] { animation-name: slide; }
  }

  @media (prefers-reduced-motion: reduce) {
    dialog[open] { animation: appear .2s !important; }
  }
`);
