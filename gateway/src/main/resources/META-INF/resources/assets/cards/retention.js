// The cohort matrix as a heat map. A cell that is not over yet stays empty; the pooled row stands on top. What a cell stands for is told below, for whoever
// points at it, touches it, or walks there with the arrow keys.

import { el, empty, figure } from '/assets/dom.js';
import * as format from '/assets/format.js';

const HINT = 'Point at a cell, touch it or walk there with the arrow keys for its interval.';

/** Where an arrow key leads, in rows and columns. */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export const load = (api, filters) => api('/cohorts/retention', { ...filters, period: 'monthly' });

export function show(host, answer) {
  const cohorts = answer.cohorts ?? [];
  if (!cohorts.length || (answer.reason && answer.reason !== 'suppressed')) {
    host.append(empty(format.reason(answer.reason || 'no_profiles')));
    return;
  }
  const periods = Array.from({ length: Math.max(...cohorts.map((cohort) => cohort.cells.length)) }, (_, k) => k);
  const matrix = el('table', { class: 'heatmap', role: 'grid', 'aria-readonly': 'true' },
    el('caption', { class: 'unseen', text: 'Retention by signup month and months since signup' }),
    el('thead', {}, el('tr', {}, el('th', { scope: 'col', text: 'Signed up' }), el('th', { scope: 'col', text: 'Users' }),
      periods.map((k) => el('th', { scope: 'col', text: k === 0 ? 'Month 0' : `${k}` })))),
    el('tbody', {}, pooled(answer.pooled ?? [], periods), cohorts.map((cohort) => row(cohort, periods))));
  const detail = el('p', { class: 'sub', id: 'retention-cell', 'aria-hidden': 'true', text: HINT });
  walk(matrix, detail);
  host.append(el('div', { class: 'scroll' }, matrix), legend(), detail);
}

function row(cohort, periods) {
  const cells = new Map(cohort.cells.map((cell) => [cell.period, cell]));
  const name = format.yearMonth(cohort.cohort);
  return el('tr', {},
    el('th', { scope: 'row', text: name }),
    el('td', { class: 'size', text: format.seen(cohort, 'size', format.compact) }),
    periods.map((k) => heat(`${name}, month ${k}`, cells.get(k), cohort.size)));
}

function pooled(rows, periods) {
  const cells = new Map(rows.map((cell) => [cell.period, cell]));
  return el('tr', { class: 'pooled' }, el('th', { scope: 'row', text: 'All' }),
    el('td', { class: 'size', text: format.compact(cells.get(0)?.cohort_size ?? null) }),
    periods.map((k) => heat(`All, month ${k}`, cells.get(k), cells.get(k)?.cohort_size)));
}

/** A cell of the grid, which can have the focus. @param place whose cell it is, for who sees it alone */
function heat(place, cell, size) {
  const stop = { role: 'gridcell', tabindex: '-1', 'data-place': place };
  if (!cell) {
    return el('td', { ...stop, class: 'none' });
  }
  const rate = cell.retention_rate;
  if (rate === null || rate === undefined) {
    return el('td', { ...stop, class: 'none' }, figure('', null, format.why(cell, 'retention_rate', cell.censored ? 'censored' : 'no_data')));
  }
  const interval = `, ${format.count(cell.active_users)} of ${format.count(size)}; 95 % interval ${format.rate(cell.ci_low)} to ${format.rate(cell.ci_high)}`;
  return el('td', { ...stop, class: `heat r${Math.min(10, Math.floor(rate * 10 + 1e-9))}` }, `${Math.round(rate * 100)}`, el('span', { class: 'unseen', text: `%${interval}` }));
}

/** One cell of the grid is a stop of the tab key; arrows lead from it to the others, and what is looked at is told. */
function walk(matrix, detail) {
  const tell = ({ target }) => {
    const cell = target.closest('[data-place]');
    detail.textContent = cell?.textContent ? `${cell.dataset.place}: ${cell.textContent}` : HINT;
    return cell;
  };
  matrix.querySelector('[data-place]').setAttribute('tabindex', '0');
  matrix.addEventListener('pointerover', tell);
  matrix.addEventListener('focusin', (event) => {
    const cell = tell(event);
    matrix.querySelectorAll('[tabindex="0"]').forEach((stop) => stop.setAttribute('tabindex', '-1'));
    cell.setAttribute('tabindex', '0');
  });
  matrix.addEventListener('keydown', (event) => {
    const [down, right] = ARROWS[event.key] ?? [];
    const next = down === undefined ? null : neighbour(event.target.closest('[data-place]'), down, right);
    if (next) {
      event.preventDefault();
      next.focus();
    }
  });
}

function neighbour(cell, down, right) {
  const rows = [...cell.closest('tbody').rows];
  const next = rows[rows.indexOf(cell.parentElement) + down]?.cells[cell.cellIndex + right];
  return next?.dataset.place ? next : null;
}

function legend() {
  return el('p', { class: 'legend', 'aria-hidden': 'true' }, '0 %', Array.from({ length: 11 }, (_, i) => el('i', { class: `heat r${i}` })), '100 %',
    el('span', { text: 'Empty: not over yet. Figures are per cent.' }));
}
