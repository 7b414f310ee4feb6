/** The demo's moving picture: a concert, painted on a canvas, different for every stream. */

import { prefersReducedMotion } from "../lib/dom.js";
import { allColours, paint, sceneOn } from "./stage-scene.js";

const framesPerSecond = 30;
/** Painted small and shown large: light is soft anyway, and the gifts need the time. */
const pixelsMax = 260_000;


/**
 * Paints until the signal aborts; a single still picture when less motion is wanted.
 * @param {HTMLCanvasElement} canvas
 * @param {string} seed decides the colours
 * @param {AbortSignal} signal
 */
export function playStage(canvas, seed, signal) {
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) return;
  const colours = allColours[sumOf(seed) % allColours.length];
  const draw = (/** @type {number} */ seconds) => {
    fit(canvas);
    paint(sceneOn(pen, canvas), colours, seconds);
  };
  const start = performance.now() - 20_000;
  let due = 0;
  const frame = (/** @type {number} */ now) => {
    if (signal.aborted) return;
    if (now >= due) {
      due = now + 1000 / framesPerSecond - 4;
      draw((now - start) / 1000);
    }
    requestAnimationFrame(frame);
  };
  draw(20);
  if (!prefersReducedMotion()) requestAnimationFrame(frame);
  const resized = new ResizeObserver(() => draw((performance.now() - start) / 1000));
  resized.observe(canvas);
  signal.addEventListener("abort", () => resized.disconnect(), { once: true });
}

/** @param {HTMLCanvasElement} canvas */
function fit(canvas) {
  const { clientWidth, clientHeight } = canvas;
  if (clientWidth === 0 || clientHeight === 0) return;
  const shrink = Math.min(1, Math.sqrt(pixelsMax / (clientWidth * clientHeight)));
  const width = Math.round(clientWidth * shrink);
  const height = Math.round(clientHeight * shrink);
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
}

/** @param {string} text */
const sumOf = (text) => [...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
