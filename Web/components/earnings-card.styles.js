import { sheet } from "../lib/dom.js";

export const styles = sheet(`
  :host { display: block; }

  .card {
    display: grid;
    gap: 24px;
    padding: 24px;
    border-radius: 24px;
    background: var(--surface);
    box-shadow: inset 0 0 0 1px var(--line);
  }

  .headline {
    position: relative;
    display: grid;
    gap: 4px;
    margin: -24px -24px 0;
    padding: 26px 24px 24px;
    border-radius: 24px 24px 0 0;
    color: #fff;
    background:
      radial-gradient(circle at 88% 0%, #ff8a3d66, transparent 46%),
      linear-gradient(115deg, #7a0f4c, #4b1480 70%);
  }

  .headline.skeleton { block-size: 132px; }
  .fact.skeleton { block-size: 44px; }
  .label { font-size: .9375rem; color: #ffdcea; }

  .sum {
    display: flex;
    align-items: center;
    gap: 12px;
    min-block-size: 56px;
  }

  .sum .coin { inline-size: 40px; block-size: 40px; }

  .available {
    font-size: clamp(2.25rem, 1.8rem + 2.4vw, 3.25rem);
    font-weight: 800;
    letter-spacing: -.03em;
    line-height: 1.1;
  }

  .rise {
    opacity: 0;
    font-size: 1.25rem;
    font-weight: 800;
    color: #ffd873;
  }

  .live {
    position: absolute;
    inset-block-start: 22px;
    inset-inline-end: 22px;
    display: flex;
    align-items: center;
    gap: 6px;
    padding: 4px 10px;
    border-radius: 99px;
    font-size: .8125rem;
    font-weight: 700;
    background: #00000059;
  }

  .live i {
    inline-size: 8px;
    block-size: 8px;
    border-radius: 50%;
    background: #5ff0a8;
  }

  .details { display: grid; gap: 24px; }

  .goal {
    display: grid;
    gap: 8px;
    font-size: .875rem;
  }

  progress, meter {
    appearance: none;
    inline-size: 100%;
    block-size: 10px;
    border: 0;
    border-radius: 99px;
    overflow: hidden;
    background: var(--raised);
  }

  progress::-webkit-progress-bar, meter::-webkit-meter-bar {
    background: var(--raised);
    border: 0;
    border-radius: 99px;
    block-size: 10px;
  }

  progress::-webkit-progress-value {
    background: linear-gradient(90deg, var(--gold-end), var(--gold));
    border-radius: 99px;
    transition: inline-size .4s;
  }

  progress::-moz-progress-bar { background: var(--gold-end); }

  meter::-webkit-meter-optimum-value {
    background: linear-gradient(90deg, var(--accent), var(--accent-end));
    border-radius: 99px;
  }

  meter::-moz-meter-bar { background: var(--accent); }

  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(116px, 1fr));
    gap: 12px;
  }

  .facts div {
    padding: 14px 16px;
    border-radius: 16px;
    background: var(--raised);
  }

  dt { font-size: .8125rem; color: var(--muted); }

  dd {
    font-size: 1.25rem;
    font-weight: 800;
    letter-spacing: -.01em;
  }

  .sources { display: grid; gap: 12px; }
  h2 { font-size: 1rem; }

  .sources li {
    display: grid;
    grid-template-columns: 120px 1fr auto;
    align-items: center;
    gap: 12px;
    min-block-size: 36px;
  }
`);
