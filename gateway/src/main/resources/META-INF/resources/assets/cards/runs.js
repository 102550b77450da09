// Analysis runs: start one, watch its steps, take the bundle away; and the alerts that fire by their figures.

import { read, send } from '/assets/api.js';
import { el, empty } from '/assets/dom.js';
import * as format from '/assets/format.js';

const ENDED = new Set(['succeeded', 'partial', 'failed']);

/** Before a run is looked at again whose events broke off. */
const AGAIN_MILLIS = 5000;

/** Streams at a time: a browser has six connections for plain HTTP, and figures need some. Further runs are looked at now and then. */
const STREAMS = 2;

/** Runs that are followed, by id. */
const followed = new Map();

const TONE = { critical: 'failed', warning: 'partial', info: 'running' };

export async function load(api) {
  const [answer, firing] = await Promise.all([api('/analysis/runs', { limit: '6' }), alerts(api)]);
  return { ...answer, firing };
}

/** Who is held to segments sees no alerts, and sees the runs all the same. */
const alerts = (api) => api('/alerts', { state: 'firing', limit: '5' }).then(
  (answer) => answer.alerts,
  (error) => (error.status === 403 ? [] : Promise.reject(error)));

export function show(host, answer, reload, { roles, filters }) {
  const analyst = roles.includes('analyst');
  const list = el('ul', { class: 'runs' });
  const message = el('p', { class: 'sub', role: 'status' });
  if (analyst) {
    host.append(el('button', { type: 'button', class: 'primary', text: 'Start an analysis', onclick: (event) => start(event.currentTarget, list, message, filters) }));
  }
  if (answer.firing.length) {
    host.append(el('ul', { class: 'runs', 'aria-label': 'Alerts that fire' }, answer.firing.map(alert)));
  }
  host.append(message, list);
  const runs = answer.runs ?? [];
  if (!runs.length) {
    list.append(el('li', {}, empty(analyst ? 'No run yet. Start one: it takes some seconds.' : 'No run yet. An analyst can start one.')));
  }
  [...followed.values()].forEach((leave) => leave());
  runs.forEach((run) => {
    const entry = item(run, analyst);
    list.append(entry);
    if (!ENDED.has(run.state)) {
      follow(run.id, entry, analyst);
    }
  });
}

function alert({ severity, rule, sentence, opened_at: openedAt }) {
  return el('li', {},
    el('div', { class: 'run' },
      el('span', { class: `badge ${TONE[severity] ?? 'running'}`, text: severity }),
      el('span', { class: 'who', text: rule.name }),
      el('span', { class: 'when', text: format.time(openedAt) })),
    el('p', { class: 'sub', text: sentence }));
}

async function start(button, list, message, filters) {
  button.disabled = true;
  message.textContent = '';
  try {
    const scope = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
    const run = await send('/analysis/run', scope);
    list.querySelector('.empty')?.closest('li').remove();
    const entry = item(run, true);
    list.prepend(entry);
    follow(run.id, entry, true);
  } catch (error) {
    message.textContent = `The run could not be started. ${error.message}`;
  } finally {
    button.disabled = false;
  }
}

/** Follows the run's events, each of which carries the whole run, until it has ended. Where they break off, as with a service that restarts, it looks again. */
function follow(id, entry, analyst) {
  const path = `/analysis/runs/${encodeURIComponent(id)}`;
  const source = followed.size < STREAMS ? new EventSource(`/api/v1${path}/events`) : null;
  let shown = entry;
  let timer;
  const leave = () => {
    source?.close();
    clearTimeout(timer);
    followed.delete(id);
  };
  const update = (run) => {
    const fresh = item(run, analyst);
    shown.replaceWith(fresh);
    shown = fresh;
    if (ENDED.has(run.state)) {
      leave();
    }
  };
  const look = () => read(path).then((run) => {
    if (followed.get(id) === leave) {
      leave();
      update(run);
      if (!ENDED.has(run.state)) {
        follow(id, shown, analyst);
      }
    }
  }, () => followed.get(id) === leave && later());
  const later = () => {
    source?.close();
    timer = setTimeout(look, AGAIN_MILLIS);
  };
  followed.set(id, leave);
  if (source) {
    source.addEventListener('message', ({ data }) => update(JSON.parse(data)));
    source.addEventListener('error', later);
  } else {
    later();
  }
}

function item(run, analyst) {
  const steps = run.steps ?? [];
  const done = steps.filter((step) => ['succeeded', 'failed', 'skipped'].includes(step.state)).length;
  const wrong = steps.filter((step) => ['failed', 'skipped'].includes(step.state));
  const current = steps.find((step) => step.state === 'running');
  const ready = run.state === 'succeeded' || run.state === 'partial';
  return el('li', { 'data-run': run.id },
    el('div', { class: 'run' },
      el('span', { class: `badge ${run.state}`, text: run.state }),
      el('span', { class: 'when', text: format.time(run.requested_at) }),
      el('span', { class: 'who', text: run.requested_by ?? '' }),
      ready && analyst ? el('a', { class: 'quiet', href: `/api/v1/analysis/runs/${encodeURIComponent(run.id)}/bundle.zip`, download: `lodestar-${run.id}.zip`, text: 'Bundle' }) : null,
      ready && analyst ? el('a', { class: 'quiet', href: `/api/v1/analysis/runs/${encodeURIComponent(run.id)}/artifacts/executive_dashboard.html`, target: '_blank', rel: 'noopener', text: 'Report' }) : null),
    ENDED.has(run.state) ? null : el('div', { class: 'progress' },
      el('progress', { max: String(steps.length || 1), value: String(done), 'aria-label': 'Steps done' }),
      el('span', { text: current ? `${done} of ${steps.length}: ${format.label(current.step)}` : `${done} of ${steps.length}` })),
    wrong.length ? el('p', { class: 'sub', text: `Missing: ${wrong.map((step) => `${format.label(step.step)}${step.reason ? ` (${format.reason(step.reason)})` : ''}`).join(', ')}` }) : null);
}
