// One metric over the timeframe: the earlier period behind it, the forecast with its band in front, what is unusual marked.

import { about, comparedDates, measureOf } from "./about.js";
import { forecast, query } from "./api.js";
import { element, option } from "./elements.js";
import { forecastLines } from "./forecast_lines.js";
import { lineChart, moveLines, tableOfLines } from "./line_chart.js";
import { Panel } from "./panel.js";
import { pictureOfLines } from "./picture.js";
import { HEADLINES } from "./tiles.js";
import { queryOf } from "./view.js";

const CLOCK_CHANGE_MILLISECONDS = 3_600_000;
const FORECAST_GRANULARITIES = { day: 7, week: 4, month: 3 };
const DAY_MILLISECONDS = 86_400_000;
/** A timeframe that ended no longer ago than this goes on into what is forecast: last week, the last 30 days. */
const ENDED_LATELY = { day: 1.5 * DAY_MILLISECONDS, week: 8 * DAY_MILLISECONDS, month: 32 * DAY_MILLISECONDS };
const MORE_METRICS = ["units_sold", "gross_payments", "refunds", "new_customers", "cancelled_orders", "payment_success_rate", "logins"];

/** Every metric that the chart offers, as queries ask for them. */
export const DRAWN = [...HEADLINES, ...MORE_METRICS];

/**
 * The panel of the chart. `granularity()` promises the cut of the timeframe; `lines(byMetric)` is told the values of
 * every metric over it; `chosen(metric)` that another one is wanted.
 */
export function mainChart({ granularity, lines, chosen }) {
  let view = null;
  let marks = [];
  let known = null;
  const panel = new Panel({
    title: "Over time",
    name: "over-time",
    load,
    empty: ({ series }) =>
      series.rows.some((row) => row[view.metric]) || series.totals[view.metric] ? null : "Nothing in this timeframe yet.",
    about: ({ series }) => about(series, { measure: measureOf(series, view.metric) }),
    move: (answer, body) => moveLines(body, drawnOf(answer, view.metric, marks)),
    draw(answer, body) {
      showMenu(panel.node.querySelector("figcaption"), answer.series.definitions, view.metric, chosen);
      const { definition } = answer.series.definitions[view.metric];
      lineChart(body, drawnOf(answer, view.metric, marks));
      body.append(element("p", { className: "note" }, definition, answer.outlook.note && ` ${answer.outlook.note}`));
    },
    table: (answer) => tableOfLines(drawnOf(answer, view.metric, []), answer.series.definitions[view.metric].label),
    picture: (answer, body, caption) =>
      pictureOfLines(drawnOf(answer, view.metric, marks), body, {
        ...caption,
        title: answer.series.definitions[view.metric].label,
      }),
  });

  async function load(asked) {
    const cut = await granularity();
    const series = await query(queryOf(asked, { metrics: DRAWN, granularity: cut }));
    const outlook = await outlookOf(asked, series, cut);
    view = asked;
    known = { series, outlook, cut };
    tellLines();
    return known;
  }

  function tellLines() {
    lines(new Map(HEADLINES.map((metric) => [metric, known.series.rows.map((row) => row[metric])])));
  }

  return {
    panel,
    /** Take over what a dashboard says of the same timeframe, without another question. */
    follow(dashboard) {
      if (!known || known.cut !== dashboard.series.granularity || !isSame(known.series.timeframe, dashboard.timeframe)) return;
      const rows = mergedRows(known.series.rows, dashboard.series.points);
      known = { ...known, series: { ...known.series, rows, as_of: dashboard.as_of } };
      tellLines();
      panel.take(known);
    },
    /** Points to mark: `[{at, metric, value}]`. */
    mark(found) {
      marks = found;
      panel.redraw();
    },
  };
}

/** The forecast, if there is one; else a sentence about why there is none. */
async function outlookOf(view, series, cut) {
  const { end } = series.timeframe;
  if (end && Date.parse(end) < Date.parse(series.as_of) - (ENDED_LATELY[cut] ?? 0)) return { points: [], note: "" };
  const periods = FORECAST_GRANULARITIES[cut];
  if (!periods) return { points: [], note: "" };
  const place = view.location && { location_id: view.location };
  try {
    const answer = await forecast(view.tenant, { metric: view.metric, granularity: cut, periods, ...place });
    return { points: answer.forecast_points, band: answer.confidence_interval, note: modelNote(answer) };
  } catch (problem) {
    const missing = problem.status === 404;
    return { points: [], note: missing ? "A forecast is not available yet." : `No forecast: ${problem.message}` };
  }
}

function modelNote({ model_used: model, accuracy_score: accuracy }) {
  const right = typeof accuracy === "number" ? `, accuracy ${Math.round(accuracy * 100)} %` : "";
  return model ? `Forecast by ${model}${right}.` : "";
}

function drawnOf({ series, outlook, cut }, metric, found) {
  const rows = series.rows;
  const ahead = outlook.points.filter(({ timestamp }) => !rows.length || Date.parse(timestamp) > Date.parse(rows.at(-1).start));
  const skipped = outlook.points.length - ahead.length;
  const starts = [...rows.map(({ start }) => start), ...ahead.map(({ timestamp }) => timestamp)];
  const now = rows.map((row) => row[metric]);
  const { label } = series.definitions[metric];
  const lines = [{ label, kind: "now", values: now }];
  const earlier = comparedDates(series);
  if (earlier) {
    const values = rows.map((row) => (hasCounterpart(row, series, cut) ? (row.comparison?.[metric]?.previous ?? null) : null));
    lines.unshift({ label: `earlier: ${earlier}`, kind: "earlier", values });
  }
  if (ahead.length) lines.push(...forecastLines(now, ahead, outlook.band, skipped));
  const places = new Map(rows.map(({ start }, place) => [start, place]));
  const marks = found
    .filter((each) => each.metric === metric)
    .map(({ at, value }) => ({ place: places.get(at) ?? placeOf(starts, at), value }))
    .filter(({ place }) => place >= 0);
  return { starts, series: lines, measure: measureOf(series, metric), granularity: cut, zone: series.timeframe.timezone, marks };
}

/** Whether the earlier period is long enough to have such a bucket: February has no 30th. */
function hasCounterpart({ start }, { rows, timeframe }, cut) {
  const earlier = timeframe.compared_with;
  const slack = cut === "hour" ? 0 : CLOCK_CHANGE_MILLISECONDS;
  return Date.parse(earlier.start) + (Date.parse(start) - Date.parse(rows[0].start)) + slack < Date.parse(earlier.end);
}

/** The bucket in which an instant lies. */
function placeOf(starts, at) {
  return starts.findLastIndex((start) => Date.parse(start) <= Date.parse(at));
}

function isSame(one, other) {
  return one.start === other.start && one.end === other.end && one.timezone === other.timezone;
}

/** Rows with the figures that points have; the others stay as they were last read. */
function mergedRows(rows, points) {
  const before = new Map(rows.map((row) => [row.start, row]));
  return points.map((point) => ({ ...before.get(point.start), ...point }));
}

/** The menu of metrics, made once: somebody may have it open. */
function showMenu(caption, definitions, metric, chosen) {
  let menu = caption.querySelector(".subject");
  if (!menu) {
    const choices = DRAWN.map((name) => option(name, definitions[name].label));
    menu = element("select", { className: "subject", ariaLabel: "Metric in the chart" }, choices);
    menu.addEventListener("change", () => chosen(menu.value));
    caption.append(menu);
  }
  menu.value = metric;
}
