// Figures as people read them: grouped digits, their unit, and what is unknown as a dash.

const UNKNOWN = "–";
const LANGUAGE = "en-GB";
const MOST_DECIMALS = 3;

const whole = new Intl.NumberFormat(LANGUAGE, { maximumFractionDigits: MOST_DECIMALS });
const share = new Intl.NumberFormat(LANGUAGE, { style: "percent", minimumFractionDigits: 1, maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(LANGUAGE, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** The number alone; `measure` is `{unit, currency}` of the metric. */
export function amount(value, measure) {
  if (value === null || value === undefined) return UNKNOWN;
  if (measure.unit === "money") return moneyFormat(measure.currency).format(value);
  return measure.unit === "ratio" ? share.format(value) : whole.format(value);
}

/** The number with the unit in which it is counted. */
export function figure(value, measure) {
  const unit = value === null || value === undefined ? "" : unitWord(measure);
  return unit ? `${amount(value, measure)} ${unit}` : amount(value, measure);
}

/** For the axis of a chart, where there is little room. */
export function shortAmount(value, measure) {
  return measure.unit === "ratio" ? share.format(value) : short.format(value);
}

/** What is written beside a number: the currency of money, nothing for what is counted. */
export function unitWord(measure) {
  return measure.unit === "money" ? (measure.currency ?? "") : "";
}

/** The unit in words, for captions. */
export function unitInWords(measure) {
  const words = { money: measure.currency ?? "money", ratio: "per cent", quantity: "units", distinct: "people", count: "count" };
  return words[measure.unit] ?? measure.unit;
}

/** How a change is told: an arrow, its size, and whether that is good (`better`, `worse` or `even`). */
export function change(compared, higherIsBetter) {
  if (!compared || compared.trend === null || compared.trend === undefined) return null;
  const { trend, change: difference, previous } = compared;
  const arrow = { up: "▲", down: "▼", stable: "=" }[trend];
  // from the figures themselves: what is rounded twice may be wrong in its last digit
  const size = previous ? `${percent.format(Math.abs((difference / previous) * 100))} %` : "from 0";
  const text = difference ? size : "unchanged";
  const neutral = trend === "stable" || higherIsBetter === null || higherIsBetter === undefined;
  const mood = neutral ? "even" : (trend === "up") === higherIsBetter ? "better" : "worse";
  return { arrow, text, mood, spoken: trend === "stable" ? "about the same: " : `${trend} ` };
}

const formats = new Map();

function moneyFormat(currency) {
  if (!formats.has(currency)) {
    const digits = minorDigits(currency);
    formats.set(
      currency,
      new Intl.NumberFormat(LANGUAGE, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    );
  }
  return formats.get(currency);
}

function minorDigits(currency) {
  try {
    return new Intl.NumberFormat(LANGUAGE, { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  } catch {
    return 2; // not a code of ISO 4217
  }
}
