// The handful of figures that people ask for first.

import { el, figure } from '/assets/dom.js';
import * as format from '/assets/format.js';

const TILES = [
  ['monthly_active_users', 'Monthly active', format.compact],
  ['weekly_active_users', 'Weekly active', format.compact],
  ['daily_active_users', 'Daily active', format.compact],
  ['dau_mau_ratio', 'Stickiness (DAU/MAU)', format.rate],
  ['activation_rate', 'Activated in 14 days', format.rate],
  ['collaboration_rate', 'Collaborate', format.rate],
  ['paid_conversion_rate', 'Pay', format.rate],
  ['total_users', 'Users', format.compact],
  ['total_events', 'Events', format.compact],
];

export const load = (api, filters) => api('/metrics/summary', filters);

export function show(host, answer) {
  host.append(el('dl', { class: 'tile-grid' }, TILES.map(([field, name, text]) => {
    const missing = answer[field] === null || answer[field] === undefined;
    const why = format.reason(answer.reasons?.[field]);
    return el('div', { title: missing ? why : null },
      el('dt', { text: name }),
      el('dd', {}, figure(text(answer[field]), answer[field], why)),
      missing ? el('dd', { class: 'why', 'aria-hidden': 'true', text: why }) : null);
  })));
}
