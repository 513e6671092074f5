// What every panel says of its figures: what they are, in which unit, of which dates, in which time zone, and as of when.

import { clockTime, dates } from "./dates.js";
import { unitInWords } from "./figures.js";

/** A line about an answer; `what` may name the metric if the title does not. */
export function about(answer, { what = "", measure = null } = {}) {
  const { timeframe } = answer;
  return [
    what,
    measure && unitInWords(measure),
    dates(timeframe, timeframe),
    timeframe.timezone,
    `as of ${clockTime(answer.as_of, timeframe.timezone)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The earlier dates that figures are set beside, in words; empty without any. */
export function comparedDates({ timeframe }) {
  const earlier = timeframe.compared_with;
  if (!earlier?.start) return "";
  const words = dates(earlier, timeframe);
  return earlier.partial ? `${words}, the same elapsed part` : words;
}

/** The measure of a column of an answer: its unit, and its currency if it is money. */
export function measureOf(answer, metric) {
  const { unit } = answer.definitions[metric];
  const column = answer.columns?.find(({ name }) => name === metric);
  return { unit, currency: column?.currency ?? answer.currency };
}
