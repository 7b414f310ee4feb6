import { sheet } from "../lib/dom.js";

export const styles = sheet(`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    background: var(--surface);
  }

  .grid {
    display: grid;
    grid-template-columns: repeat(var(--ovation-gift-columns, 4), 1fr);
    gap: 8px;
    padding: 4px 12px 12px;
    overflow: auto;
    overscroll-behavior: contain;
    flex: 1 1 auto;
    min-block-size: 216px;
    align-content: start;
  }

  .grid > .state { grid-column: 1 / -1; }

  .tile {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 2px;
    min-block-size: 104px;
    padding: 10px 2px 8px;
    border-radius: 14px;
    border: 2px solid transparent;
    background: var(--raised);
    transition: translate .15s, background .15s;
  }

  .tile:focus-visible { outline-offset: -2px; }
  .tile:hover { background: var(--line); }

  .tile img {
    inline-size: var(--ovation-gift-size, 48px);
    block-size: auto;
    aspect-ratio: 1;
  }

  .tile[aria-checked="true"] {
    border-color: var(--accent);
    background: color-mix(in srgb, var(--accent) 14%, var(--surface));
  }

  .tile[aria-checked="true"] img { filter: drop-shadow(0 4px 10px #d5135c70); }

  .name {
    font-size: .8125rem;
    font-weight: 600;
    max-inline-size: 100%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .price {
    display: flex;
    align-items: center;
    gap: 3px;
    font-size: .8125rem;
    color: var(--gold-text);
    font-weight: 700;
  }

  .price .coin { inline-size: 13px; block-size: 13px; }

  .epic {
    background: linear-gradient(
      180deg,
      color-mix(in srgb, #8b5cf6 20%, var(--raised)),
      var(--raised)
    );
  }

  .legendary {
    background: linear-gradient(
      180deg,
      color-mix(in srgb, #f59e0b 26%, var(--raised)),
      var(--raised)
    );
  }

  .badge {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-end: 4px;
    padding: 1px 6px;
    border-radius: 99px;
    font-size: .6875rem;
    font-weight: 700;
    color: var(--on-gold);
    background: var(--gold);
  }

  .stepper {
    display: flex;
    align-items: center;
    border-radius: 999px;
    background: var(--raised);
  }

  .stepper button {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
  }

  .stepper button:disabled { opacity: .4; cursor: default; }

  .stepper output {
    min-inline-size: 3ch;
    text-align: center;
    font-weight: 700;
  }

  @media (max-width: 400px) {
    .stepper button { inline-size: 44px; }
    .stepper output { min-inline-size: 2ch; }
  }
`);
