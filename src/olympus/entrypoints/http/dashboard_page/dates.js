// Times in the tenant's own time zone, whatever the zone of whoever looks.

const LANGUAGE = "en-GB";
const POINTS = {
  hour: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  day: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  week: { day: "numeric", month: "short", year: "numeric" },
  month: { month: "long", year: "numeric" },
  quarter: { month: "short", year: "numeric" },
  year: { year: "numeric" },
};
const TICKS = {
  hour: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short" },
  week: { day: "numeric", month: "short" },
  month: { month: "short", year: "numeric" },
  quarter: { month: "short", year: "numeric" },
  year: { year: "numeric" },
};
const formats = new Map();

/** A bucket of time in words; a week is named by its first day. */
export function point(instant, granularity, zone) {
  const words = formatted(POINTS[granularity] ?? POINTS.day, zone).format(new Date(instant));
  return granularity === "week" ? `week of ${words}` : words;
}

/** A bucket of time where there is little room. */
export function tick(instant, granularity, zone) {
  return formatted(TICKS[granularity] ?? TICKS.day, zone).format(new Date(instant));
}

/** The time of day with seconds. */
export function clockTime(instant, zone) {
  return formatted({ hour: "2-digit", minute: "2-digit", second: "2-digit" }, zone).format(new Date(instant));
}

/** The date and time of day. */
export function moment(instant, zone) {
  return formatted({ ...POINTS.hour, year: "numeric" }, zone).format(new Date(instant));
}

/** From when until when, both included: dates where the bounds are those of business days, else times. */
export function dates({ start, end }, { timezone, day_start: dayStart }) {
  if (!start || !end) return "all time";
  const whole = [start, end].every((bound) => bound.slice(11, 16) === dayStart && bound.slice(17, 19) === "00");
  const style = whole ? { day: "numeric", month: "short", year: "numeric" } : { ...POINTS.hour, year: "numeric" };
  const last = whole ? beforeMidnight(end, dayStart) : new Date(end);
  return formatted(style, timezone).formatRange(new Date(start), last);
}

/** The first and the last day of a timeframe as ISO dates; empty for all time. */
export function days({ start, end, timezone, day_start: dayStart }) {
  if (!start || !end) return { start: "", end: "" };
  const written = new Intl.DateTimeFormat("en-CA", { timeZone: timezone });
  return { start: start.slice(0, 10), end: written.format(beforeMidnight(end, dayStart)) };
}

/** The business day that ends at this bound, seen on a calendar. */
function beforeMidnight(end, dayStart) {
  const [hours, minutes] = dayStart.split(":").map(Number);
  return new Date(Date.parse(end) - 1 - (hours * 60 + minutes) * 60_000);
}

function formatted(style, timeZone) {
  const key = JSON.stringify([style, timeZone]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LANGUAGE, { ...style, timeZone, hourCycle: "h23" }));
  return formats.get(key);
}
