// One operation: what it is for, what it takes, what it answers, and a form to try it.

import { element, json, paragraphs, prose } from "./elements.js";
import { fields, kind, resolved } from "./schema.js";

/** An operation as a part of the page that opens. */
export function operationPart({ path, method, operation }) {
  return element(
    "details",
    { className: "operation", id: operation.operationId },
    element(
      "summary",
      {},
      element("span", { className: `method ${method}` }, method),
      element("span", { className: "path" }, path),
      element("span", { className: "summary" }, operation.summary ?? ""),
    ),
    element(
      "div",
      {},
      ...paragraphs(operation.description),
      ...parameters(operation.parameters ?? []),
      ...body(operation.requestBody),
      element("h4", {}, "Answers"),
      ...Object.entries(operation.responses ?? {}).map(([status, response]) => answer(status, response)),
      trial(path, method, operation),
    ),
  );
}

function parameters(all) {
  if (!all.length) return [];
  const described = all.flatMap((parameter) => [
    element("dt", {}, parameter.name, parameter.required ? element("span", { className: "required" }, " required") : null),
    element("dd", {}, element("span", { className: "kind" }, `${parameter.in}, ${kind(parameter.schema).replace(" or null", "")}. `), ...prose(parameter.description ?? "")),
  ]);
  return [element("h4", {}, "Parameters"), element("dl", { className: "fields" }, described)];
}

function body(requestBody) {
  if (!requestBody) return [];
  const kinds = Object.entries(requestBody.content).map(([mediaType, content]) => contentPart(mediaType, content));
  return [element("h4", {}, requestBody.required ? "Body" : "Body, optional"), ...paragraphs(requestBody.description), ...kinds];
}

function answer(status, response) {
  const kinds = Object.entries(response.content ?? {}).map(([mediaType, content]) => contentPart(mediaType, content));
  return element(
    "details",
    { className: "answer" },
    element("summary", {}, element("strong", {}, status), " ", ...prose(response.description ?? "")),
    ...kinds,
  );
}

function contentPart(mediaType, content) {
  const examples = Object.values(content.examples ?? {}).flatMap((example) => [
    element("p", { className: "kind" }, example.summary ?? "Example"),
    json(example.value),
  ]);
  return element(
    "div",
    {},
    element("p", {}, element("code", {}, mediaType), " ", element("span", { className: "kind" }, kind(content.schema))),
    fields(content.schema),
    ...examples,
  );
}

/** A form that sends the request to this very service. */
function trial(path, method, operation) {
  const inputs = (operation.parameters ?? []).filter(({ in: place }) => place === "path" || place === "query").map(input);
  const [mediaType, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const area = mediaType ? element("textarea", { value: firstExample(content), spellcheck: false, ariaLabel: "Body" }) : null;
  const shown = element("div", { role: "status" });
  const form = element(
    "form",
    { className: "try" },
    element("h4", {}, "Try it"),
    ...inputs.map(({ label }) => label),
    area,
    element("button", {}, "Send"),
    shown,
  );
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const url = address(path, inputs);
    shown.replaceChildren(element("p", { className: "kind" }, "…"));
    shown.replaceChildren(...(await sent(url, method, mediaType, area?.value)));
  });
  return form;
}

function input(parameter) {
  const example = parameter.in === "path" || parameter.required ? Object.values(parameter.examples ?? {})[0]?.value : undefined;
  const field = element("input", { name: parameter.name, value: example ?? "", required: Boolean(parameter.required) });
  return { parameter, field, label: element("label", {}, parameter.name, field) };
}

function address(path, inputs) {
  let url = path;
  const query = new URLSearchParams();
  for (const { parameter, field } of inputs) {
    if (parameter.in === "path") url = url.replace(`{${parameter.name}}`, encodeURIComponent(field.value));
    else if (field.value) query.set(parameter.name, field.value);
  }
  return query.size ? `${url}?${query}` : url;
}

async function sent(url, method, mediaType, text) {
  try {
    const headers = text && mediaType ? { "Content-Type": mediaType } : {};
    const response = await fetch(url, { method: method.toUpperCase(), headers, body: text || undefined });
    const answered = await response.text();
    return [element("p", {}, element("code", {}, `${method.toUpperCase()} ${url}`), ` ${response.status} ${response.statusText}`), json(pretty(answered))];
  } catch (error) {
    return [element("p", {}, `There was no answer: ${error.message}`)];
  }
}

// Laid out without JSON.parse, which would round the numbers that we take care not to.
function pretty(text) {
  let depth = 0;
  const line = () => `\n${"  ".repeat(depth)}`;
  return text.replace(/"(?:[^"\\]|\\.)*"|\{\}|\[\]|[{}[\],:]/g, (token) => {
    if (token === "{" || token === "[") return `${token}${(depth++, line())}`;
    if (token === "}" || token === "]") return `${(depth--, line())}${token}`;
    if (token === ",") return `,${line()}`;
    return token === ":" ? ": " : token;
  });
}

function firstExample(content) {
  const example = Object.values(content.examples ?? {})[0]?.value ?? resolved(content.schema).examples?.[0];
  return example === undefined ? "" : typeof example === "string" ? example : JSON.stringify(example, null, 2);
}
