// Tables of figures. A table is `{caption, columns: [{label, measure?, text?}], rows: [[…]]}`: columns with a measure
// hold numbers, `text` says how a value is shown where it is not shown as it is.

import { element } from "./elements.js";
import { amount, unitWord } from "./figures.js";

const MOST_ROWS_SHOWN = 500;
const NONE = "(none)";

/** The table as an element. */
export function dataTable({ caption, columns, rows }) {
  const shown = rows.slice(0, MOST_ROWS_SHOWN);
  const rest = rows.length - shown.length;
  return element(
    "table",
    { className: "data" },
    element("caption", {}, rest > 0 ? `${caption}; the first ${shown.length} of ${rows.length} rows` : caption),
    element("thead", {}, element("tr", {}, columns.map(heading))),
    element("tbody", {}, shown.map((row) => element("tr", {}, row.map((value, place) => cell(value, columns[place], place))))),
  );
}

/** What a column is called, with its unit. */
export function columnName({ label, measure }) {
  const unit = measure && unitWord(measure);
  return unit ? `${label} (${unit})` : label;
}

/** A value as it is shown in a column. */
export function shownIn(column, value) {
  if (column.measure) return amount(value, column.measure);
  if (value === null || value === undefined) return NONE;
  return column.text ? column.text(value) : String(value);
}

function heading(column) {
  return element("th", { scope: "col", className: column.measure ? "number" : "" }, columnName(column));
}

function cell(value, column, place) {
  const first = place === 0;
  const made = element(first ? "th" : "td", { className: column.measure ? "number" : "" }, shownIn(column, value));
  if (first) made.scope = "row";
  return made;
}
