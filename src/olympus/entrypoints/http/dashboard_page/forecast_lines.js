// What is forecast as lines of a chart: it begins where the known line ends, with the bounds of its band.

/** The lines that go on from the values `now`; of the band's bounds the first `skipped` belong to points that are not drawn. */
export function forecastLines(now, ahead, band, skipped = 0) {
  const before = Array(now.length).fill(null);
  const joined = [...before.slice(0, -1), now.at(-1) ?? null]; // so that the lines meet
  const edge = (values) => [...joined, ...ahead.map((_, place) => values?.[place + skipped] ?? null)];
  const lines = [{ label: "forecast", kind: "forecast", values: [...joined, ...ahead.map(({ value }) => value)] }];
  if (band?.upper?.length) {
    lines.push({ label: "likely at most", kind: "bound", values: edge(band.upper) });
    lines.push({ label: "likely at least", kind: "bound", values: edge(band.lower) });
  }
  return lines;
}
