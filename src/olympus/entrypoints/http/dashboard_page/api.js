// Requests to the API that serves this page. Whatever goes wrong is a Problem with a sentence for people.

const API = "/api/analytics";
const PATIENCE_MILLISECONDS = 20_000;
// What held a second ago is as good: hundreds of pages that show the same then cost one answer a second.
const HEADERS = { "Cache-Control": "max-stale=1" };
const ADVICE_HEADERS = { "Cache-Control": "max-stale=300" }; // what to do today does not turn in minutes, and takes long to tell

/** An answer holds everything that changed this long before it was asked for. */
export const STALE_MILLISECONDS = 1_000;

/** Why there is no answer: `status` is that of HTTP, 0 where the server was not reached. */
export class Problem extends Error {
  constructor(sentence, status, code) {
    super(sentence);
    this.status = status;
    this.code = code;
  }
}

export const dashboard = (tenant, parameters) => got(path("dashboard", tenant), parameters);
export const query = (asked) => posted(`${API}/query`, asked);
export const ask = (asked) => posted(`${API}/nlp/query`, asked);
export const suggestions = (tenant, typed, signal) =>
  got(`${API}/nlp/suggestions`, { tenant_id: tenant, partial_text: typed }, { signal });
export const forecast = (tenant, parameters) => got(path("forecast", tenant), parameters);
export const recommendations = (tenant, parameters) => got(path("recommendations", tenant), parameters, { headers: ADVICE_HEADERS });
export const anomalies = (tenant, parameters) => got(path("anomalies", tenant), parameters);
export const health = () => got("/api/health");

/** Where a tenant's changes are told. */
export function liveAddress(tenant) {
  return path("live", tenant);
}

function path(about, tenant) {
  return `${API}/${about}/${encodeURIComponent(tenant)}`;
}

function got(address, parameters = {}, { headers = HEADERS, signal } = {}) {
  const asked = String(new URLSearchParams(parameters));
  return answered(asked ? `${address}?${asked}` : address, { headers, signal });
}

function posted(address, body) {
  const headers = { ...HEADERS, "Content-Type": "application/json" };
  return answered(address, { method: "POST", headers, body: JSON.stringify(body) });
}

async function answered(address, request) {
  const signal = request.signal ?? AbortSignal.timeout(PATIENCE_MILLISECONDS);
  let response;
  try {
    response = await fetch(address, { ...request, signal });
  } catch (fault) {
    if (fault.name === "AbortError") throw fault;
    const late = fault.name === "TimeoutError";
    throw new Problem(late ? "The server took too long to answer." : "The server cannot be reached.", 0, "UNREACHABLE");
  }
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Problem(problem.detail ?? `The server answered ${response.status}.`, response.status, problem.code);
}
