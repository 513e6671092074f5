// The figures of an answer to a question: lines over time, bars by a dimension, two bars of a comparison, or numbers.

import { about, comparedDates, measureOf } from "./about.js";
import { barTable } from "./bars.js";
import { point } from "./dates.js";
import { element } from "./elements.js";
import { amount, change, figure, unitWord } from "./figures.js";
import { forecastLines } from "./forecast_lines.js";
import { lineChart } from "./line_chart.js";
import { asTitle, inWords, nameIn } from "./names.js";
import { Panel } from "./panel.js";
import { pictureOfBars, pictureOfLines } from "./picture.js";

const MOST_BARS = 20;
const MOST_LINES = 6;
const TIME = "start";

/** The panel; it is given replies. */
export function spokenAnswer() {
  return new Panel({
    title: "Answer",
    name: "answer",
    empty: ({ figures }) => (figures?.rows.length ? null : "There are no figures for this."),
    about: ({ figures }) => (figures ? about(figures, { what: firstLabel(figures), measure: firstMeasure(figures) }) : ""),
    draw(reply, body) {
      const { figures, contributions } = reply;
      const lines = linesOf(reply);
      const bars = barsOf(reply);
      if (lines) lineChart(body, lines);
      else if (bars) body.append(barTable(bars, barWords(figures)));
      else body.append(numbers(figures));
      for (const each of contributions) body.append(whyPart(each, firstMeasure(figures), firstDefinition(figures)));
    },
    table: ({ figures, granularity }) => tableOf(figures, granularity),
    picture(reply, body, caption) {
      const named = { ...caption, title: reply.sentence };
      const lines = linesOf(reply);
      if (lines) return pictureOfLines(lines, body, named);
      const measure = firstMeasure(reply.figures);
      const bars = barsOf(reply) ?? [{ name: firstLabel(reply.figures), value: reply.figures.rows[0][firstMetric(reply.figures)] }];
      return pictureOfBars(bars.map((bar) => ({ ...bar, text: figure(bar.value, measure) })), named);
    },
  });
}

const firstMetric = ({ columns }) => columns.find(({ kind }) => kind === "metric").name;
const firstDefinition = (figures) => figures.definitions[firstMetric(figures)];
const firstLabel = (figures) => firstDefinition(figures).label;
const firstMeasure = (figures) => measureOf(figures, firstMetric(figures));
const dimensionsOf = ({ columns }) => columns.filter(({ kind }) => kind === "dimension").map(({ name }) => name);
const isOverTime = ({ columns }) => columns.some(({ name }) => name === TIME);

function linesOf({ figures, granularity, forecast }) {
  if (!isOverTime(figures) || figures.rows.length < 2) return null;
  const metric = firstMetric(figures);
  const [dimension] = dimensionsOf(figures);
  const starts = [...new Set(figures.rows.map((row) => row[TIME]))].sort((one, other) => Date.parse(one) - Date.parse(other));
  const drawn = { starts, measure: firstMeasure(figures), granularity, zone: figures.timeframe.timezone };
  if (starts.length < 2) return null;
  const along = (rows, value) => {
    const values = new Map(rows.map((row) => [row[TIME], value(row)]));
    return starts.map((start) => values.get(start) ?? null);
  };
  if (dimension) {
    const names = [...new Set(figures.rows.map((row) => nameIn(row, dimension)))].slice(0, MOST_LINES);
    const series = names.map((name) => ({
      label: name,
      kind: "part",
      values: along(figures.rows.filter((row) => nameIn(row, dimension) === name), (row) => row[metric]),
    }));
    return { ...drawn, series };
  }
  const series = [{ label: firstLabel(figures), kind: "now", values: along(figures.rows, (row) => row[metric]) }];
  if (figures.timeframe.compared_with) {
    const values = along(figures.rows, (row) => row.comparison?.[metric]?.previous ?? null);
    series.unshift({ label: `earlier: ${comparedDates(figures)}`, kind: "earlier", values });
  }
  if (!forecast || !isCutAlike(starts, forecast.forecast_points[0])) return { ...drawn, series };
  const ahead = forecast.forecast_points.filter(({ timestamp }) => Date.parse(timestamp) > Date.parse(starts.at(-1)));
  const skipped = forecast.forecast_points.length - ahead.length;
  series.push(...forecastLines(series.at(-1).values, ahead, forecast.confidence_interval, skipped));
  return { ...drawn, granularity: forecast.granularity, starts: [...starts, ...ahead.map(({ timestamp }) => timestamp)], series };
}

/** Whether points of the past are as long as those of the forecast, give or take what months differ by: days, or weeks. */
function isCutAlike([first, second], { timestamp, end }) {
  const ratio = (Date.parse(second) - Date.parse(first)) / (Date.parse(end) - Date.parse(timestamp));
  return ratio > 0.8 && ratio < 1.25;
}

function barsOf({ figures, granularity }) {
  const metric = firstMetric(figures);
  const dimensions = dimensionsOf(figures);
  const zone = figures.timeframe.timezone;
  const compared = (row) => row.comparison?.[metric];
  if (dimensions.length || isOverTime(figures)) {
    return figures.rows.slice(0, MOST_BARS).map((row) => {
      const names = dimensions.map((dimension) => nameIn(row, dimension));
      if (row[TIME]) names.push(point(row[TIME], granularity ?? "day", zone));
      return { name: names.join(", "), value: row[metric], compared: compared(row) };
    });
  }
  const [row] = figures.rows;
  if (!compared(row) || figures.columns.length > 1) return null;
  return [
    { name: "Now", value: row[metric], compared: compared(row) },
    { name: "Earlier", value: compared(row).previous },
  ];
}

function barWords(figures) {
  const [dimension] = dimensionsOf(figures);
  const { label, higher_is_better: higherIsBetter } = firstDefinition(figures);
  const heading = dimension ? asTitle(dimension) : "Period";
  return { caption: label, heading, valueHeading: label, measure: firstMeasure(figures), higherIsBetter };
}

/** One figure or a few, large. */
function numbers(figures) {
  const [row] = figures.rows;
  const metrics = figures.columns.filter(({ kind }) => kind === "metric");
  return element(
    "dl",
    { className: "numbers" },
    metrics.map(({ name }) => {
      const measure = measureOf(figures, name);
      const told = change(row.comparison?.[name], figures.definitions[name].higher_is_better);
      return element(
        "div",
        {},
        element("dt", {}, figures.definitions[name].label),
        element(
          "dd",
          {},
          amount(row[name], measure),
          unitWord(measure) && element("span", { className: "unit" }, ` ${unitWord(measure)}`),
          told && element("span", { className: `change ${told.mood}` }, ` ${told.arrow} ${told.text}`),
        ),
      );
    }),
  );
}

/** Why a figure changed: how much of it each value of a dimension made. */
function whyPart({ dimension, contributions }, measure, { label }) {
  const heading = `${label}: change by ${inWords(dimension)}`;
  return element(
    "section",
    { className: "why" },
    element("h3", {}, heading),
    barTable(
      contributions.slice(0, MOST_BARS).map(({ name, change: value }) => ({ name, value })),
      { caption: heading, heading: asTitle(dimension), valueHeading: "Change", measure },
    ),
  );
}

function tableOf(figures, granularity) {
  const zone = figures.timeframe.timezone;
  const shown = figures.columns.filter(({ name }) => !(name === "product" && figures.columns.some((each) => each.kind === "name")));
  const compared = figures.timeframe.compared_with ? shown.filter(({ kind }) => kind === "metric") : [];
  return {
    caption: firstLabel(figures),
    columns: [
      ...shown.map((column) => columnOf(column, figures, granularity, zone)),
      ...compared.map(({ name }) => ({ label: `${figures.definitions[name].label}, earlier`, measure: measureOf(figures, name) })),
    ],
    rows: figures.rows.map((row) => [
      ...shown.map(({ name, kind }) => (kind === "dimension" ? nameIn(row, name) : row[name])),
      ...compared.map(({ name }) => row.comparison?.[name]?.previous),
    ]),
  };
}

function columnOf({ name, kind }, figures, granularity, zone) {
  if (kind === "metric") return { label: figures.definitions[name].label, measure: measureOf(figures, name) };
  if (kind === "time") return { label: asTitle(granularity ?? "time"), text: (start) => point(start, granularity ?? "day", zone) };
  return { label: kind === "name" ? "Product" : asTitle(name) };
}
