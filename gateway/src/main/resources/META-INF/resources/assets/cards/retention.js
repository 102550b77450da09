// The cohort matrix as a heat map. A cell that is not over yet stays empty; the pooled row stands on top.

import { el, empty, figure } from '/assets/dom.js';
import * as format from '/assets/format.js';

const COLUMNS = 13;

export const load = (api, filters) => api('/cohorts/retention', { ...filters, period: 'monthly' });

export function show(host, answer) {
  const cohorts = answer.cohorts ?? [];
  if (!cohorts.length || (answer.reason && answer.reason !== 'suppressed')) {
    host.append(empty(format.reason(answer.reason || 'no_profiles')));
    return;
  }
  const width = Math.min(COLUMNS, Math.max(...cohorts.map((cohort) => cohort.cells.length)));
  const periods = Array.from({ length: width }, (_, k) => k);
  host.append(el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Retention by signup month' },
    el('table', { class: 'heatmap' },
      el('caption', { class: 'unseen', text: 'Retention by signup month and months since signup' }),
      el('thead', {}, el('tr', {}, el('th', { scope: 'col', text: 'Signed up' }), el('th', { scope: 'col', text: 'Users' }),
        periods.map((k) => el('th', { scope: 'col', text: k === 0 ? 'Month 0' : `${k}` })))),
      el('tbody', {}, pooled(answer.pooled ?? [], periods), cohorts.map((cohort) => row(cohort, periods)))),
  ), legend(Math.max(...cohorts.map((cohort) => cohort.cells.length)) > width ? `Months after ${width - 1} are not shown.` : ''));
}

function row(cohort, periods) {
  const cells = new Map(cohort.cells.map((cell) => [cell.period, cell]));
  return el('tr', {},
    el('th', { scope: 'row', text: format.yearMonth(cohort.cohort) }),
    el('td', { class: 'size', text: format.seen(cohort, 'size', format.compact) }),
    periods.map((k) => heat(cells.get(k), cells.get(k)?.active_users, cohort.size)));
}

function pooled(rows, periods) {
  const cells = new Map(rows.map((cell) => [cell.period, cell]));
  return el('tr', { class: 'pooled' }, el('th', { scope: 'row', text: 'All' }),
    el('td', { class: 'size', text: format.compact(cells.get(0)?.cohort_size ?? null) }),
    periods.map((k) => heat(cells.get(k), cells.get(k)?.active_users, cells.get(k)?.cohort_size)));
}

function heat(cell, active, size) {
  if (!cell) {
    return el('td', { class: 'none' });
  }
  const rate = cell.retention_rate;
  if (rate === null || rate === undefined) {
    return el('td', { class: 'none' }, figure('', null, format.why(cell, 'retention_rate', cell.censored ? 'censored' : 'no_data')));
  }
  const interval = `${format.count(active)} of ${format.count(size)}; 95 % interval ${format.rate(cell.ci_low)} to ${format.rate(cell.ci_high)}`;
  return el('td', { class: `heat r${Math.min(10, Math.floor(rate * 10 + 1e-9))}`, title: interval, text: `${Math.round(rate * 100)}` });
}

function legend(rest) {
  return el('p', { class: 'legend', 'aria-hidden': 'true' }, '0 %', Array.from({ length: 11 }, (_, i) => el('i', { class: `heat r${i}` })), '100 %',
    el('span', { text: 'Empty: not over yet. Figures are per cent; point at a cell for its interval.' }), rest ? el('span', { text: rest }) : '');
}
