// How fresh the page is: 'as of 12:03:04, 0.8 s behind', by the server's clock.

import { health } from "./api.js";
import { clockTime } from "./dates.js";

const LOOK_EVERY_MILLISECONDS = 15_000;
const TICK_MILLISECONDS = 1_000;

/**
 * While changes are told, what is shown holds as of now, but for what the worker has not recorded yet: its lag. Once the
 * line is broken, the time stands still and the page falls behind, second by second.
 */
export class Freshness {
  #clockAhead = 0;
  #zone = "UTC";
  #lagSeconds = null;
  #heldUntil = null;
  #connected = false;
  #known = false;

  constructor(clock, connection) {
    this.clock = clock;
    this.connection = connection;
    setInterval(() => this.#show(), TICK_MILLISECONDS);
    setInterval(() => this.#look(), LOOK_EVERY_MILLISECONDS);
  }

  /** What the server's clock says now. */
  serverTime(instant, zone = this.#zone) {
    this.#clockAhead = Date.parse(instant) - Date.now();
    this.#zone = zone;
    this.#known = true;
    this.#heldUntil ??= Date.now();
    this.#show();
  }

  /** Changes are told. */
  connected() {
    const again = !this.#connected;
    this.#connected = true;
    if (again) {
      this.#say("live", "Live");
      this.#look();
    }
    this.#show();
  }

  /** Changes are not told. */
  lost() {
    if (this.#connected || !this.connection.dataset.state) {
      this.#heldUntil = Date.now();
      this.#say("lost", "Reconnecting …");
    }
    this.#connected = false;
    this.#show();
  }

  async #look() {
    if (document.hidden || !this.#connected) return;
    const found = await health().catch(() => null);
    this.#lagSeconds = found?.worker?.lag_seconds ?? null;
    this.#show();
  }

  #say(state, words) {
    this.connection.dataset.state = state;
    this.connection.textContent = words;
  }

  #show() {
    if (!this.#known) return;
    const until = this.#connected ? Date.now() : this.#heldUntil;
    const behind = this.#connected ? this.#lagSeconds : (Date.now() - this.#heldUntil) / 1_000;
    const told = behind === null ? "" : `, ${behind.toFixed(1)} s behind`;
    this.clock.textContent = `as of ${clockTime(until + this.#clockAhead, this.#zone)}${told}`;
  }
}
