/** How the demo's concert looks at a moment: light, a singer, a crowd. */

/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {{ pen: Pen, width: number, height: number, unit: number, floor: number }} Scene */
/**
 * @typedef {object} Colours
 * @property {string} night
 * @property {string} deep
 * @property {string} glow red, green and blue
 * @property {string[]} beams each red, green and blue
 * @property {string} rim
 */

const rimWidth = 0.016;

/** @type {Colours[]} */
export const allColours = [
  {
    night: "#12061f",
    deep: "#3b0d4f",
    glow: "255,77,141",
    beams: ["255,64,140", "150,90,255", "255,160,70"],
    rim: "#ff8fc0",
  },
  {
    night: "#04101f",
    deep: "#0b2f5e",
    glow: "60,170,255",
    beams: ["60,200,255", "110,110,255", "80,255,210"],
    rim: "#8fd6ff",
  },
  {
    night: "#1a0a06",
    deep: "#5a1d12",
    glow: "255,140,50",
    beams: ["255,150,50", "255,80,90", "255,220,110"],
    rim: "#ffc98a",
  },
  {
    night: "#04140f",
    deep: "#0d4740",
    glow: "50,230,170",
    beams: ["60,240,170", "70,170,255", "210,255,120"],
    rim: "#9ff5d3",
  },
];

/**
 * @param {CanvasRenderingContext2D} pen
 * @param {HTMLCanvasElement} canvas
 * @returns {Scene}
 */
export function sceneOn(pen, { width, height }) {
  const isTall = height > width;
  const unit = isTall ? width * 0.62 : height * 0.56;
  return { pen, width, height, unit, floor: height * (isTall ? 0.6 : 0.74) };
}

/**
 * @param {Scene} on
 * @param {Colours} colours
 * @param {number} time seconds
 */
export function paint(on, colours, time) {
  paintSky(on, colours, time);
  paintBeams(on, colours, time);
  paintBars(on, colours, time);
  paintFloor(on, colours);
  paintSinger(on, colours, time);
  paintDust(on, colours, time);
  paintCrowd(on, time, { rise: 0.02, size: 0.075, color: "#0d0717", count: 13, phase: 0 });
  paintCrowd(on, time, { rise: 0.1, size: 0.1, color: "#06030c", count: 9, phase: 2 });
}

/**
 * @param {Scene} on
 * @param {Colours} colours
 * @param {number} time
 */
function paintSky({ pen, width, height, unit, floor }, colours, time) {
  const sky = pen.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, colours.night);
  sky.addColorStop(0.75, colours.deep);
  sky.addColorStop(1, colours.night);
  pen.fillStyle = sky;
  pen.fillRect(0, 0, width, height);
  const x = width / 2;
  const y = floor - unit * 0.62;
  const halo = pen.createRadialGradient(x, y, 0, x, y, unit * 1.15);
  halo.addColorStop(0, `rgba(${colours.glow},.55)`);
  halo.addColorStop(1, `rgba(${colours.glow},0)`);
  pen.fillStyle = halo;
  pen.fillRect(0, 0, width, height);
  for (let ring = 0; ring < 4; ring += 1) {
    pen.lineWidth = unit * 0.018;
    pen.strokeStyle = `rgba(${colours.glow},${0.5 - ring * 0.1})`;
    pen.beginPath();
    pen.arc(x, y, unit * (0.42 + ring * 0.17 + 0.02 * Math.sin(time * 3 - ring)), 0, 7);
    pen.stroke();
  }
}

/**
 * @param {Scene} on
 * @param {Colours} colours
 * @param {number} time
 */
function paintBeams({ pen, width, height, floor }, colours, time) {
  pen.globalCompositeOperation = "lighter";
  for (let index = 0; index < 7; index += 1) {
    const x = (width * (index + 0.5)) / 7;
    const angle = Math.sin(time * 0.6 + index * 1.3) * 0.45 + (0.5 - x / width) * 0.5;
    const length = floor * 1.15;
    const color = colours.beams[index % colours.beams.length];
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
 * @param {Colours} colours
 * @param {number} time
 */
function paintBars({ pen, width, unit, floor }, colours, time) {
  const count = 36;
  const step = width / count;
  for (let index = 0; index < count; index += 1) {
    const beat = Math.abs(Math.sin(time * 2.1 + index * 0.9) * Math.sin(time * 1.3 + index * 0.37));
    const tall = unit * (0.05 + 0.26 * beat);
    pen.fillStyle = `rgba(${colours.beams[index % 3]},.55)`;
    pen.fillRect(index * step + step * 0.2, floor - tall, step * 0.6, tall);
  }
}

/**
 * @param {Scene} on
 * @param {Colours} colours
 */
function paintFloor({ pen, width, height, floor }, colours) {
  const ground = pen.createLinearGradient(0, floor, 0, height);
  ground.addColorStop(0, `rgba(${colours.glow},.5)`);
  ground.addColorStop(0.06, colours.deep);
  ground.addColorStop(1, "#05030a");
  pen.fillStyle = ground;
  pen.fillRect(0, floor, width, height - floor);
}

/**
 * The singer is a handful of thick lines, first a little thicker in the colour of the rim light.
 * @param {Scene} on
 * @param {Colours} colours
 * @param {number} time
 */
function paintSinger({ pen, width, unit, floor }, colours, time) {
  const beat = Math.sin(time * 1.6);
  pen.save();
  pen.translate(width / 2, floor + unit * 0.02);
  pen.scale(unit, unit);
  pen.rotate(beat * 0.018);
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = colours.rim;
  for (const limb of limbs(beat * 0.035, beat * 0.05)) strokeLimb(pen, limb, rimWidth);
  pen.strokeStyle = "#0b0614";
  for (const limb of limbs(beat * 0.035, beat * 0.05)) strokeLimb(pen, limb, 0);
  pen.restore();
}

/** @typedef {{ thick: number, points: [number, number][] }} Limb */

/**
 * @param {number} sway how far the body leans
 * @param {number} lift how far the arm is raised
 * @returns {Limb[]}
 */
function limbs(sway, lift) {
  const head = sway * 1.3;
  return [
    { thick: 0.085, points: [[-0.03, -0.42], [-0.09, -0.2], [-0.11, 0]] },
    { thick: 0.085, points: [[0.03, -0.42], [0.1, -0.21], [0.12, 0]] },
    { thick: 0.17, points: [[sway, -0.66], [0, -0.44]] },
    { thick: 0.062, points: [[sway - 0.07, -0.7], [-0.24, -0.82 + lift], [-0.3, -1.02 + lift]] },
    { thick: 0.062, points: [[sway + 0.07, -0.7], [0.19, -0.62], [sway + 0.08, -0.8]] },
    { thick: 0.036, points: [[sway + 0.08, -0.8], [sway + 0.055, -0.86]] },
    { thick: 0.15, points: [[head, -0.885], [head, -0.875]] },
    { thick: 0.07, points: [[head - 0.04, -0.95], [sway - 0.09, -0.84], [sway - 0.1, -0.7]] },
  ];
}

/**
 * @param {Pen} pen
 * @param {Limb} limb
 * @param {number} extra
 */
function strokeLimb(pen, { thick, points }, extra) {
  pen.lineWidth = thick + extra;
  pen.beginPath();
  for (const [x, y] of points) pen.lineTo(x, y);
  pen.stroke();
}

/**
 * @param {Scene} on
 * @param {Colours} colours
 * @param {number} time
 */
function paintDust({ pen, width, height, unit }, colours, time) {
  for (let index = 0; index < 26; index += 1) {
    const life = (time * 0.05 + index * 0.137) % 1;
    const x = width * ((index * 0.618) % 1) + Math.sin(time * 0.7 + index) * unit * 0.05;
    const size = unit * (0.006 + 0.014 * ((index * 0.37) % 1));
    pen.fillStyle = `rgba(${colours.beams[index % 3]},${0.5 * Math.sin(life * Math.PI)})`;
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
function paintCrowd({ pen, width, height, unit, floor }, time, row) {
  const { rise, size, color, count, phase } = row;
  const radius = unit * size;
  const people = Math.ceil((count * width) / (unit * 2));
  pen.fillStyle = color;
  pen.strokeStyle = color;
  pen.lineCap = "round";
  for (let index = 0; index <= people; index += 1) {
    const x = (width * (index + ((index * 7 + phase) % 5) * 0.08)) / people;
    const bob = Math.sin(time * 3 + index * 1.7 + phase) * radius * 0.16;
    const y = floor + unit * (0.14 + rise) + bob;
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
