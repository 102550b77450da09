// The one way to the figures: /api/v1 of this origin, with the session's cookie.

/** A refusal or failure as the API told it (RFC 9457). */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `HTTP ${status}`);
    this.status = status;
    this.code = problem.code || 'unknown';
  }
}

const HEADERS = { 'X-Requested-With': 'lodestar', Accept: 'application/json' };

async function answer(response) {
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401) {
    location.assign('/');
  }
  throw new ApiError(response.status, problem);
}

/** The path with those parameters that have a value. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return query.size ? `${path}?${query}` : path;
}

/** GET. @param signal ends the request when a newer one has taken its place */
export async function read(path, parameters = {}, signal = undefined) {
  return answer(await fetch(`/api/v1${withQuery(path, parameters)}`, { headers: HEADERS, signal }));
}

/** POST with a JSON body. */
export async function send(path, body) {
  const headers = { ...HEADERS, 'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID() };
  return answer(await fetch(`/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) }));
}
