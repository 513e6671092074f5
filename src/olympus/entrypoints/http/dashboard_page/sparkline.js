// A line without axes: the shape of a figure over the timeframe, beside its number.

import { copyOf } from "./elements.js";

const WIDTH = 120;
const HEIGHT = 32;
const MARGIN = 2;

/** The line of some numbers, unknown ones left out; null where there is no line to draw. */
export function sparkline(values) {
  const known = values.map((value, place) => [place, value]).filter(([, value]) => value !== null && value !== undefined);
  if (known.length < 2) return null;
  const numbers = known.map(([, value]) => value);
  const lowest = Math.min(0, ...numbers);
  const span = Math.max(...numbers) - lowest || 1;
  const points = known.map(([place, value]) => {
    const x = (place / (values.length - 1)) * WIDTH;
    const y = HEIGHT - MARGIN - ((value - lowest) / span) * (HEIGHT - 2 * MARGIN);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const line = copyOf("sparkline");
  line.querySelector(".stroke").setAttribute("d", `M${points.join("L")}`);
  const [left, right] = [points[0], points.at(-1)].map((each) => each.split(",")[0]);
  line.querySelector(".area").setAttribute("d", `M${left},${HEIGHT}L${points.join("L")}L${right},${HEIGHT}Z`);
  return line;
}
