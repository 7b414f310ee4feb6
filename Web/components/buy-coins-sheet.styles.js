import { sheet } from "../lib/dom.js";

export const styles = sheet(`
  :host { display: contents; }
  h2:focus { outline: none; }

  .body {
    padding: 8px 20px 24px;
    display: grid;
    gap: 16px;
  }

  .list { display: grid; gap: 14px; }
  .offer { block-size: 84px; border-radius: var(--radius); }

  .short {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 12px 16px;
    border-radius: 14px;
    background: color-mix(in srgb, var(--gold) 18%, var(--surface));
  }

  .short .coin { inline-size: 24px; block-size: 24px; }

  .amount { display: grid; gap: 6px; }
  .amount label { font-size: .875rem; font-weight: 700; }
  .amount .entry { display: flex; gap: 10px; }
  .amount input { flex: 1; }

  .assurance {
    display: flex;
    gap: 10px;
    align-items: flex-start;
    font-size: .8125rem;
    color: var(--muted);
  }

  .hero {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding: 20px;
    border-radius: 20px;
    background: radial-gradient(
      circle at 50% 20%,
      color-mix(in srgb, var(--gold) 36%, var(--raised)),
      var(--raised) 75%
    );
  }

  .hero .coin { inline-size: 64px; block-size: 64px; }

  .hero strong {
    font-size: 1.75rem;
    font-weight: 800;
    letter-spacing: -.02em;
  }

  .success .halo {
    display: grid;
    place-items: center;
    inline-size: 96px;
    block-size: 96px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--gold) 34%, transparent);
    animation: pop .6s cubic-bezier(.2, 1.6, .4, 1);
  }

  @keyframes pop {
    from { transform: scale(.2) rotate(-40deg); opacity: 0; }
  }

  .bill { display: grid; }

  .bill div {
    display: flex;
    justify-content: space-between;
    gap: 16px;
    padding-block: 10px;
    border-block-end: 1px solid var(--line);
  }

  .bill dt { color: var(--muted); }
  .bill dd { font-weight: 600; text-align: end; }
  .bill div:last-child { border: 0; font-size: 1.125rem; }
  .bill div:last-child :is(dt, dd) { color: var(--text); font-weight: 800; }
  .problem { color: var(--bad); }
  .problem:empty { display: none; }
  .actions { display: grid; gap: 10px; }
  .wide { inline-size: 100%; min-block-size: 52px; }

  .spinner {
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    border: 4px solid var(--line);
    border-block-start-color: var(--accent);
    animation: spin 1s linear infinite;
  }

  @keyframes spin {
    to { rotate: 1turn; }
  }

  @media (prefers-reduced-motion: reduce) {
    .spinner {
      animation: breathe 1.2s infinite alternate !important;
      animation-duration: 1.2s !important;
    }
  }

  @keyframes breathe {
    to { opacity: .4; }
  }
`);
