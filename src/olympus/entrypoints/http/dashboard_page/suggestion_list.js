// Suggestions below a text field, as one types: a combobox with a list (WAI-ARIA Authoring Practices).

import { element } from "./elements.js";

const PAUSE_MILLISECONDS = 120;

/** Lets a field suggest what `find(typed, signal)` promises; `taken(text)` is told what was chosen. */
export class SuggestionList {
  #field;
  #list;
  #find;
  #taken;
  #at = -1;
  #waiting = 0;
  #asking = null;

  constructor(field, list, { find, taken }) {
    this.#field = field;
    this.#list = list;
    this.#find = find;
    this.#taken = taken;
    field.addEventListener("input", () => this.#look(PAUSE_MILLISECONDS));
    field.addEventListener("focus", () => this.#look(0));
    field.addEventListener("blur", () => this.close());
    field.addEventListener("keydown", (event) => this.#key(event));
  }

  close() {
    clearTimeout(this.#waiting);
    this.#asking?.abort();
    this.#show([]);
  }

  #look(pause) {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(async () => {
      this.#asking?.abort();
      this.#asking = new AbortController();
      const { signal } = this.#asking;
      const found = await this.#find(this.#field.value, signal).catch(() => []);
      if (!signal.aborted && document.activeElement === this.#field) this.#show(found);
    }, pause);
  }

  #show(texts) {
    this.#at = -1;
    this.#list.replaceChildren(...texts.map((text, place) => this.#item(text, place)));
    this.#list.hidden = texts.length === 0;
    this.#field.setAttribute("aria-expanded", String(texts.length > 0));
    this.#field.removeAttribute("aria-activedescendant");
  }

  #item(text, place) {
    const item = element("li", { id: `${this.#list.id}-${place}`, role: "option", ariaSelected: "false" }, text);
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // the field keeps the focus
      this.#take(text);
    });
    return item;
  }

  #key(event) {
    const items = [...this.#list.children];
    if (event.key === "Escape" && items.length) {
      this.close();
      event.preventDefault();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!items.length) {
        this.#look(0);
        return;
      }
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.#at = (this.#at + step + items.length + (this.#at < 0 && step < 0 ? 1 : 0)) % items.length;
      items.forEach((item, place) => item.setAttribute("aria-selected", String(place === this.#at)));
      items[this.#at].scrollIntoView({ block: "nearest" });
      this.#field.setAttribute("aria-activedescendant", items[this.#at].id);
      event.preventDefault();
    } else if (event.key === "Enter" && this.#at >= 0) {
      this.#take(items[this.#at].textContent);
      event.preventDefault();
    }
  }

  #take(text) {
    this.#field.value = text;
    this.close();
    this.#taken(text);
  }
}
