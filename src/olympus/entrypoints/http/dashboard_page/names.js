// What the values of dimensions are called.

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const NONE = "(none)";

/** A name of the catalogue in words: `payment_method` is "payment method". */
export function inWords(name) {
  return name.replaceAll("_", " ");
}

/** The same with a capital, to begin with. */
export function asTitle(name) {
  const words = inWords(name);
  return words[0].toUpperCase() + words.slice(1);
}

/** The value of a dimension in a row of an answer, as it is called. */
export function nameIn(row, dimension) {
  const value = row[dimension];
  if (dimension === "product") return row.product_name ?? value ?? NONE;
  if (value === null || value === undefined) return NONE;
  if (dimension === "day_of_week") return WEEKDAYS[value - 1];
  if (dimension === "hour_of_day") return `${String(value).padStart(2, "0")}:00`;
  return String(value);
}
