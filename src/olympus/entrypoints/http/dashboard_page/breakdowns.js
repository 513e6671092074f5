// What a figure is made of: by product, category, location, channel and payment method.

import { about, comparedDates, measureOf } from "./about.js";
import { query } from "./api.js";
import { barTable } from "./bars.js";
import { figure } from "./figures.js";
import { asTitle, inWords, nameIn } from "./names.js";
import { Panel } from "./panel.js";
import { pictureOfBars } from "./picture.js";
import { queryOf } from "./view.js";

const MOST_ROWS = 10;
const CUTS = [
  { dimension: "product", metric: "item_sales" },
  { dimension: "category", metric: "item_sales" },
  { dimension: "location", metric: "revenue" },
  { dimension: "channel", metric: "revenue" },
  { dimension: "payment_method", metric: "revenue" },
];

/** A panel for each cut. */
export function breakdowns() {
  return CUTS.map(breakdown);
}

function breakdown({ dimension, metric }) {
  const rowsOf = (answer) =>
    answer.rows.map((row) => ({ name: nameIn(row, dimension), value: row[metric], compared: row.comparison?.[metric] }));
  return new Panel({
    title: `By ${inWords(dimension)}`,
    name: `by-${dimension}`,
    tableInside: true,
    load: (view) =>
      query(queryOf(view, { metrics: [metric], dimensions: [dimension], order: [{ by: metric }], limit: MOST_ROWS })),
    empty: ({ rows }) => (rows.some((row) => row[metric]) ? null : `No ${inWords(metric)} in this timeframe.`),
    about: (answer) => about(answer, { what: answer.definitions[metric].label, measure: measureOf(answer, metric) }),
    draw(answer, body) {
      const { label, higher_is_better: higherIsBetter } = answer.definitions[metric];
      const caption = `${label} by ${inWords(dimension)}`;
      const heading = asTitle(dimension);
      body.append(
        barTable(rowsOf(answer), { caption, heading, valueHeading: label, measure: measureOf(answer, metric), higherIsBetter }),
      );
      const more = answer.rows_in_all - answer.rows.length;
      if (more > 0) body.append(Object.assign(document.createElement("p"), { className: "note", textContent: `and ${more} more` }));
    },
    table(answer) {
      const measure = measureOf(answer, metric);
      const earlier = comparedDates(answer);
      return {
        caption: `${answer.definitions[metric].label} by ${inWords(dimension)}`,
        columns: [
          { label: asTitle(dimension) },
          { label: answer.definitions[metric].label, measure },
          ...(earlier ? [{ label: `Earlier: ${earlier}`, measure }] : []),
        ],
        rows: rowsOf(answer).map(({ name, value, compared }) => [name, value, ...(earlier ? [compared?.previous] : [])]),
      };
    },
    picture: (answer, _, caption) =>
      pictureOfBars(
        rowsOf(answer).map((row) => ({ ...row, text: figure(row.value, measureOf(answer, metric)) })),
        caption,
      ),
  });
}
