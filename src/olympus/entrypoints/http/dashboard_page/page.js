// The page: one view at a time, read from the address, asked of the API, and kept as the server tells of changes.

import { comparedDates } from "./about.js";
import { advice, insights } from "./advice.js";
import { dashboard as dashboardOf, Problem, STALE_MILLISECONDS } from "./api.js";
import { Ask } from "./ask.js";
import { breakdowns } from "./breakdowns.js";
import { Choices } from "./choices.js";
import { dates, days, moment } from "./dates.js";
import { Freshness } from "./freshness.js";
import { heatMap } from "./heat_map.js";
import { LiveStream } from "./live_stream.js";
import { mainChart } from "./main_chart.js";
import { inTurn, shareOf } from "./pacing.js";
import { lowStock } from "./stock.js";
import { onTheme, themeButton } from "./theme.js";
import { Tiles } from "./tiles.js";
import { unusual } from "./unusual.js";
import { addressOf, dashboardParameters, sameFigures, viewFrom } from "./view.js";

const FIGURES_AGAIN_MILLISECONDS = 1_000;
const FIGURES_SPREAD_MILLISECONDS = 150;
const PANELS_AGAIN_MILLISECONDS = 60_000;
const PANELS_SPREAD_MILLISECONDS = 1_000;
const REACH_AGAIN_MILLISECONDS = 3_000;
const CLOCK_AGAIN_MILLISECONDS = 60_000;
const WIDE_TITLE = "Olympus Analytics";

const node = (id) => document.getElementById(id);

let view = viewFrom(location.search);
let known = null;
let knowing = null;
let changedAt = -Infinity;

const tiles = new Tiles(node("tiles"), (metric) => choose({ metric }));
const chart = mainChart({
  granularity: async () => (await knowing).series.granularity,
  lines: (byMetric) => tiles.draw(byMetric),
  chosen: (metric) => choose({ metric }),
});
const standsOut = insights({ again: begin });
const oddities = unusual({ currency: async () => (await knowing.catch(() => null))?.currency, found: (points) => chart.mark(points) });
const recommended = advice();
const cuts = [...breakdowns(), heatMap(), lowStock()];
const others = [recommended, oddities, ...cuts];
const panels = [chart.panel, standsOut, ...others];
const freshness = new Freshness(node("as-of"), node("connection"));
const choices = new Choices(node("choices"), choose);
const questions = new Ask(node("ask"), {
  asked: (ask) => choose({ ask }),
  metricLabels: () =>
    Object.fromEntries(Object.entries(known?.definitions ?? {}).map(([name, { label }]) => [name, label.toLowerCase()])),
});
const figuresAgain = inTurn(
  FIGURES_AGAIN_MILLISECONDS,
  { part: () => shareOf(view.tenant), spread: FIGURES_SPREAD_MILLISECONDS },
  () => readAgain(),
);
const inTheirTurns = [chart.panel, ...others].map((panel, place, all) =>
  inTurn(
    PANELS_AGAIN_MILLISECONDS,
    { part: () => (place + shareOf(view.tenant)) / all.length, spread: PANELS_SPREAD_MILLISECONDS, rest: STALE_MILLISECONDS },
    () => panel.refresh(),
  ),
);
const live = new LiveStream({
  connected: () => freshness.connected(),
  lost: () => freshness.lost(),
  changed(at) {
    freshness.serverTime(at);
    changedAt = performance.now();
    figuresAgain();
  },
  odd: () => oddities.refresh(),
});

node("chart-part").prepend(chart.panel.node);
node("beside").append(...[standsOut, recommended, oddities].map((panel) => panel.node));
node("parts").append(...cuts.map((panel) => panel.node));
themeButton(node("theme"));
onTheme(() => {
  panels.forEach((panel) => panel.redraw());
  questions.redraw();
});
addEventListener("popstate", () => show(viewFrom(location.search)));
setInterval(() => document.hidden || readAgain(), CLOCK_AGAIN_MILLISECONDS);
show(view, { first: true });

/** Change parts of the view, and the address with it. */
function choose(parts) {
  const next = Object.freeze({ ...view, ...parts });
  if (addressOf(next) === addressOf(view)) return;
  history.pushState(null, "", addressOf(next));
  show(next);
}

function show(next, { first = false } = {}) {
  const again = first || !sameFigures(next, view);
  const otherMetric = next.metric !== view.metric;
  view = next;
  choices.show(view);
  tiles.press(view.metric);
  questions.show(view);
  if (again) begin();
  else if (otherMetric) [chart.panel, oddities].forEach((panel) => panel.show(view));
}

function begin() {
  const asked = view;
  known = null;
  live.stop();
  tiles.loading();
  chart.mark([]);
  tell("");
  document.title = `${view.tenant} · ${WIDE_TITLE}`;
  knowing = dashboardOf(view.tenant, dashboardParameters(view));
  knowing.then(
    (dashboard) => {
      if (asked !== view && !sameFigures(asked, view)) return;
      take(dashboard);
      choices.keep(view.tenant);
      live.follow(view.tenant);
    },
    (problem) => {
      if (asked === view || sameFigures(asked, view)) fail(problem);
    },
  );
  panels.forEach((panel) => panel.show(view));
}

function take(dashboard) {
  known = dashboard;
  const { timeframe } = dashboard;
  freshness.serverTime(dashboard.as_of, timeframe.timezone);
  tiles.show(dashboard);
  choices.daysShown(days(timeframe));
  standsOut.take(dashboard);
  node("dates").textContent = dates(timeframe, timeframe);
  node("zone").textContent = timeframe.timezone;
  const earlier = comparedDates(dashboard);
  node("earlier").textContent = earlier ? `compared with ${earlier}` : "not compared";
  node("last-event").textContent = dashboard.events_until
    ? `last event ${moment(dashboard.events_until, timeframe.timezone)}`
    : "no events in this timeframe";
  node("others").textContent = otherCurrencies(dashboard);
  node("nothing").hidden = Boolean(dashboard.events_until);
}

/** Amounts of other currencies are never added; they are told beside. */
function otherCurrencies({ other_currencies: others }) {
  const told = Object.entries(others).map(([currency, { revenue }]) => `${revenue ?? 0} ${currency}`);
  return told.length ? `and revenue of ${told.join(", ")}` : "";
}

function fail(problem) {
  if (!(problem instanceof Problem)) throw problem;
  tell(problem.message);
  standsOut.fail(problem);
  tiles.node.setAttribute("aria-busy", "false");
  if (problem.status === 0) {
    freshness.lost();
    setTimeout(() => known === null && begin(), REACH_AGAIN_MILLISECONDS);
  }
}

/** Look whether there is something new: a change was told, or time alone made one, as where a day is over. */
async function readAgain() {
  if (!known) return;
  const asked = view;
  const mayMissTheChange = performance.now() - changedAt < STALE_MILLISECONDS;
  const dashboard = await dashboardOf(view.tenant, dashboardParameters(view)).catch(() => null);
  if (!dashboard) setTimeout(figuresAgain, REACH_AGAIN_MILLISECONDS);
  else if (mayMissTheChange) figuresAgain(); // it may be one that held before
  if (!dashboard || !known || !sameFigures(asked, view) || dashboard.as_of === known.as_of) return;
  take(dashboard);
  chart.follow(dashboard);
  inTheirTurns.forEach((again) => again());
}

function tell(trouble) {
  node("trouble").textContent = trouble;
  node("trouble").hidden = !trouble;
}
