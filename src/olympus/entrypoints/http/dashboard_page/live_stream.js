// A tenant's changes as the server tells of them, connected again for as long as somebody looks.

import { liveAddress } from "./api.js";

const FIRST_PAUSE_MILLISECONDS = 1_000;
const LONGEST_PAUSE_MILLISECONDS = 10_000;
const HIDDEN_FOR_MILLISECONDS = 60_000;

/**
 * Hears of one tenant at a time. `heard` gets `changed(at)`, `odd()`, `connected()` and `lost()`.
 *
 * After an interruption the server tells at once that there may be something new, so nothing that was missed is missing.
 */
export class LiveStream {
  #source = null;
  #asked = null;
  #pause = FIRST_PAUSE_MILLISECONDS;
  #waiting = 0;
  #hiding = 0;

  constructor(heard) {
    this.heard = heard;
    addEventListener("online", () => this.#connect());
    document.addEventListener("visibilitychange", () => this.#seen(!document.hidden));
  }

  /** Follow a tenant, and no longer the one before. */
  follow(tenant) {
    this.#asked = tenant;
    this.#connect();
  }

  /** Hear of nobody. */
  stop() {
    this.#asked = null;
    this.#disconnect();
  }

  #connect() {
    this.#disconnect();
    if (!this.#asked) return;
    const source = new EventSource(liveAddress(this.#asked));
    this.#source = source;
    source.addEventListener("open", () => {
      this.#pause = FIRST_PAUSE_MILLISECONDS;
      this.heard.connected();
    });
    source.addEventListener("change", (event) => this.heard.changed(JSON.parse(event.data).at));
    source.addEventListener("anomaly", () => this.heard.odd());
    source.addEventListener("error", () => {
      this.heard.lost();
      // The browser tries again by itself unless something in between answered that there is no such stream.
      if (source.readyState === EventSource.CLOSED) this.#connectLater();
    });
  }

  #connectLater() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE_MILLISECONDS);
  }

  #disconnect() {
    clearTimeout(this.#waiting);
    this.#source?.close();
    this.#source = null;
  }

  /** A browser has few connections to one server: a page that nobody sees gives its own back. */
  #seen(visible) {
    clearTimeout(this.#hiding);
    if (!visible) this.#hiding = setTimeout(() => this.#disconnect(), HIDDEN_FOR_MILLISECONDS);
    else if (this.#asked && !this.#source) this.#connect();
  }
}
