// What stands out, and what could be done about it.

import { about } from "./about.js";
import { recommendations } from "./api.js";
import { element } from "./elements.js";
import { Panel } from "./panel.js";

/** What stands out in the figures of the dashboard, which come with it. */
export function insights({ again }) {
  return new Panel({
    title: "What stands out",
    name: "insights",
    again,
    empty: (dashboard) => (dashboard.insights.length ? null : "Nothing stands out in this timeframe."),
    about: (dashboard) => about(dashboard),
    draw: (dashboard, body) =>
      body.append(
        list(
          dashboard.insights.map(({ title, description, impact, action }) =>
            item(impact, "impact", title, description, action),
          ),
        ),
      ),
    table: (dashboard) => ({
      caption: "What stands out",
      columns: ["Title", "Description", "Impact", "What to do"].map((label) => ({ label })),
      rows: dashboard.insights.map((each) => [each.title, each.description, each.impact, each.action]),
    }),
    tableInside: true,
  });
}

/** What the service recommends. */
export function advice() {
  return new Panel({
    title: "Recommendations",
    name: "recommendations",
    mayBeMissing: true,
    load({ tenant, timeframe, start, end, location }) {
      const bounds = timeframe === "custom" ? { start, end } : {};
      return recommendations(tenant, { timeframe, ...bounds, ...(location && { location_id: location }) });
    },
    empty: (answer) => (answer.recommendations.length ? null : "There is nothing to recommend now."),
    draw: (answer, body) =>
      body.append(
        list(
          answer.recommendations.map(({ priority, action, impact, rationale }) =>
            item(priority, "priority", action, rationale, impact),
          ),
        ),
      ),
    table: (answer) => ({
      caption: "Recommendations",
      columns: ["Action", "Why", "Impact", "Priority", "Category"].map((label) => ({ label })),
      rows: answer.recommendations.map((each) => [each.action, each.rationale, each.impact, each.priority, each.category]),
    }),
    tableInside: true,
  });
}

function list(items) {
  return element("ul", { className: "advice" }, items);
}

function item(weight, of, title, why, further) {
  return element(
    "li",
    {},
    element("span", { className: `weight ${weightClass(weight)}` }, `${weight} ${of}`),
    element("h3", {}, title),
    element("p", {}, why),
    further && element("p", { className: "further" }, further),
  );
}

function weightClass(weight) {
  return ["low", "medium", "high", "critical"].includes(weight) ? weight : "medium";
}
