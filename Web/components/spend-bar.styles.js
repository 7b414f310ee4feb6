import { sheet } from "../lib/dom.js";

export const spendBarStyles = sheet(`
  .message {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 8px 16px;
    color: var(--bad);
    font-size: .875rem;
  }

  .message:empty { display: none; }

  .words { padding: 0 12px 8px; }
  .words input { inline-size: 100%; }

  .row {
    display: flex;
    align-items: center;
    gap: 8px;
    padding: 10px 12px;
    min-block-size: 72px;
    border-block-start: 1px solid var(--line);
    background: var(--surface);
  }

  .figure {
    display: grid;
    min-inline-size: 44px;
    line-height: 1.2;
  }

  .figure + .figure { margin-inline: 8px; }
  .figure span { font-size: .75rem; color: var(--muted); }
  .figure b { font-size: 1rem; }

  .send {
    flex: 1;
    min-inline-size: 76px;
    padding-inline: 10px;
  }

  @media (max-width: 400px) {
    .row { gap: 4px; padding-inline: 10px; }
    .send { font-size: .9375rem; }
  }
`);
