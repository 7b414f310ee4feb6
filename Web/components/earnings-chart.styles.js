import { sheet } from "../lib/dom.js";

export const styles = sheet(`
  :host { display: block; }

  .card {
    display: grid;
    gap: 18px;
    padding: 24px;
    border-radius: 24px;
    background: var(--surface);
    box-shadow: inset 0 0 0 1px var(--line);
  }

  .top {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: flex-start;
    gap: 12px;
  }

  .headline { display: grid; }

  .headline strong {
    font-size: 2rem;
    font-weight: 800;
    letter-spacing: -.02em;
    line-height: 1.2;
  }

  .comparison {
    min-block-size: 1.4em;
    font-size: .875rem;
    color: var(--muted);
  }

  .comparison.up { color: var(--good); }

  .ranges {
    display: flex;
    padding: 4px;
    border-radius: 99px;
    background: var(--raised);
  }

  .ranges button {
    min-block-size: 44px;
    padding-inline: 14px;
    border-radius: 99px;
    font-weight: 600;
    font-size: .875rem;
  }

  .ranges [aria-checked="true"] {
    color: var(--on-accent);
    background: linear-gradient(100deg, var(--accent), var(--accent-end));
  }

  .plot {
    position: relative;
    block-size: 260px;
    min-inline-size: 0;
  }

  canvas { position: absolute; inset: 0; }

  .foot {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 12px;
    align-items: flex-start;
  }

  details { flex: 1; min-inline-size: 180px; }
  details[open] { flex-basis: 100%; }

  summary {
    min-block-size: 44px;
    padding-block: 11px;
    font-weight: 600;
    cursor: pointer;
    border-radius: 8px;
  }

  .scroll { max-block-size: 300px; overflow: auto; }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: .875rem;
  }

  caption {
    text-align: start;
    color: var(--muted);
    padding-block-end: 8px;
  }

  th, td {
    padding: 10px 8px;
    text-align: end;
    border-block-end: 1px solid var(--line);
    font-weight: 400;
  }

  th:first-child { text-align: start; }
  thead th { font-weight: 700; }
`);
