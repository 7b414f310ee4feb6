/** Numbers, money and times for people, always by `Intl`; integers underneath. */

const locale = () => document.documentElement.lang || navigator.language;

/** @type {Map<string, Intl.NumberFormat>} */
const numberFormats = new Map();

/**
 * @param {Intl.NumberFormatOptions} options
 * @returns {Intl.NumberFormat}
 */
function numberFormat(options) {
  const key = locale() + JSON.stringify(options);
  const known = numberFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale(), options);
  numberFormats.set(key, made);
  return made;
}

/**
 * An integer with the locale's grouping.
 * @param {number} value
 */
export const number = (value) => numberFormat({}).format(value);

/**
 * The whole number that somebody typed, with or without grouping by threes; NaN for all else, so
 * that "1.5" is never taken for fifteen.
 * @param {string} text
 */
export function wholeNumber(text) {
  const plain = text.trim();
  const isWhole = /^\d+$|^\d{1,3}([ .,'’\u00a0\u202f])\d{3}(\1\d{3})*$/.test(plain);
  return isWhole ? Number(plain.replace(/\D/g, "")) : NaN;
}

/**
 * The first letter of a name, also when it is more than one unit of UTF-16.
 * @param {string} name
 */
export const initial = (name) => String.fromCodePoint(name.codePointAt(0) ?? 0x3f);

/**
 * A short form for tight places: 12,400 becomes 12.4K.
 * @param {number} value
 */
export const shortNumber = (value) =>
  value < 10_000
    ? number(value)
    : numberFormat({ notation: "compact", maximumFractionDigits: 1 }).format(value);

/** @param {string} unit */
const isCurrency = (unit) => /^[A-Z]{3}$/.test(unit);

/**
 * What coins are called, by the plural forms of languages.
 * @type {Record<string, string>}
 */
let coinNames = { one: "coin", other: "coins" };

/**
 * Takes the platform's own names; what is drawn from then on has them.
 * @param {Record<string, string>} names
 */
export function nameCoins(names) {
  coinNames = names;
}

/** What more than one coin is called, in the middle of a sentence. */
export const coinsName = () => coinNames.other;

/** The same at the beginning of one. */
export const coinsTitle = () =>
  coinNames.other.charAt(0).toLocaleUpperCase(locale()) + coinNames.other.slice(1);

/**
 * Coins in words: "1 coin", "250 coins".
 * @param {number} value
 * @param {string} [unit] `coin`, or a currency
 */
export const coins = (value, unit = "coin") => `${number(value)} ${unitName(value, unit)}`;

/**
 * @param {number} value
 * @param {string} unit `coin`, or a currency
 */
export function unitName(value, unit) {
  if (isCurrency(unit)) return unit;
  const form = new Intl.PluralRules(locale()).select(Math.abs(value));
  return coinNames[form] ?? coinNames.other;
}

/**
 * Money from minor units. The decimal text is built from digits, so nothing is rounded.
 * @param {import("./types.js").Money} money
 */
export function money({ amount, currency }) {
  const format = numberFormat({ style: "currency", currency });
  const exponent = format.resolvedOptions().maximumFractionDigits ?? 2;
  const digits = String(Math.abs(amount)).padStart(exponent + 1, "0");
  const whole = digits.slice(0, digits.length - exponent);
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`;
  // `format` takes a decimal string as it is; the type definitions do not know that yet.
  return format.format(/** @type {any} */ (amount < 0 ? `-${text}` : text));
}

/**
 * An amount in a payout unit: whole coins, or minor units of a currency.
 * @param {number} value
 * @param {string} unit
 */
export const inUnit = (value, unit) =>
  isCurrency(unit) ? money({ amount: value, currency: unit }) : number(value);

/**
 * A share in whole percent.
 * @param {number} part
 * @param {number} whole
 */
export const percent = (part, whole) =>
  numberFormat({ style: "percent", maximumFractionDigits: 0 }).format(whole ? part / whole : 0);

/**
 * @param {string} time RFC 3339
 */
export const dateAndTime = (time) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(time),
  );

/**
 * A day without its year, for the axis of a chart.
 * @param {string} day such as 2026-11-21, a date in UTC
 */
export const shortDay = (day) =>
  new Intl.DateTimeFormat(locale(), { day: "numeric", month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
