// The headline figures: each with its unit, its change, what it is compared with, and its line over the timeframe.

import { element, spoken } from "./elements.js";
import { amount, change, unitWord } from "./figures.js";
import { sparkline } from "./sparkline.js";

export const HEADLINES = ["revenue", "orders", "average_order_value", "active_users", "customers", "inventory_warnings"];

/** The row of tiles; whoever presses one sees that metric in the chart (`chosen(name)`). */
export class Tiles {
  #chosen;
  #tiles = new Map();
  #lines = new Map();

  constructor(node, chosen) {
    this.node = node;
    this.#chosen = chosen;
    for (const name of HEADLINES) {
      const tile = element("button", { type: "button", className: "tile", data: { metric: name } });
      tile.addEventListener("click", () => this.#chosen(name));
      this.#tiles.set(name, tile);
    }
    node.replaceChildren(...[...this.#tiles.values()].map((tile) => element("li", {}, tile)));
    this.loading();
  }

  loading() {
    this.node.setAttribute("aria-busy", "true");
  }

  /** The figures of a dashboard. */
  show(dashboard) {
    this.node.setAttribute("aria-busy", "false");
    for (const [name, tile] of this.#tiles) this.#fill(tile, name, dashboard);
  }

  /** The lines, by metric: numbers over the timeframe. */
  draw(lines) {
    this.#lines = lines;
    for (const [name, tile] of this.#tiles) this.#drawLine(tile, name);
  }

  /** Which metric the chart shows. */
  press(metric) {
    for (const [name, tile] of this.#tiles) tile.setAttribute("aria-pressed", String(name === metric));
  }

  #fill(tile, name, { comparisons, definitions, currency }) {
    const { label, unit, definition, higher_is_better: higherIsBetter } = definitions[name];
    const measure = { unit, currency };
    const compared = comparisons[name];
    const before = tile.querySelector(".value .number")?.textContent;
    const now = amount(compared.current, measure);
    tile.title = `${definition} Press to see it in the chart.`;
    tile.replaceChildren(
      element("span", { className: "label" }, label),
      element("span", { className: "value" }, element("span", { className: "number" }, now), unitPart(measure, compared)),
      comparedPart(compared, measure, higherIsBetter),
      element("span", { className: "line", ariaHidden: "true" }),
    );
    this.#drawLine(tile, name);
    if (before !== undefined && before !== now) flash(tile);
  }

  #drawLine(tile, name) {
    const line = sparkline(this.#lines.get(name) ?? []);
    tile.querySelector(".line")?.replaceChildren(...(line ? [line] : []));
  }
}

function unitPart(measure, { current }) {
  const unit = unitWord(measure);
  return unit && current !== null ? element("span", { className: "unit" }, ` ${unit}`) : null;
}

function comparedPart(compared, measure, higherIsBetter) {
  const told = change(compared, higherIsBetter);
  if (!told) return element("span", { className: "compared" }, "not compared");
  return element(
    "span",
    { className: "compared" },
    element(
      "span",
      { className: `change ${told.mood}` },
      element("span", { ariaHidden: "true" }, `${told.arrow} `),
      spoken(told.spoken),
      told.text,
    ),
    compared.previous !== 0 && element("span", { className: "before" }, ` from ${amount(compared.previous, measure)}`),
  );
}

function flash(tile) {
  tile.classList.remove("moved");
  void tile.offsetWidth; // lets the movement begin anew
  tile.classList.add("moved");
}
