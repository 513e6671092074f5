// Reads openapi.json to people.

import { element, paragraphs } from "./elements.js";
import { operationPart } from "./operation.js";
import { learn } from "./schema.js";

const document_ = await (await fetch("/docs/openapi.json")).json();
const page = document.querySelector("main");
const contents = document.querySelector("nav");

learn(document_);
page.append(
  element("h1", {}, document_.info.title, " ", element("span", { className: "kind" }, document_.info.version)),
  ...paragraphs(document_.info.description),
  element(
    "p",
    {},
    element("a", { href: "/docs/openapi.json" }, "openapi.json"),
    ", and for what comes by Redis ",
    element("a", { href: "/docs/asyncapi.json" }, "asyncapi.json"),
  ),
);
for (const tag of document_.tags) {
  const operations = operationsOf(tag.name);
  page.append(element("h2", {}, tag.name), ...paragraphs(tag.description), ...operations.map(operationPart));
  contents.append(element("h4", {}, tag.name), ...operations.map(entry));
}
addEventListener("hashchange", openChosen);
openChosen();

function operationsOf(tag) {
  return Object.entries(document_.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags?.includes(tag))
      .map(([method, operation]) => ({ path, method, operation })),
  );
}

function entry({ operation }) {
  return element("a", { href: `#${operation.operationId}` }, operation.summary);
}

function openChosen() {
  const chosen = document.getElementById(location.hash.slice(1));
  if (!chosen) return;
  chosen.open = true;
  chosen.scrollIntoView();
}
