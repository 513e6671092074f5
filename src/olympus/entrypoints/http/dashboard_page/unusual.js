// Points that are not as expected: told here, and marked on the chart.

import { anomalies } from "./api.js";
import { point } from "./dates.js";
import { element } from "./elements.js";
import { figure } from "./figures.js";
import { Panel } from "./panel.js";

/**
 * The panel of what is unusual; `currency()` promises that of the dashboard, if it has one, and `found(points)` is told what
 * there is to mark.
 */
export function unusual({ currency, found }) {
  const measureIn = (answer) => ({ unit }) => ({ unit, currency: answer.currency });
  return new Panel({
    title: "Unusual",
    name: "unusual",
    mayBeMissing: true,
    async load(view) {
      const bounds = view.timeframe === "custom" ? { start: view.start, end: view.end } : {};
      const place = view.location && { location_id: view.location };
      const answer = await anomalies(view.tenant, { metric: view.metric, timeframe: view.timeframe, ...bounds, ...place }).catch(
        (problem) => {
          found([]);
          throw problem;
        },
      );
      found(answer.anomalies);
      return { ...answer, currency: await currency() };
    },
    empty: (answer) => (answer.anomalies.length ? null : "Everything is as it was to be expected."),
    about: ({ timezone }) => timezone,
    draw(answer, body) {
      const measure = measureIn(answer);
      body.append(
        element(
          "ul",
          { className: "advice" },
          answer.anomalies.map((each) =>
            element(
              "li",
              {},
              element("span", { className: `weight ${weightOf(each.severity)}` }, String(each.severity)),
              element("h3", {}, `${each.label}: ${figure(each.value, measure(each))}`),
              element("p", {}, `${point(each.at, each.granularity, answer.timezone)}. ${expectation(each, measure(each))}`),
              each.explained_by?.length > 0 && element("p", { className: "further" }, because(each, measure(each))),
            ),
          ),
        ),
      );
    },
    table: (answer) => ({
      caption: "What is unusual",
      columns: ["At", "Metric", "Value", "Expected", "Lower", "Upper", "Severity"].map((label) => ({ label })),
      rows: answer.anomalies.map((each) => [
        each.at, each.metric, each.value, each.expected, each.lower, each.upper, each.severity,
      ]),
    }),
    tableInside: true,
  });
}

function expectation({ expected, lower, upper }, measure) {
  const [middle, least, most] = [expected, lower, upper].map((value) => figure(Math.round(value * 100) / 100, measure));
  return `Expected ${middle}, from ${least} to ${most}.`;
}

function because({ explained_by: parts }, measure) {
  const told = parts.map(({ label, contribution }) => `${label} ${figure(contribution, measure)}`);
  return `Mostly ${told.join(", ")}.`;
}

function weightOf(severity) {
  return { low: "low", medium: "medium", high: "high", critical: "critical" }[severity] ?? "medium";
}
