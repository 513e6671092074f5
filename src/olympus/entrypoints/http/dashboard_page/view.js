// What is looked at: it stands in the address, so that a link opens the same view.

export const DEFAULTS = Object.freeze({
  tenant: "demo-pizza",
  location: "",
  timeframe: "this_month",
  start: "",
  end: "",
  compare: "previous_period",
  metric: "revenue",
  ask: "",
});

/** The view that an address describes. */
export function viewFrom(search) {
  const given = new URLSearchParams(search);
  const view = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) if (given.get(name)) view[name] = given.get(name);
  if (!given.get("timeframe") && (view.start || view.end)) view.timeframe = "custom";
  return Object.freeze(view);
}

/** The address of a view; what is as usual is left out. */
export function addressOf(view) {
  const named = Object.entries(view).filter(([name, value]) => value && (name === "tenant" || value !== DEFAULTS[name]));
  return `?${new URLSearchParams(named)}`;
}

/** Whether two views need other figures; another question or another metric in the chart does not. */
export function sameFigures(one, other) {
  return ["tenant", "location", "timeframe", "start", "end", "compare"].every((name) => one[name] === other[name]);
}

/** The parameters of the dashboard's address. */
export function dashboardParameters(view) {
  return {
    timeframe: view.timeframe,
    ...bounds(view),
    ...(view.location && { location_id: view.location }),
    compare: view.compare,
  };
}

/** A metric query over the same time and place; `more` are its other fields. */
export function queryOf(view, more) {
  return {
    tenant_id: view.tenant,
    timeframe: view.timeframe,
    ...bounds(view),
    ...(view.location && { filters: [{ dimension: "location", op: "=", value: view.location }] }),
    ...(view.timeframe !== "all_time" && { comparison: view.compare }),
    ...more,
  };
}

function bounds({ timeframe, start, end }) {
  return timeframe === "custom" ? { ...(start && { start }), ...(end && { end }) } : {};
}
