import { sheet } from "../lib/dom.js";

export const styles = sheet(`
  :host {
    container-type: size;
    position: absolute;
    inset: 0;
    overflow: hidden;
    pointer-events: none;
    contain: strict;
    color: #fff;
  }

  :host([effects="off"]) :is(.sky, .spotlight, .rows) { display: none; }

  .sky img {
    position: absolute;
    inset-block-end: -20px;
    left: 0;
    will-change: transform, opacity;
  }

  @container (orientation: portrait) {
    .sky img { inset-block-end: 32%; }
    .spotlight { align-content: start; padding-block-start: 90px; }
  }

  .rows {
    position: absolute;
    inset-block-start: var(--ovation-overlay-start, 12px);
    inset-inline-start: 12px;
    display: grid;
    gap: 10px;
    justify-items: start;
    max-inline-size: calc(100% - 24px);
  }

  .row {
    position: relative;
    display: flex;
    align-items: center;
    gap: 10px;
    block-size: 54px;
    max-inline-size: 100%;
    padding: 5px 8px 5px 5px;
    border-radius: 999px;
    background: linear-gradient(90deg, #b3124fe6, #6b1b9acc 55%, #1b0f3380);
    animation: enter .35s cubic-bezier(.2, 1.3, .4, 1);
  }

  .row:dir(rtl) {
    background: linear-gradient(270deg, #b3124fe6, #6b1b9acc 55%, #1b0f3380);
    padding: 5px 5px 5px 8px;
  }

  .avatar {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    flex: none;
    border-radius: 50%;
    font-weight: 800;
    font-size: 1.125rem;
    color: #3a1300;
    background: linear-gradient(160deg, #ffd98a, #ff9d5c);
  }

  .words {
    display: grid;
    line-height: 1.2;
    min-inline-size: 0;
  }

  .words strong, .words span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .words strong { font-size: .9375rem; }
  .words span { font-size: .8125rem; color: #ffd9e8; }

  .tip {
    block-size: auto;
    min-block-size: 54px;
    max-block-size: 182px;
    padding-inline-end: 14px;
    border-radius: 27px;
    background: linear-gradient(90deg, #7a3e00f2, #5a1a5cd9);
  }

  .tip:dir(rtl) { background: linear-gradient(270deg, #7a3e00f2, #5a1a5cd9); }
  .tip .avatar { align-self: start; }

  .tip .words span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 9;
    max-inline-size: 30ch;
    overflow-wrap: anywhere;
    white-space: normal;
    font-size: .8125rem;
    line-height: 1.25;
    color: #ffeccc;
  }

  .tip .coin { inline-size: 26px; block-size: 26px; }
  .tip .counter { min-inline-size: 0; padding: 0; }
  .times { font-size: .75rem; white-space: nowrap; color: #ffeccc; }
  .times:empty { display: none; }

  .row img {
    margin-block: -12px;
    flex: none;
    filter: drop-shadow(0 4px 8px #0008);
  }

  .counter {
    flex: none;
    min-inline-size: 2ch;
    white-space: nowrap;
    padding-inline-end: 6px;
    font-size: 1.5rem;
    font-style: italic;
    font-weight: 900;
    color: #ffd24a;
    text-shadow: 0 2px 0 #7a1d00, 0 0 14px #ff7b0080;
  }

  .spotlight {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    align-content: center;
    opacity: 0;
  }

  .spotlight.on { animation: show 2.6s both; }
  .spotlight > * { grid-area: 1 / 1; }

  .spotlight img {
    animation: land 2.6s cubic-bezier(.2, 1.2, .3, 1) both;
    filter: drop-shadow(0 18px 30px #000a);
    inline-size: min(46%, 240px);
    block-size: auto;
  }

  .spotlight strong {
    align-self: end;
    padding: 4px 16px;
    border-radius: 99px;
    font-size: 1.125rem;
    background: #1b0f33b3;
  }

  .rays {
    inline-size: 420px;
    block-size: 420px;
    border-radius: 50%;
    background: repeating-conic-gradient(#ffd24a66 0 9deg, transparent 9deg 30deg);
    mask: radial-gradient(closest-side, #000 20%, transparent);
    animation: turn 14s linear infinite;
  }

  @keyframes enter {
    from { transform: translateX(-60px); opacity: 0; }
  }

  @keyframes show {
    0%, 100% { opacity: 0; }
    12%, 82% { opacity: 1; }
  }

  @keyframes land {
    from { transform: translateY(120px) scale(.3) rotate(-12deg); }
    30% { transform: none; }
    80% { transform: translateY(-8px); }
    to { transform: translateY(-40px) scale(1.1); }
  }

  @keyframes turn {
    to { rotate: 1turn; }
  }

  @media (prefers-reduced-motion: reduce) {
    .row { animation: fade .3s !important; animation-duration: .3s !important; }
    .spotlight.on { animation-duration: 2.6s !important; }
    .rays { display: none; }
  }

  @keyframes fade {
    from { opacity: 0; }
  }
`);
