// Charts as pictures: title, what it is of, the chart itself, and the names of what is drawn.

import { keysOf } from "./line_chart.js";
import { colour } from "./theme.js";

const SCALE = 2;
const MARGIN = 24;
const TITLE_HEIGHT = 64;
const LEGEND_HEIGHT = 30;
const ROW_HEIGHT = 30;
const WIDTH = 760;
const NAME_WIDTH = 220;
const VALUE_WIDTH = 150;

/** The picture of lines that are drawn in `body`. */
export function pictureOfLines(drawn, body, caption) {
  const chart = body.querySelector(".plot").chart;
  const { ctx, canvas } = paper(chart.width + 2 * MARGIN, chart.height + TITLE_HEIGHT + LEGEND_HEIGHT + MARGIN, caption);
  ctx.drawImage(chart.ctx.canvas, MARGIN, TITLE_HEIGHT + LEGEND_HEIGHT, chart.width, chart.height);
  let x = MARGIN;
  for (const { label, stroke } of keysOf(drawn)) {
    ctx.fillStyle = colour(stroke);
    ctx.fillRect(x, TITLE_HEIGHT + 8, 18, 4);
    write(ctx, label, x + 24, TITLE_HEIGHT + 14, "soft", 12);
    x += 48 + ctx.measureText(label).width;
  }
  return canvas;
}

/** The picture of bars: `[{name, value, text}]`. */
export function pictureOfBars(bars, caption) {
  const { ctx, canvas } = paper(WIDTH, TITLE_HEIGHT + bars.length * ROW_HEIGHT + MARGIN, caption);
  const highest = Math.max(...bars.map(({ value }) => Math.abs(value ?? 0))) || 1;
  const room = WIDTH - 2 * MARGIN - NAME_WIDTH - VALUE_WIDTH;
  bars.forEach(({ name, value, text }, place) => {
    const y = TITLE_HEIGHT + place * ROW_HEIGHT;
    write(ctx, shortened(ctx, name, NAME_WIDTH - 12), MARGIN, y + 18, "ink", 13);
    ctx.fillStyle = colour("bar");
    ctx.fillRect(MARGIN + NAME_WIDTH, y + 6, (Math.abs(value ?? 0) / highest) * room, 16);
    ctx.textAlign = "right";
    write(ctx, text, WIDTH - MARGIN, y + 18, "ink", 13);
    ctx.textAlign = "left";
  });
  return canvas;
}

/** The picture of a grid: rows and columns with names, `levels` from 0 to 1. */
export function pictureOfGrid({ rows, columns, levels }, caption) {
  const { ctx, canvas } = paper(WIDTH, TITLE_HEIGHT + (rows.length + 1) * ROW_HEIGHT + MARGIN, caption);
  const side = (WIDTH - 2 * MARGIN - 60) / columns.length;
  columns.forEach((name, place) => write(ctx, name, MARGIN + 60 + place * side + 2, TITLE_HEIGHT + 16, "soft", 11));
  rows.forEach((name, row) => {
    const y = TITLE_HEIGHT + (row + 1) * ROW_HEIGHT;
    write(ctx, name, MARGIN, y + 14, "soft", 12);
    levels[row].forEach((level, column) => {
      ctx.fillStyle = colour("empty-cell");
      ctx.fillRect(MARGIN + 60 + column * side, y - 4, side - 2, ROW_HEIGHT - 3);
      ctx.globalAlpha = level;
      ctx.fillStyle = colour("bar");
      ctx.fillRect(MARGIN + 60 + column * side, y - 4, side - 2, ROW_HEIGHT - 3);
      ctx.globalAlpha = 1;
    });
  });
  return canvas;
}

function paper(width, height, { title, about }) {
  const canvas = Object.assign(document.createElement("canvas"), { width: width * SCALE, height: height * SCALE });
  const ctx = canvas.getContext("2d");
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = colour("panel");
  ctx.fillRect(0, 0, width, height);
  write(ctx, title, MARGIN, 30, "ink", 17, 600);
  write(ctx, shortened(ctx, about, width - 2 * MARGIN), MARGIN, 50, "soft", 12);
  return { ctx, canvas };
}

function write(ctx, text, x, y, ink, size, weight = 400) {
  ctx.font = `${weight} ${size}px system-ui, sans-serif`;
  ctx.fillStyle = colour(ink);
  ctx.fillText(text, x, y);
}

function shortened(ctx, text, room) {
  let shown = text;
  while (shown.length > 1 && ctx.measureText(shown).width > room) shown = `${shown.slice(0, -2)}…`;
  return shown;
}
