// When orders come: every hour of the day by every day of the week.

import { about, measureOf } from "./about.js";
import { query } from "./api.js";
import { element } from "./elements.js";
import { amount } from "./figures.js";
import { WEEKDAYS } from "./names.js";
import { Panel } from "./panel.js";
import { pictureOfGrid } from "./picture.js";
import { queryOf } from "./view.js";

const METRIC = "orders";
const HOUR_NAMES_EVERY = 3;

/** The panel of the heat map. */
export function heatMap() {
  return new Panel({
    title: "Orders by hour and weekday",
    name: "heat-map",
    tableInside: true,
    load: (view) =>
      query(queryOf(view, { metrics: [METRIC], dimensions: ["day_of_week", "hour_of_day"], comparison: "none" })),
    empty: ({ rows }) => (rows.some((row) => row[METRIC]) ? null : "No orders in this timeframe."),
    about: (answer) => about(answer, { what: "orders" }),
    draw: (answer, body) => body.append(grid(spread(answer), measureOf(answer, METRIC))),
    table(answer) {
      const { hours, days, valueAt } = spread(answer);
      return {
        caption: "Orders by hour and weekday",
        columns: [{ label: "Weekday" }, ...hours.map((hour) => ({ label: hourName(hour), measure: measureOf(answer, METRIC) }))],
        rows: days.map((day) => [WEEKDAYS[day - 1], ...hours.map((hour) => valueAt(day, hour))]),
      };
    },
    picture(answer, _, caption) {
      const { hours, days, valueAt, highest } = spread(answer);
      const levels = days.map((day) => hours.map((hour) => valueAt(day, hour) / highest));
      return pictureOfGrid(
        { rows: days.map((day) => WEEKDAYS[day - 1].slice(0, 3)), columns: hours.map(String), levels },
        caption,
      );
    },
  });
}

/** The hours between the first and the last with an order, the days from the tenant's first day of the week. */
function spread({ rows, timeframe }) {
  const values = new Map(rows.map((row) => [`${row.day_of_week} ${row.hour_of_day}`, row[METRIC] ?? 0]));
  const busy = rows.filter((row) => row[METRIC]).map((row) => row.hour_of_day);
  const [first, last] = [Math.min(...busy), Math.max(...busy)];
  const firstDay = WEEKDAYS.findIndex((day) => day.toLowerCase() === timeframe.week_start);
  return {
    hours: Array.from({ length: last - first + 1 }, (_, place) => first + place),
    days: Array.from({ length: 7 }, (_, place) => ((firstDay + place) % 7) + 1),
    valueAt: (day, hour) => values.get(`${day} ${hour}`) ?? 0,
    highest: Math.max(...values.values()) || 1,
  };
}

function grid({ hours, days, valueAt, highest }, measure) {
  return element(
    "table",
    { className: "heat" },
    element("caption", { className: "spoken" }, "Orders by hour and weekday"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("td", {}),
        hours.map((hour, place) =>
          element("th", { scope: "col", title: hourName(hour) }, hourPart(hour, place % HOUR_NAMES_EVERY === 0)),
        ),
      ),
    ),
    element("tbody", {}, days.map((day) => dayRow(day, { hours, valueAt, highest, measure }))),
  );
}

function dayRow(day, { hours, valueAt, highest, measure }) {
  const name = WEEKDAYS[day - 1];
  const cells = hours.map((hour) => {
    const value = valueAt(day, hour);
    const cell = element("td", { title: `${name} ${hourName(hour)}: ${amount(value, measure)}` });
    cell.append(element("span", { className: "spoken" }, amount(value, measure)));
    cell.style.setProperty("--level", `${((value / highest) * 100).toFixed(1)}%`);
    return cell;
  });
  return element("tr", {}, element("th", { scope: "row" }, element("abbr", { title: name }, name.slice(0, 2))), cells);
}

function hourPart(hour, shown) {
  return element("span", { className: shown ? "" : "spoken" }, String(hour).padStart(2, "0"));
}

function hourName(hour) {
  return `${String(hour).padStart(2, "0")}:00`;
}
