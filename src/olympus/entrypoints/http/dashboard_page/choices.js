// The bar in which one chooses whose figures are shown, of where, of when, and beside what.

import { query } from "./api.js";
import { element, option } from "./elements.js";
import { asTitle } from "./names.js";
import { CUSTOM, GROUPS, isOffered, WRITTEN } from "./timeframes.js";

const MOST_LOCATIONS = 500;
const KEPT_AS = "olympus-tenants";
const MOST_KEPT = 10;

/** The bar; `chosen(parts)` is told what of the view has changed. */
export class Choices {
  #form;
  #chosen;
  #locationsOf = null;
  #days = { start: "", end: "" };

  constructor(form, chosen) {
    this.#form = form;
    this.#chosen = chosen;
    const { timeframe } = form.elements;
    timeframe.replaceChildren(
      ...GROUPS.map(([label, names]) =>
        element("optgroup", { label }, names.map((name) => option(name, asTitle(name)))),
      ),
      element("optgroup", { label: "Your own" }, option(CUSTOM, "From … to …"), option(WRITTEN, "Written …")),
    );
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => this.#changed(event.target));
  }

  /** Put the controls as the view is. */
  show(view) {
    const { tenant, timeframe, start, end, written, compare } = this.#form.elements;
    tenant.value = view.tenant;
    timeframe.value = isOffered(view.timeframe) ? view.timeframe : WRITTEN;
    start.value = view.start.slice(0, 10);
    end.value = view.end.slice(0, 10);
    written.value = isOffered(view.timeframe) ? "" : view.timeframe;
    compare.value = view.compare;
    this.#reveal(timeframe.value);
    this.#showLocations(view);
  }

  /** Which days are shown: those to begin with for who chooses days. */
  daysShown(days) {
    this.#days = days;
  }

  /** Remember a tenant that there is, to be offered next time. */
  keep(tenant) {
    const kept = [tenant, ...keptTenants().filter((each) => each !== tenant)].slice(0, MOST_KEPT);
    localStorage.setItem(KEPT_AS, JSON.stringify(kept));
    document.getElementById("tenants").replaceChildren(...kept.map((each) => option(each, each)));
  }

  #changed(control) {
    const { timeframe, start, end, written } = this.#form.elements;
    if (control === timeframe) this.#reveal(timeframe.value);
    if (control.name === "tenant") {
      if (control.value.trim()) this.#chosen({ tenant: control.value.trim(), location: "", ask: "" });
    } else if (control === timeframe && timeframe.value === WRITTEN) written.focus();
    else if (timeframe.value === CUSTOM && [timeframe, start, end].includes(control)) {
      start.value ||= this.#days.start;
      end.value ||= this.#days.end;
      if (start.value && end.value) this.#chosen({ timeframe: CUSTOM, start: start.value, end: end.value });
      if (control === timeframe) start.focus();
    } else if (control === written) {
      if (written.value.trim()) this.#chosen({ timeframe: written.value.trim(), start: "", end: "" });
    } else if (control === timeframe) this.#chosen({ timeframe: timeframe.value, start: "", end: "" });
    else this.#chosen({ [control.name]: control.value });
  }

  #reveal(timeframe) {
    this.#form.querySelector(".bounds").hidden = timeframe !== CUSTOM;
    this.#form.querySelector(".written").hidden = timeframe !== WRITTEN;
  }

  /** The places where this tenant ever sold something. */
  async #showLocations({ tenant, location }) {
    const menu = this.#form.elements.location;
    if (this.#locationsOf !== tenant) {
      this.#locationsOf = tenant;
      menu.replaceChildren(option("", "All locations"), ...(location ? [option(location, location)] : []));
      menu.value = location;
      const asked = { tenant_id: tenant, metrics: ["orders_placed"], dimensions: ["location"], limit: MOST_LOCATIONS };
      const found = await query(asked).catch(() => ({ rows: [] }));
      if (this.#locationsOf !== tenant) return;
      const names = new Set(found.rows.map((row) => row.location).filter(Boolean));
      if (menu.value) names.add(menu.value);
      menu.replaceChildren(option("", "All locations"), ...[...names].sort().map((name) => option(name, name, name === menu.value)));
    } else menu.value = location;
  }
}

function keptTenants() {
  try {
    return JSON.parse(localStorage.getItem(KEPT_AS)) ?? [];
  } catch {
    return [];
  }
}
