// The one way to the figures: /api/v1 of this origin, with the session's cookie.

/** A refusal or failure as the API told it (RFC 9457); of status 0 where no answer came. */
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || `Lodestar, or what stands before it, answered with HTTP status ${status}.`);
    this.status = status;
    this.code = problem.code || 'unknown';
  }
}

const HEADERS = { 'X-Requested-With': 'lodestar', Accept: 'application/json' };

const LOGIN = 'lodestar.login';
const LOGIN_HELPS_WITHIN = 30_000;
let leaving = false;

async function answer(path, request) {
  const response = await fetch(`/api/v1${path}`, request).catch(unreached);
  if (response.ok) {
    return response.status === 204 ? null : response.json();
  }
  const problem = await response.json().catch(() => ({}));
  request.signal?.throwIfAborted();
  if (response.status === 401 && leavesToLogIn()) {
    return new Promise(() => {});
  }
  throw new ApiError(response.status, problem);
}

function unreached(error) {
  throw error.name === 'AbortError' ? error : new ApiError(0, { detail: 'Lodestar could not be reached. See whether you are connected, then try again.' });
}

/** Loads the page as it stands, by way of the login; but not again at once, where a login does not help. */
function leavesToLogIn() {
  if (!leaving && Date.now() - Number(sessionStorage.getItem(LOGIN)) > LOGIN_HELPS_WITHIN) {
    leaving = true;
    sessionStorage.setItem(LOGIN, String(Date.now()));
    location.reload();
  }
  return leaving;
}

/** The path with those parameters that have a value. */
export function withQuery(path, parameters) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value));
  return query.size ? `${path}?${query}` : path;
}

/** GET. @param signal ends the request when a newer one has taken its place */
export async function read(path, parameters = {}, signal = undefined) {
  return answer(withQuery(path, parameters), { headers: HEADERS, signal });
}

/** POST with a JSON body. */
export async function send(path, body) {
  const headers = { ...HEADERS, 'Content-Type': 'application/json', 'Idempotency-Key': unique() };
  return answer(path, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** 128 bits by lot. `crypto.randomUUID` is only there over TLS and on localhost. */
const unique = () => Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, '0')).join('');
