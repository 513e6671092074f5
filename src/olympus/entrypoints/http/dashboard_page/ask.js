// Questions in plain words: asked, answered, changed, gone on from.

import { ask, Problem, suggestions } from "./api.js";
import { element } from "./elements.js";
import { readAs } from "./read_as.js";
import { spokenAnswer } from "./spoken_answer.js";
import { SuggestionList } from "./suggestion_list.js";

/** The part of the page where one asks; `asked(question)` is told what is looked at now. */
export class Ask {
  #nodes;
  #asked;
  #tenant = null;
  #session = null;
  #question = "";
  #turn = 0;
  #panel = spokenAnswer();
  #labels = () => ({});

  constructor(section, { asked, metricLabels }) {
    this.#asked = asked;
    this.#labels = metricLabels;
    this.#nodes = {
      section,
      form: section.querySelector("form"),
      field: section.querySelector("input"),
      answer: section.querySelector(".answer-part"),
      sentence: section.querySelector(".sentence"),
      reading: section.querySelector(".reading"),
      follow: section.querySelector(".follow-ups"),
    };
    section.querySelector(".answer-panel").append(this.#panel.node);
    const list = new SuggestionList(this.#nodes.field, section.querySelector("[role=listbox]"), {
      find: async (typed, signal) => (await suggestions(this.#tenant, typed, signal)).suggestions,
      taken: (text) => this.#asked(text),
    });
    this.#nodes.form.addEventListener("submit", (event) => {
      event.preventDefault();
      list.close();
      const question = this.#nodes.field.value.trim();
      if (question === this.#question) this.#put(question);
      else this.#asked(question);
    });
    section.querySelector(".forget").addEventListener("click", () => {
      this.#asked("");
      this.#nodes.field.focus();
    });
  }

  /** Answer the question of a view, if it is not answered yet. */
  show({ tenant, ask: question }) {
    if (tenant !== this.#tenant) this.#session = null;
    const same = tenant === this.#tenant && question === this.#question;
    this.#tenant = tenant;
    if (!same) this.#put(question);
  }

  redraw() {
    this.#panel.redraw();
  }

  async #put(question) {
    const { answer, field, sentence, reading, follow } = this.#nodes;
    const turn = (this.#turn += 1);
    this.#question = question;
    field.value = question;
    answer.hidden = !question;
    if (!question) return;
    answer.setAttribute("aria-busy", "true");
    sentence.textContent = "…";
    reading.replaceChildren();
    follow.replaceChildren();
    this.#panel.show({ tenant: this.#tenant, timeframe: "" });
    this.#panel.node.hidden = false;
    try {
      const reply = await ask({ query: question, tenant_id: this.#tenant, session_id: this.#session });
      if (turn === this.#turn) this.#tell(reply);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (turn === this.#turn) this.#fail(problem);
    } finally {
      if (turn === this.#turn) answer.setAttribute("aria-busy", "false");
    }
  }

  #tell({ result, answer, session_id: session }) {
    const { sentence, reading, follow } = this.#nodes;
    this.#session = session;
    sentence.textContent = answer.sentence;
    this.#panel.node.hidden = !answer.figures;
    if (answer.figures) this.#panel.take({ ...answer, granularity: result.granularity });
    const chips = readAs(result, this.#labels(), (question) => this.#asked(question));
    reading.replaceChildren(...(chips ? [chips] : []));
    const choices = result.clarification?.choices ?? [];
    follow.replaceChildren(
      ...this.#questions("Which of these?", choices),
      ...this.#questions("Ask next", answer.follow_ups),
    );
  }

  #fail(problem) {
    this.#nodes.sentence.textContent = problem.message;
    this.#panel.node.hidden = true;
  }

  #questions(heading, questions) {
    if (!questions.length) return [];
    const buttons = questions.map((question) => {
      const button = element("button", { type: "button", className: "question" }, question);
      button.addEventListener("click", () => this.#asked(question));
      return element("li", {}, button);
    });
    return [element("h2", {}, heading), element("ul", {}, buttons)];
  }
}
