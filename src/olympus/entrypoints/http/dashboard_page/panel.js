// A panel: a figure with a caption, its figures, the table behind them, and what to keep of it as a file.

import { copyOf } from "./elements.js";
import { Problem } from "./api.js";
import { dataTable } from "./data_table.js";
import { csvOf, fileName, savePicture, saveText } from "./saving.js";

const NOT_FOUND = 404;
const seen = new WeakMap();
const watcher = new IntersectionObserver(
  (entries) => entries.forEach((entry) => seen.get(entry.target)?.seen(entry.isIntersecting)),
  { rootMargin: "200px" },
);

/**
 * What a panel needs to know is given by functions of the answer that `load(view)` promises:
 * `about` a line with unit, dates and zone; `empty` why there is nothing to draw, or null; `draw(answer, body)`;
 * `table` the table behind it; `picture` a canvas. `tableInside` says that what is drawn is that table already,
 * `move(answer, body)` may change what is drawn in its place, and says whether it could;
 * `mayBeMissing` that the service may not have such a thing, `again` what else is done to try again.
 */
export class Panel {
  #parts;
  #asked = 0;
  #answer = null;
  #view = null;
  #visible = true;
  #stale = false;

  constructor(parts) {
    this.#parts = parts;
    this.node = copyOf("panel");
    this.node.classList.add(parts.name);
    this.node.querySelector("h2").textContent = parts.title;
    this.node.setAttribute("aria-label", parts.title);
    this.body = this.node.querySelector(".body");
    this.#tools();
    seen.set(this.node, this);
    watcher.observe(this.node);
  }

  /** Show another view, at once. */
  async show(view) {
    this.#view = view;
    this.#state("loading", "");
    await this.#load();
  }

  /** The data have changed: read them again, or as soon as somebody can see them. */
  async refresh() {
    if (!this.#view) return;
    if (this.#visible) await this.#load();
    else this.#stale = true;
  }

  /** Draw again what is known, in other colours or another size. */
  redraw() {
    if (this.#answer) this.#draw(this.#answer, { anew: true });
  }

  /** Whether it is in sight, or nearly. */
  seen(visible) {
    this.#visible = visible;
    if (visible && this.#stale) this.refresh();
  }

  /** Show an answer that came by another way. */
  take(answer) {
    this.#asked += 1;
    this.#arrived(answer);
  }

  /** Show why there is none. */
  fail(problem) {
    this.#asked += 1;
    this.#failed(problem);
  }

  async #load() {
    if (!this.#parts.load) return; // what it shows comes with something else
    this.#stale = false;
    const asked = (this.#asked += 1);
    try {
      const answer = await this.#parts.load(this.#view);
      if (asked === this.#asked) this.#arrived(answer);
    } catch (problem) {
      if (asked === this.#asked) this.#failed(problem);
    }
  }

  #arrived(answer) {
    const nothing = this.#parts.empty?.(answer);
    this.#answer = nothing ? null : answer;
    this.node.querySelector(".about").textContent = this.#parts.about?.(answer) ?? "";
    if (nothing) this.#state("empty", nothing);
    else {
      this.#state("ready", "");
      this.#draw(answer);
    }
  }

  #failed(problem) {
    if (!(problem instanceof Problem)) {
      this.#state("failed", "Something on this page went wrong.");
      throw problem;
    }
    if (problem.status === NOT_FOUND && this.#parts.mayBeMissing) {
      this.#answer = null;
      this.#state("unavailable", "Not available yet.");
    } else if (this.#answer && problem.status === 0) {
      this.#state("ready", ""); // what is known stays; the page says that the server is away
    } else {
      this.#answer = null;
      this.#state("failed", problem.message);
    }
  }

  #draw(answer, { anew = false } = {}) {
    if (anew || !this.#parts.move?.(answer, this.body)) {
      this.body.replaceChildren();
      this.#parts.draw(answer, this.body);
    }
    const behind = this.node.querySelector(".behind");
    const table = this.#parts.tableInside ? null : this.#parts.table?.(answer);
    behind.replaceChildren(...(table ? [dataTable(table)] : []));
  }

  #state(state, told) {
    this.node.dataset.state = state;
    this.node.setAttribute("aria-busy", String(state === "loading"));
    this.node.querySelector(".told-text").textContent = told;
    this.node.querySelector(".again").hidden = state !== "failed";
    for (const tool of this.node.querySelectorAll(".tools button")) tool.disabled = state !== "ready";
    if (state !== "ready" && state !== "loading") {
      this.body.replaceChildren();
      this.node.querySelector(".behind").replaceChildren();
    }
  }

  #tools() {
    const { table, picture, tableInside, title } = this.#parts;
    const [showTable, csv, png, again] = ["show-table", "csv", "png", "again"].map((name) =>
      this.node.querySelector(`.${name}`),
    );
    for (const tool of [showTable, csv, png]) tool.setAttribute("aria-label", `${tool.textContent} of ${title}`);
    if (!table || tableInside) showTable.remove();
    if (!table) csv.remove();
    if (!picture) png.remove();
    if (!table && !picture) this.node.querySelector(".tools").remove();
    showTable.addEventListener("click", () => {
      const shown = showTable.getAttribute("aria-pressed") !== "true";
      showTable.setAttribute("aria-pressed", String(shown));
      this.node.classList.toggle("as-table", shown);
      this.node.querySelector(".behind").tabIndex = shown ? 0 : -1; // it scrolls, so keys have to reach it
      if (!shown) this.redraw();
    });
    csv.addEventListener("click", () => saveText(csvOf(table(this.#answer)), this.#fileName("csv")));
    png.addEventListener("click", () => savePicture(picture(this.#answer, this.body, this.caption), this.#fileName("png")));
    again.addEventListener("click", () => (this.#parts.again ? this.#parts.again() : this.show(this.#view)));
  }

  /** Title and the line below it, for pictures. */
  get caption() {
    return { title: this.#parts.title, about: this.node.querySelector(".about").textContent };
  }

  #fileName(ending) {
    return `${fileName(this.#view?.tenant, this.#parts.name, this.#view?.timeframe)}.${ending}`;
  }
}
