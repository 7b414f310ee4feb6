import { sheet } from "../lib/dom.js";

export const styles = sheet(`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--surface);
  }

  .body {
    display: grid;
    gap: 8px;
    flex: 1 1 auto;
    align-content: start;
    min-block-size: 0;
    padding: 4px 12px 12px;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(76px, 1fr));
    gap: 8px;
    min-block-size: 56px;
    margin-block-end: 4px;
  }

  .choices > .state { grid-column: 1 / -1; }

  .choice {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-block-size: 56px;
    padding-inline: 6px;
    border-radius: 14px;
    border: 2px solid transparent;
    font-weight: 700;
    background: var(--raised);
  }

  .choice:hover { background: var(--line); }
  .choice:focus-visible { outline-offset: -2px; }

  .choice[aria-checked="true"] {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 14%, var(--surface));
  }

  label { font-size: .875rem; color: var(--muted); }
  .problem { color: var(--bad); font-size: .875rem; }
  .problem:empty { display: none; }

  .missing {
    padding: 0 16px 8px;
    font-size: .875rem;
    color: var(--gold-text);
  }

  .missing:empty { display: none; }

  @media (forced-colors: active) {
    .choice[aria-checked="true"] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
`);
