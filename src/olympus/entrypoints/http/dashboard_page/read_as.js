// How a question was read, as chips; choosing something else in a chip changes those words of the question.

import { element, option } from "./elements.js";
import { inWords } from "./names.js";

const TIMES = [
  "today", "yesterday", "this week", "last week", "this month", "last month", "this quarter", "last quarter", "this year",
  "last year", "last 7 days", "last 30 days", "last 12 months",
];
const DIMENSIONS = [
  "location", "channel", "product", "category", "customer", "payment method", "hour of day", "day of week",
];
const GRANULARITIES = ["hour", "day", "week", "month", "quarter", "year"];
const COMPARISONS = { previous_period: "the previous period", previous_year: "the previous year" };

/** The chips of an interpretation; `asked(question)` is told the question as it is then. */
export function readAs({ raw, matched, assumptions, interpreter }, metricLabels, asked) {
  const found = matched.map((match) => chip(match, raw, metricLabels, asked)).filter(Boolean);
  const kinds = new Set(matched.map(({ as }) => as.split(" ")[0]));
  const missing = [
    kinds.has("metric") && !kinds.has("time") && addition("time", TIMES, (words) => `${raw} ${words}`, asked),
    kinds.has("metric") &&
      !kinds.has("dimension") &&
      !kinds.has("granularity") &&
      addition("by", DIMENSIONS, (words) => insertedBy(raw, matched, words), asked),
    kinds.has("metric") &&
      !kinds.has("comparison") &&
      addition("compared with", Object.values(COMPARISONS), (words) => `${raw} compared with ${words}`, asked),
  ].filter(Boolean);
  if (!found.length) return null;
  return element(
    "div",
    { className: "read-as" },
    element("h2", {}, interpreter === "grammar" ? "Read as" : "Read, with a language model, as"),
    element("ul", {}, [...found, ...missing].map((each) => element("li", {}, each))),
    assumptions.map((each) => element("p", { className: "note" }, `${each[0].toUpperCase()}${each.slice(1)}.`)),
  );
}

function chip({ text, start, end, as }, raw, metricLabels, asked) {
  const [kind, ...rest] = as.split(" ");
  const value = rest.join(" ");
  const replaced = (words) => `${raw.slice(0, start)}${words}${raw.slice(end)}`;
  switch (kind) {
    case "metric":
      return menu("metric", metricLabels, metricLabels[value] ?? text, replaced, asked);
    case "time":
      return menu("time", TIMES, text, replaced, asked);
    case "dimension":
      return menu("by", DIMENSIONS, inWords(value), replaced, asked);
    case "granularity":
      return menu("per", GRANULARITIES, value, replaced, asked);
    case "comparison":
      return menu("compared with", Object.values(COMPARISONS), COMPARISONS[value] ?? text, replaced, asked);
    case "word":
    case "beyond":
      return null;
    default:
      return element("span", { className: "chip" }, element("span", { className: "kind" }, inWords(kind)), ` ${value}`);
  }
}

function addition(kind, choices, written, asked) {
  const made = menu(kind, choices, "…", written, asked);
  made.classList.add("addition");
  return made;
}

function menu(kind, choices, now, written, asked) {
  const words = Object.values(choices);
  const offered = words.includes(now) ? words : [now, ...words];
  const select = element("select", { ariaLabel: `Read as ${kind}` }, offered.map((each) => option(each, each, each === now)));
  select.addEventListener("change", () => asked(written(select.value.toLowerCase())));
  return element("label", { className: "chip" }, element("span", { className: "kind" }, kind), select);
}

/** "revenue last week" by channel: "revenue by channel last week". */
function insertedBy(raw, matched, words) {
  const time = matched.find(({ as }) => as.startsWith("time "));
  return time ? `${raw.slice(0, time.start)}by ${words} ${raw.slice(time.start)}` : `${raw} by ${words}`;
}
