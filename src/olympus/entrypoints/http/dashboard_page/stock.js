// What runs low: the last known stock, and for how many days it lasts at the pace of the last four weeks.

import { about } from "./about.js";
import { query } from "./api.js";
import { element } from "./elements.js";
import { amount } from "./figures.js";
import { dataTable } from "./data_table.js";
import { nameIn } from "./names.js";
import { Panel } from "./panel.js";
import { queryOf } from "./view.js";

const PACE = "last_4_weeks";
const DAYS_OF_PACE = 28;
const MOST_ROWS = 12;
const MOST_READ = 1_000;
const QUANTITY = { unit: "quantity" };

/** The panel of low stock. */
export function lowStock() {
  return new Panel({
    title: "Low stock",
    name: "low-stock",
    tableInside: true,
    load: read,
    empty: ({ stock }) => (stock.length ? null : "Nothing is at or below its reorder point."),
    about: ({ answer }) => about(answer, { what: `units; days at the pace of ${PACE.replaceAll("_", " ")}` }),
    draw(found, body) {
      const { columns, rows, caption } = tableOf(found);
      body.append(dataTable({ columns, caption, rows: rows.slice(0, MOST_ROWS) }));
      const more = rows.length - MOST_ROWS;
      if (more > 0) body.append(element("p", { className: "note" }, `and ${amount(more, QUANTITY)} more`));
    },
    table: tableOf,
  });
}

async function read(view) {
  const places = { dimensions: ["product", "location"], comparison: "none", limit: MOST_READ };
  const [answer, pace] = await Promise.all([
    query(queryOf(view, { ...places, metrics: ["inventory_warnings", "stock_on_hand"], order: [{ by: "inventory_warnings" }] })),
    query({ ...queryOf(view, { ...places, metrics: ["units_sold"] }), timeframe: PACE, start: null, end: null }),
  ]);
  const sold = new Map(pace.rows.map((row) => [`${row.product} ${row.location}`, row.units_sold]));
  const stock = answer.rows
    .filter((row) => row.inventory_warnings > 0)
    .map((row) => ({ ...row, days: daysOfCover(row.stock_on_hand, sold.get(`${row.product} ${row.location}`)) }))
    .sort((one, other) => (one.days ?? Infinity) - (other.days ?? Infinity) || one.stock_on_hand - other.stock_on_hand);
  return { answer, stock };
}

/** Null where nothing was sold, so that nobody can say how long it lasts. */
function daysOfCover(stock, sold) {
  if (!sold) return null;
  return Math.max(0, Math.round((stock / (sold / DAYS_OF_PACE)) * 10) / 10);
}

function tableOf({ stock }) {
  return {
    caption: "Products at or below their reorder point",
    columns: [
      { label: "Product" },
      { label: "Location" },
      { label: "On hand", measure: QUANTITY },
      { label: "Days of cover", measure: QUANTITY },
    ],
    rows: stock.map((row) => [nameIn(row, "product"), nameIn(row, "location"), row.stock_on_hand, row.days]),
  };
}
