/** The demo's moving picture: a concert, painted on a canvas, different for every stream. */

import { prefersReducedMotion } from "../lib/dom.js";

/** @typedef {{ night: string, deep: string, glow: string, beams: string[], rim: string }} Palette */
/** @typedef {{ pen: CanvasRenderingContext2D, width: number, height: number, unit: number, floor: number }} Scene */

const framesPerSecond = 30;
/** Painted small and shown large: light is soft anyway, and the gifts need the time. */
const pixelsMax = 260_000;

/** @type {Palette[]} */
const palettes = [
  { night: "#12061f", deep: "#3b0d4f", glow: "255,77,141", beams: ["255,64,140", "150,90,255", "255,160,70"], rim: "#ff8fc0" },
  { night: "#04101f", deep: "#0b2f5e", glow: "60,170,255", beams: ["60,200,255", "110,110,255", "80,255,210"], rim: "#8fd6ff" },
  { night: "#1a0a06", deep: "#5a1d12", glow: "255,140,50", beams: ["255,150,50", "255,80,90", "255,220,110"], rim: "#ffc98a" },
  { night: "#04140f", deep: "#0d4740", glow: "50,230,170", beams: ["60,240,170", "70,170,255", "210,255,120"], rim: "#9ff5d3" },
];

/**
 * Paints until the signal aborts; a single still picture when less motion is wanted.
 * @param {HTMLCanvasElement} canvas
 * @param {string} seed decides the colours
 * @param {AbortSignal} signal
 */
export function playStage(canvas, seed, signal) {
  const pen = canvas.getContext("2d", { alpha: false });
  if (!pen) return;
  const palette = palettes[sumOf(seed) % palettes.length];
  const draw = (/** @type {number} */ seconds) => {
    fit(canvas);
    paint(scene(pen, canvas), palette, seconds);
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

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {HTMLCanvasElement} canvas
 * @returns {Scene}
 */
function scene(pen, { width, height }) {
  const isTall = height > width;
  return { pen, width, height, unit: isTall ? width * 0.62 : height * 0.56, floor: height * (isTall ? 0.6 : 0.74) };
}

/**
 * @param {Scene} on
 * @param {Palette} palette
 * @param {number} time seconds
 */
function paint(on, palette, time) {
  paintSky(on, palette, time);
  paintBeams(on, palette, time);
  paintBars(on, palette, time);
  paintFloor(on, palette);
  paintSinger(on, palette, time);
  paintDust(on, palette, time);
  paintCrowd(on, time, { rise: 0.02, size: 0.075, color: "#0d0717", count: 13, phase: 0 });
  paintCrowd(on, time, { rise: 0.1, size: 0.1, color: "#06030c", count: 9, phase: 2 });
}

/**
 * @param {Scene} on
 * @param {Palette} palette
 * @param {number} time
 */
function paintSky({ pen, width, height, unit, floor }, palette, time) {
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, palette.night);
  sky.addColorStop(0.75, palette.deep);
  sky.addColorStop(1, palette.night);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  const x = width / 2;
  const y = floor - unit * 0.62;
  const halo = pen.createRadialGradient(x, y, 0, x, y, unit * 1.15);
  halo.addColorStop(0, `rgba(${palette.glow},.55)`);
  halo.addColorStop(1, `rgba(${palette.glow},0)`);
  pen.fillStyle = halo;
  pen.fillRect(0, 0, width, height);
  for (let ring = 0; ring < 4; ring += 1) {
    pen.lineWidth = unit * 0.018;
    pen.strokeStyle = `rgba(${palette.glow},${0.5 - ring * 0.1})`;
    pen.beginPath();
    pen.arc(x, y, unit * (0.42 + ring * 0.17 + 0.02 * Math.sin(time * 3 - ring)), 0, 7);
    pen.stroke();
  }
}

/**
 * @param {Scene} on
 * @param {Palette} palette
 * @param {number} time
 */
function paintBeams({ pen, width, height, floor }, palette, time) {
  pen.globalCompositeOperation = "lighter";
  for (let index = 0; index < 7; index += 1) {
    const x = (width * (index + 0.5)) / 7;
    const angle = Math.sin(time * 0.6 + index * 1.3) * 0.45 + (0.5 - x / width) * 0.5;
    const length = floor * 1.15;
    const color = palette.beams[index % palette.beams.length];
    pen.save();
    pen.translate(x, -height * 0.02);
    pen.rotate(angle);
    const light = pen.createLinearGradient(0, 0, 0, length);
    light.addColorStop(0, `rgba(${color},.5)`);
    light.addColorStop(1, `rgba(${color},0)`);
    pen.fillStyle = light;
    pen.beginPath();
    pen.moveTo(-3, 0);
    pen.lineTo(3, 0);
    pen.lineTo(length * 0.13, length);
    pen.lineTo(-length * 0.13, length);
    pen.fill();
    pen.restore();
  }
  pen.globalCompositeOperation = "source-over";
}

/**
 * @param {Scene} on
 * @param {Palette} palette
 * @param {number} time
 */
function paintBars({ pen, width, unit, floor }, palette, time) {
  const count = 36;
  const step = width / count;
  for (let index = 0; index < count; index += 1) {
    const beat = Math.abs(Math.sin(time * 2.1 + index * 0.9) * Math.sin(time * 1.3 + index * 0.37));
    const tall = unit * (0.05 + 0.26 * beat);
    pen.fillStyle = `rgba(${palette.beams[index % 3]},.55)`;
    pen.fillRect(index * step + step * 0.2, floor - tall, step * 0.6, tall);
  }
}

/**
 * @param {Scene} on
 * @param {Palette} palette
 */
function paintFloor({ pen, width, height, floor }, palette) {
  const ground = pen.createLinearGradient(0, floor, 0, height);
  ground.addColorStop(0, `rgba(${palette.glow},.5)`);
  ground.addColorStop(0.06, palette.deep);
  ground.addColorStop(1, "#05030a");
  pen.fillStyle = ground;
  pen.fillRect(0, floor, width, height - floor);
}

/**
 * @param {Scene} on
 * @param {Palette} palette
 * @param {number} time
 */
function paintSinger({ pen, width, unit, floor }, palette, time) {
  const sway = Math.sin(time * 1.6) * 0.035;
  pen.save();
  pen.translate(width / 2, floor + unit * 0.02);
  pen.scale(unit, unit);
  pen.rotate(sway * 0.5);
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = palette.rim;
  pen.fillStyle = "#0b0614";
  for (const width of [0.016, 0]) {
    const limb = (/** @type {number} */ thick, /** @type {number[]} */ ...points) => {
      pen.lineWidth = thick + width;
      pen.strokeStyle = width ? palette.rim : "#0b0614";
      pen.beginPath();
      pen.moveTo(points[0], points[1]);
      for (let at = 2; at < points.length; at += 2) pen.lineTo(points[at], points[at + 1]);
      pen.stroke();
    };
    const lift = Math.sin(time * 1.6) * 0.05;
    limb(0.085, -0.03, -0.42, -0.09, -0.2, -0.11, 0);
    limb(0.085, 0.03, -0.42, 0.1, -0.21, 0.12, 0);
    limb(0.17, sway, -0.66, 0, -0.44);
    limb(0.062, -0.07 + sway, -0.7, -0.24, -0.82 + lift, -0.3, -1.02 + lift);
    limb(0.062, 0.07 + sway, -0.7, 0.19, -0.62, 0.08 + sway, -0.8);
    limb(0.036, 0.08 + sway, -0.8, 0.055 + sway, -0.86);
    limb(0.15, sway * 1.3, -0.885, sway * 1.3, -0.875);
    limb(0.07, -0.04 + sway * 1.3, -0.95, -0.09 + sway, -0.84, -0.1 + sway, -0.7);
  }
  pen.restore();
}

/**
 * @param {Scene} on
 * @param {Palette} palette
 * @param {number} time
 */
function paintDust({ pen, width, height, unit }, palette, time) {
  for (let index = 0; index < 26; index += 1) {
    const life = (time * 0.05 + index * 0.137) % 1;
    const x = width * ((index * 0.618) % 1) + Math.sin(time * 0.7 + index) * unit * 0.05;
    const size = unit * (0.006 + 0.014 * ((index * 0.37) % 1));
    pen.fillStyle = `rgba(${palette.beams[index % 3]},${0.5 * Math.sin(life * Math.PI)})`;
    pen.beginPath();
    pen.arc(x, height * (0.9 - life * 0.8), size, 0, 7);
    pen.fill();
  }
}

/**
 * @param {Scene} on
 * @param {number} time
 * @param {{ rise: number, size: number, color: string, count: number, phase: number }} row
 */
function paintCrowd({ pen, width, height, unit, floor }, time, { rise, size, color, count, phase }) {
  const radius = unit * size;
  const people = Math.ceil((count * width) / (unit * 2));
  pen.fillStyle = color;
  pen.strokeStyle = color;
  pen.lineCap = "round";
  for (let index = 0; index <= people; index += 1) {
    const x = (width * (index + ((index * 7 + phase) % 5) * 0.08)) / people;
    const y = floor + unit * (0.14 + rise) + Math.sin(time * 3 + index * 1.7 + phase) * radius * 0.16;
    pen.beginPath();
    pen.arc(x, y, radius * 0.62, 0, 7);
    pen.fill();
    pen.beginPath();
    pen.ellipse(x, y + radius * 1.7, radius * 1.15, radius * 1.15, 0, Math.PI, 0);
    pen.rect(x - radius * 1.15, y + radius * 1.7, radius * 2.3, height);
    pen.fill();
    if ((index + phase) % 3 !== 0) continue;
    const wave = Math.sin(time * 2 + index) * radius * 0.4;
    pen.lineWidth = radius * 0.42;
    pen.beginPath();
    pen.moveTo(x + radius * 0.8, y + radius);
    pen.lineTo(x + radius * 1.1 + wave, y - radius * 1.5);
    pen.stroke();
  }
}

/** @param {string} text */
const sumOf = (text) => [...text].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
