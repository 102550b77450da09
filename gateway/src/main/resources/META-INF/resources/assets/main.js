// The dashboard: who looks, the filters, and the cards. Each card loads and fails by itself.

import { read } from '/assets/api.js';
import { forget } from '/assets/chart.js';
import { el, empty, failure } from '/assets/dom.js';
import * as format from '/assets/format.js';
import { startTheme } from '/assets/theme.js';
import * as activity from '/assets/cards/activity.js';
import * as funnel from '/assets/cards/funnel.js';
import * as levers from '/assets/cards/levers.js';
import * as lifecycle from '/assets/cards/lifecycle.js';
import * as northStar from '/assets/cards/north-star.js';
import * as retention from '/assets/cards/retention.js';
import * as runs from '/assets/cards/runs.js';
import * as summary from '/assets/cards/summary.js';

const CARDS = { 'north-star': northStar, summary, activity, lifecycle, funnel, retention, levers, runs };
const FILTERS = ['from', 'to', 'segment'];
const form = document.getElementById('filters');
const loading = new Map();
const positions = new Map();
let roles = [];
let segments = [];
let offered = false;

/** What is asked for. A year that is still being typed, such as 0020, is none. */
function filters() {
  return Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].validity.valid ? form.elements[name].value : '']));
}

function skeleton() {
  return el('div', { class: 'skeleton', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
}

async function refresh(id) {
  const card = CARDS[id];
  const section = document.getElementById(id);
  const body = section.querySelector('.body');
  loading.get(id)?.abort();
  const request = new AbortController();
  loading.set(id, request);
  section.setAttribute('aria-busy', 'true');
  if (!body.hasChildNodes()) {
    body.append(skeleton());
  }
  const again = () => refresh(id);
  try {
    const answer = await card.load((path, parameters) => read(path, parameters, request.signal), filters());
    fill(body, () => card.show(body, answer, again, { roles, filters: filters() }));
    positions.set(id, answer);
  } catch (error) {
    if (request.signal.aborted) {
      return;
    }
    fill(body, () => body.append(failure(error, again)));
    positions.delete(id);
  }
  section.removeAttribute('aria-busy');
  tellPosition();
}

/** Shows a card anew. Who had the keyboard's focus in it keeps it, in the same place where there is one. */
function fill(body, show) {
  const place = stops(body).indexOf(document.activeElement);
  forget(body);
  body.replaceChildren();
  show();
  if (place >= 0) {
    (stops(body)[place] ?? body.closest('section')).focus();
  }
}

const stops = (body) => [...body.querySelectorAll('a[href], button, [tabindex="0"]')];

/** Which data the figures cover, and whether all partitions answered. */
function tellPosition() {
  const known = [...positions.values()].filter((answer) => answer?.as_of);
  const completeness = Math.min(1, ...known.map((answer) => answer.completeness ?? 1));
  document.getElementById('as-of').textContent = known.length ? [
    received(known), range(known), `Completeness ${format.rate(completeness)}.`,
    segments.length ? `Your access holds them to users of ${format.list(segments)}.` : '',
  ].filter(Boolean).join(' ') : '';
  const lacks = [
    completeness < 1 ? `Some partitions do not answer now: these figures cover ${format.rate(completeness)} of the data.` : '',
    known.some((answer) => answer.as_of.stale_partitions?.length) ? 'Copies answer for some partitions now: these figures may lag behind the newest events.' : '',
  ].filter(Boolean).join(' ');
  const notice = document.getElementById('notice');
  notice.hidden = !lacks;
  notice.textContent = lacks;
}

/** Up to when all of them cover what came: the earliest of their positions. The epoch stands for nothing. */
function received(known) {
  const times = known.map((answer) => Date.parse(answer.as_of.time)).filter((time) => time > 0);
  return times.length ? `Figures cover everything received up to ${format.zonedTime(Math.min(...times))}.` : 'Nothing has been received yet.';
}

/** The days that were asked for, defaults filled in, and whose days they are. */
function range(known) {
  const { from, to, time_zone: zone } = known.find((answer) => answer.definition?.to && answer.definition.time_zone)?.definition ?? {};
  return from < to ? `The range is ${format.date(from)} to ${format.lastDay(to)}, both included, in days of ${zone}.` : '';
}

/** Adds the segments that there are to choose from, until it has succeeded once. */
async function offerSegments() {
  if (offered) {
    return;
  }
  const answer = await read('/funnel', { breakdown: 'segment' });
  answer.breakdown?.groups.forEach(({ value }) => offer(value));
  offered = true;
}

function offer(segment) {
  const { options } = form.elements.segment;
  if (segment && ![...options].some(({ value }) => value === segment)) {
    options.add(el('option', { value: segment, text: format.value(segment) }));
  }
}

function remember() {
  const query = new URLSearchParams(Object.entries(filters()).filter(([, value]) => value));
  history.replaceState(null, '', query.size ? `/?${query}` : '/');
  document.getElementById('reset').hidden = !query.size;
}

function recall() {
  const query = new URLSearchParams(location.search);
  form.elements.from.value = query.get('from') ?? '';
  form.elements.to.value = query.get('to') ?? '';
  offer(query.get('segment'));
  form.elements.segment.value = query.get('segment') ?? '';
}

function refreshAll() {
  Object.keys(CARDS).forEach(refresh);
  offerSegments().catch(() => {});
}

/** Who looks, then the figures: what the cards offer depends on the role. */
async function start() {
  const notice = document.getElementById('problem');
  notice.replaceChildren();
  try {
    const me = await read('/me');
    roles = me.roles;
    segments = me.segments ?? [];
    document.getElementById('name').textContent = me.name;
    refreshAll();
  } catch (error) {
    document.querySelectorAll('.skeleton').forEach((bars) => bars.replaceWith(empty('Not loaded.')));
    notice.append(failure(error, start));
  }
}

form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('change', ({ target }) => {
  if (target.validity.valid) {
    remember();
    refreshAll();
  }
});
document.getElementById('reset').addEventListener('click', () => {
  FILTERS.forEach((name) => { form.elements[name].value = ''; });
  remember();
  refreshAll();
});

startTheme(document.getElementById('theme'));
recall();
Object.keys(CARDS).forEach((id) => document.getElementById(id).querySelector('.body').append(skeleton()));
remember();
await start();
