// Files that the reader keeps: a table as CSV, a chart as PNG.

import { columnName } from "./data_table.js";

const STARTS_A_FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/** A table as CSV (RFC 4180), every value as exact as it came, safe to open in a spreadsheet. */
export function csvOf({ columns, rows }) {
  return [columns.map(columnName), ...rows].map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}

/** Keep a text as a file. */
export function saveText(text, name) {
  save(new Blob([text], { type: "text/csv;charset=utf-8" }), name);
}

/** Keep a canvas as a picture. */
export function savePicture(canvas, name) {
  canvas.toBlob((blob) => save(blob, name), "image/png");
}

/** A name that every file system takes. */
export function fileName(...parts) {
  return parts.filter(Boolean).join("-").replace(/[^A-Za-z0-9._-]+/g, "_");
}

function field(value) {
  if (value === null || value === undefined) return "";
  // a spreadsheet would compute such a text, which may be anyone's
  const text = typeof value === "string" && STARTS_A_FORMULA.test(value) ? `'${value}` : String(value);
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function save(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
