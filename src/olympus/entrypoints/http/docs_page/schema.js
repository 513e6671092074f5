// What a value looks like: its kind in a few words, and its fields as far down as one cares to open them.

import { element, prose } from "./elements.js";

let components = {};

/** Tell where `$ref`s lead. */
export function learn(document) {
  components = document.components?.schemas ?? {};
}

/** The schema itself, where there is only a reference to it. */
export function resolved(schema) {
  const { $ref, allOf, ...own } = schema ?? {};
  if ($ref) return { ...components[$ref.split("/").pop()], ...own };
  return allOf ? Object.assign({}, ...allOf.map(resolved), own) : own;
}

/** A schema's kind in a few words: `list of objects`, `text or null`. */
export function kind(schema) {
  const shown = resolved(schema);
  const choices = shown.oneOf ?? shown.anyOf;
  if (choices) return [...new Set(choices.map(kind))].join(" or ");
  if (shown.enum) return shown.enum.map((value) => JSON.stringify(value)).join(" | ");
  const types = [shown.type ?? "anything"].flat();
  return types.map((type) => (type === "array" && shown.items ? `list of ${kind(shown.items)}` : WORDS[type] ?? type)).join(" or ");
}

/** The fields of an object, or of the objects in a list; null where a value has none. */
export function fields(schema, seen = []) {
  const shown = objectIn(schema);
  if (!shown?.properties || seen.includes(shown.title)) return null;
  return element(
    "dl",
    { className: "fields" },
    Object.entries(shown.properties).flatMap(([name, value]) => [
      element("dt", {}, name),
      element("dd", {}, element("span", { className: "kind" }, kind(value)), ...described(value), inner(value, [...seen, shown.title])),
    ]),
  );
}

const WORDS = { string: "text", integer: "whole number", boolean: "true or false" };

function described(schema) {
  const description = resolved(schema).description;
  return description ? [" ", ...prose(description)] : [];
}

function inner(schema, seen) {
  const within = fields(schema, seen);
  return within && element("details", { className: "inner" }, element("summary", { className: "kind" }, "its fields"), within);
}

/** The object that a schema is about: itself, an item of its list, the one that is not null, or a value of its map. */
function objectIn(schema) {
  const shown = resolved(schema);
  if (shown.properties) return shown;
  if (shown.items) return objectIn(shown.items);
  if (shown.additionalProperties?.$ref) return objectIn(shown.additionalProperties);
  for (const choice of shown.oneOf ?? shown.anyOf ?? []) {
    const found = objectIn(choice);
    if (found) return found;
  }
  return null;
}
