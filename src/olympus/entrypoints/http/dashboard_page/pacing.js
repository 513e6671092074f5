// How often something is done that changes ask for again and again.

/**
 * Calls at once after a quiet time. What is asked for sooner than `milliseconds` after the last call waits for its next turn:
 * a moment that every page on earth has in common, `part` of the way (0 to 1) between two multiples of `milliseconds`, and
 * up to `spread` milliseconds later. Pages that show the same then ask at nearly the same time, and one answer serves all.
 */
export function inTurn(milliseconds, { part = 0, spread }, call) {
  let waiting = 0;
  let last = -Infinity;
  return () => {
    if (waiting) return;
    waiting = setTimeout(() => {
      waiting = 0;
      last = Date.now();
      call();
    }, pause(last, milliseconds, part * milliseconds, spread));
  };
}

function pause(last, milliseconds, offset, spread) {
  const now = Date.now();
  if (now - last >= milliseconds) return 0;
  return milliseconds - ((now - offset) % milliseconds) + Math.random() * spread;
}
