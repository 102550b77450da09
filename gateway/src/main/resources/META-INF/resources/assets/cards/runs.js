// Analysis runs: start one, watch its steps, take the bundle away; and the alerts that fire by their figures.

import { read, send } from '/assets/api.js';
import { el, empty } from '/assets/dom.js';
import * as format from '/assets/format.js';

const ENDED = new Set(['succeeded', 'partial', 'failed']);
let stream = null;

const TONE = { critical: 'failed', warning: 'partial', info: 'running' };

export async function load(api) {
  const [answer, firing] = await Promise.all([api('/analysis/runs', { limit: '6' }), alerts(api)]);
  return { ...answer, firing };
}

/** Who is held to segments sees no alerts, and sees the runs all the same. */
const alerts = (api) => api('/alerts', { state: 'firing', limit: '5' }).then((answer) => answer.alerts, () => []);

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
  runs.forEach((run) => list.append(item(run, analyst)));
  const running = runs.find((run) => !ENDED.has(run.state));
  if (running) {
    watch(running.id, list.querySelector(`[data-run="${CSS.escape(running.id)}"]`), analyst);
  }
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
    watch(run.id, entry, true);
  } catch (error) {
    message.textContent = `The run could not be started. ${error.message}`;
  } finally {
    button.disabled = false;
  }
}

/** Follows the run's events; each carries the whole run. Falls back to one look when the stream ends early. */
function watch(id, entry, analyst) {
  stream?.close();
  let shown = entry;
  const update = (run) => {
    const fresh = item(run, analyst);
    shown.replaceWith(fresh);
    shown = fresh;
    return ENDED.has(run.state);
  };
  const source = new EventSource(`/api/v1/analysis/runs/${encodeURIComponent(id)}/events`);
  stream = source;
  source.addEventListener('message', ({ data }) => {
    if (update(JSON.parse(data))) {
      source.close();
    }
  });
  source.addEventListener('error', () => {
    source.close();
    read(`/analysis/runs/${encodeURIComponent(id)}`).then(update, () => {});
  });
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
