// Lines over time, drawn by uPlot in the colours of the page and the time zone of the tenant.

import { point, tick } from "./dates.js";
import { element } from "./elements.js";
import { figure, shortAmount } from "./figures.js";
import { asTitle } from "./names.js";
import { colour } from "./theme.js";

const MILLISECONDS = 1_000;
const FONT = "12px system-ui, sans-serif";
const AXIS_HEIGHT = 34;
const TICK_SPACE = 72;
const MARK_RADIUS = 5;

/** How a series looks, by its kind. Colours are names of the style sheet. */
const LOOKS = {
  now: { stroke: "now", width: 2.5, fill: "now-area" },
  earlier: { stroke: "earlier", width: 1.5, dash: [5, 4] },
  forecast: { stroke: "forecast", width: 2, dash: [2, 3] },
  bound: { stroke: "forecast-band", width: 0 },
  part: { width: 2 },
};
const PARTS = ["part-1", "part-2", "part-3", "part-4", "part-5", "part-6"];

/**
 * Draw `{starts, series: [{label, kind, values}], measure, granularity, zone, marks: [{place, value}]}` into a node.
 *
 * `starts` are instants. Two series of the kind `bound`, upper then lower, are the edges of a band.
 */
export function lineChart(node, drawn) {
  const host = element("div", { className: "plot" });
  const tooltip = element("div", { className: "tooltip", hidden: true });
  node.append(legend(drawn), element("div", { className: "plot-frame" }, host, tooltip));
  host.drawn = drawn;
  const chart = new uPlot(options(host, tooltip), columns(drawn), host);
  const follow = new ResizeObserver(() => {
    if (!host.isConnected) {
      follow.disconnect();
      chart.destroy();
    } else if (host.clientWidth && (host.clientWidth !== chart.width || heightOf(host) !== chart.height)) {
      chart.setSize({ width: host.clientWidth, height: heightOf(host) });
    }
  });
  follow.observe(host);
  host.chart = chart;
}

/** Move the lines that a node shows, if they are the same lines with other values; whether they were. */
export function moveLines(node, drawn) {
  const host = node.querySelector(".plot");
  if (!host || shapeOf(host.drawn) !== shapeOf(drawn)) return false;
  host.drawn = drawn;
  host.chart.setData(columns(drawn));
  return true;
}

function shapeOf({ series, measure, granularity, zone }) {
  return JSON.stringify([series.map(({ label, kind }) => [label, kind]), measure, granularity, zone]);
}

/** The table behind such a chart. */
export function tableOfLines({ starts, series: drawn, measure, granularity, zone }, caption) {
  const places = { now: 0, earlier: 1 };
  const series = [...drawn].sort((one, other) => (places[one.kind] ?? 2) - (places[other.kind] ?? 2));
  return {
    caption,
    columns: [
      { label: asTitle(granularity), text: (start) => point(start, granularity, zone) },
      ...series.map(({ label }) => ({ label, measure })),
    ],
    rows: starts.map((start, place) => [start, ...series.map(({ values }) => values[place] ?? null)]),
  };
}

/** The names and colours of what is drawn; the band has one name for both edges. */
export function keysOf({ series }) {
  const bounded = series
    .filter(({ kind }) => kind !== "bound")
    .map((each, place) => ({ label: each.label, ...look(each, place) }))
    .sort((one, other) => (one.stroke === "earlier") - (other.stroke === "earlier")); // it is drawn first, to lie behind
  return series.some(({ kind }) => kind === "bound")
    ? [...bounded, { label: "range that is likely", stroke: "forecast-band", area: true }]
    : bounded;
}

function legend(drawn) {
  const keys = keysOf(drawn).map(({ label, stroke, dash, area }) => {
    const sample = element("span", { className: `sample ${area ? "area" : dash ? "dashed" : ""}`, ariaHidden: "true" });
    sample.style.setProperty("--sample", `var(--${stroke})`);
    return element("li", {}, sample, label);
  });
  return element("ul", { className: "legend" }, keys);
}

function look(series, place) {
  return series.kind === "part" ? { ...LOOKS.part, stroke: PARTS[place % PARTS.length] } : LOOKS[series.kind];
}

function columns({ starts, series }) {
  const times = starts.map((start) => Date.parse(start) / MILLISECONDS);
  return [times, ...series.map(({ values }) => starts.map((_, place) => values[place] ?? null))];
}

function heightOf(host) {
  return host.clientHeight || 280;
}

function options(host, tooltip) {
  const { starts, series, measure, granularity, zone } = host.drawn;
  const bounds = series.flatMap(({ kind }, place) => (kind === "bound" ? [place + 1] : []));
  const few = starts.length <= 45;
  const axis = { stroke: colour("soft"), font: FONT, ticks: { show: false } };
  return {
    width: host.clientWidth || 320,
    height: heightOf(host),
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * MILLISECONDS), zone),
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false }, points: { size: 8 } },
    scales: { y: { range: (_, lowest, highest) => rangeOf(lowest, highest) } },
    axes: [
      {
        ...axis,
        size: AXIS_HEIGHT,
        space: TICK_SPACE,
        grid: { show: false },
        splits: () => ticks(host.drawn.starts, host.clientWidth),
        values: (_, splits) => splits.map((seconds) => tick(seconds * MILLISECONDS, granularity, zone)),
      },
      {
        ...axis,
        size: 56,
        grid: { stroke: colour("grid"), width: 1 },
        values: (_, splits) => splits.map((value) => shortAmount(value, measure)),
      },
    ],
    bands: bounds.length === 2 ? [{ series: bounds, fill: colour("forecast-band") }] : [],
    series: [
      {},
      ...series.map((each, place) => {
        const { stroke, fill, ...more } = look(each, place);
        const points = { show: few && each.kind === "now", size: 5, fill: colour("now") };
        return { label: each.label, stroke: colour(stroke), ...(fill && { fill: colour(fill) }), points, ...more };
      }),
    ],
    hooks: {
      draw: [(chart) => drawMarks(chart, host.drawn.marks ?? [])],
      setCursor: [(chart) => showTooltip(chart, tooltip, host.drawn)],
    },
  };
}

/** As many of the buckets as there is room to name, evenly. */
function ticks(starts, width) {
  const most = Math.max(2, Math.floor(width / TICK_SPACE));
  const every = Math.ceil(starts.length / most) || 1;
  return starts.filter((_, place) => place % every === 0).map((start) => Date.parse(start) / MILLISECONDS);
}

/** From zero, so that heights can be compared, with a little room above. */
function rangeOf(lowest, highest) {
  const low = Math.min(0, lowest ?? 0);
  const high = Math.max(highest ?? 0, low + 1e-9, 0);
  return [low * 1.08, high > 0 ? high * 1.08 : 1];
}

function drawMarks(chart, marks) {
  const { ctx } = chart;
  ctx.save();
  ctx.strokeStyle = colour("unusual");
  ctx.fillStyle = colour("panel");
  ctx.lineWidth = 2.5 * devicePixelRatio;
  for (const { place, value } of marks) {
    const x = chart.valToPos(chart.data[0][place], "x", true);
    const y = chart.valToPos(value, "y", true);
    ctx.beginPath();
    ctx.arc(x, y, MARK_RADIUS * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

function showTooltip(chart, tooltip, { starts, series, measure, granularity, zone }) {
  const { idx: place, left } = chart.cursor;
  tooltip.hidden = place === null || place === undefined || left < 0;
  if (tooltip.hidden) return;
  const lines = series
    .filter(({ values }) => values[place] !== null && values[place] !== undefined)
    .sort((one, other) => (one.kind === "earlier") - (other.kind === "earlier"))
    .map(({ label, kind, values }) =>
      element(
        "div",
        {},
        element("span", {}, kind === "earlier" ? "earlier" : label),
        element("b", {}, figure(values[place], measure)),
      ),
    );
  tooltip.replaceChildren(element("p", {}, point(starts[place], granularity, zone)), ...lines);
  const x = chart.valToPos(chart.data[0][place], "x") + chart.bbox.left / devicePixelRatio;
  tooltip.classList.toggle("to-the-left", x > chart.width / 2);
  tooltip.style.left = `${x}px`;
}
