// A table whose figures have bars: what is told apart, its figure, and how that changed.

import { element, spoken } from "./elements.js";
import { amount, change, unitWord } from "./figures.js";

/**
 * Rows `{name, value, compared}` as a table with bars; `measure` is that of the values. Bars of negative values are
 * drawn in another colour, to the same scale.
 */
export function barTable(rows, { caption, heading, valueHeading, measure, higherIsBetter }) {
  const highest = Math.max(...rows.map(({ value }) => Math.abs(value ?? 0))) || 1;
  const changes = rows.some(({ compared }) => compared);
  const unit = unitWord(measure);
  return element(
    "table",
    { className: "bars" },
    element("caption", { className: "spoken" }, caption),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, heading),
        element("th", { scope: "col", className: "number" }, unit ? `${valueHeading} (${unit})` : valueHeading),
        changes && element("th", { scope: "col", className: "number" }, "Change"),
      ),
    ),
    element("tbody", {}, rows.map((row) => barRow(row, { highest, measure, higherIsBetter, changes }))),
  );
}

function barRow({ name, value, compared }, { highest, measure, higherIsBetter, changes }) {
  const bar = element("span", { className: value < 0 ? "bar negative" : "bar", ariaHidden: "true" });
  bar.style.width = `${(Math.abs(value ?? 0) / highest) * 100}%`;
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, element("span", { className: "name", title: name }, name), bar),
    element("td", { className: "number" }, amount(value, measure)),
    changes && element("td", { className: "number" }, changePart(change(compared, higherIsBetter))),
  );
}

function changePart(told) {
  if (!told) return "–";
  return element(
    "span",
    { className: `change ${told.mood}` },
    element("span", { ariaHidden: "true" }, `${told.arrow} `),
    spoken(told.spoken),
    told.text,
  );
}
