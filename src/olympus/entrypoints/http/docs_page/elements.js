// Elements of a page, made without ever reading text as markup.

/** An element with properties and children; texts stay texts. */
export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Text in which `words` between backticks are shown as code. */
export function prose(text) {
  return text.split("`").map((part, place) => (place % 2 ? element("code", {}, part) : part));
}

/** A text of several paragraphs, set apart by empty lines. */
export function paragraphs(text = "") {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim())
    .map((paragraph) => element("p", {}, prose(paragraph)));
}

/** A value as people read JSON. */
export function json(value) {
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return element("pre", {}, element("code", {}, text));
}
