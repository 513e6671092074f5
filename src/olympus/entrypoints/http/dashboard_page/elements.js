// Elements of the page. Texts stay texts: nothing that comes from the data is ever read as markup.

/** An element with properties and children; strings become text nodes. */
export function element(name, properties = {}, ...children) {
  const { data, ...own } = properties;
  const made = Object.assign(document.createElement(name), own);
  Object.assign(made.dataset, data);
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Words for those who listen and do not see. */
export function spoken(text) {
  return element("span", { className: "spoken" }, text);
}

/** A copy of what a `<template>` of the page holds. */
export function copyOf(templateId) {
  return document.getElementById(templateId).content.firstElementChild.cloneNode(true);
}

/** A choice of a menu. */
export function option(value, label, chosen = false) {
  return new Option(label, value, chosen, chosen);
}
