// How often something is done that changes ask for again and again.

/**
 * Calls at once after a quiet time, or after `rest` milliseconds. What is asked for sooner than `milliseconds` after the last
 * call waits for its next turn: a moment that every page on earth which shows the same has in common, `part()` of the way
 * (0 to 1) between two multiples of `milliseconds`, and up to `spread` milliseconds later. Pages that show the same then ask
 * at nearly the same time, and one answer serves all; those that show something else ask at another.
 */
export function inTurn(milliseconds, { part, spread, rest = 0 }, call) {
  let waiting = 0;
  let last = -Infinity;
  return () => {
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = 0;
      last = Date.now();
      call();
    }, Math.max(rest, pause(last, milliseconds, part() * milliseconds, spread)));
  };
}

function pause(last, milliseconds, offset, spread) {
  const now = Date.now();
  if (now - last >= milliseconds) return 0;
  return milliseconds - ((now - offset) % milliseconds) + Math.random() * spread;
}

/** A number from 0 to 1 that pages which show the same have in common, and others hardly ever. */
export function shareOf(name) {
  let hash = 2166136261; // FNV-1a, 32 bits: Fowler, Noll and Vo
  for (const letter of name) hash = Math.imul(hash ^ letter.codePointAt(0), 16777619);
  return (hash >>> 0) / 2 ** 32;
}
