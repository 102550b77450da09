// The levers by expected return: what each would add, with the whole of the simulation's spread.

import { axes, draw, tip, tooltip } from '/assets/chart.js';
import { el, empty, figure, table } from '/assets/dom.js';
import * as format from '/assets/format.js';

export const load = (api) => api('/growth/levers');

export function show(host, answer, _again, { filters }) {
  const levers = [...(answer.levers ?? [])].sort((a, b) => a.rank - b.rank);
  if (!levers.length) {
    host.append(empty(format.reason(answer.reason || 'no_data')));
    return;
  }
  if (Object.values(filters).some(Boolean)) {
    host.append(el('p', { class: 'sub', text: 'The filters do not count here: levers are of all users and days.' }));
  }
  const money = format.money(answer.definition?.currency);
  const box = el('div', { class: 'levers-chart' });
  host.append(box, el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Growth levers' }, details(levers, money)));
  if (levers.some((lever) => lever.added_revenue_p50 !== null)) {
    draw(box, (colours) => options(colours, levers, money), `Revenue added by lever. ${levers.map((lever) => `${format.label(lever.lever)}: ${money(lever.added_revenue_p50)}`).join('; ')}.`);
  } else {
    box.remove();
  }
}

function options(colours, levers, money) {
  const shown = [...levers].reverse();
  return {
    grid: { left: 152, right: 28, top: 6, bottom: 26 },
    tooltip: tooltip(colours, { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (points) => detail(shown[points[0].dataIndex], money) }),
    xAxis: { type: 'value', ...axes(colours), axisLabel: { ...axes(colours).axisLabel, formatter: money }, splitNumber: 4 },
    yAxis: { type: 'category', data: shown.map((lever) => format.label(lever.lever)), ...axes(colours), axisLabel: { color: colours.text, fontSize: 12.5, width: 140, overflow: 'truncate' } },
    series: [
      { type: 'custom', renderItem: range, itemStyle: { color: colours.series[0], opacity: 0.32 }, encode: { x: [0, 1], y: 2 },
        data: shown.map((lever, i) => [lever.added_revenue_p10, lever.added_revenue_p90, i]) },
      { type: 'scatter', symbol: 'rect', symbolSize: [4, 22], itemStyle: { color: colours.series[0] },
        data: shown.map((lever, i) => [lever.added_revenue_p50, i]), z: 5 },
    ],
  };
}

/** A bar from P10 to P90; either may lie below zero. */
function range(params, api) {
  const [left, y] = api.coord([api.value(0), api.value(2)]);
  const [right] = api.coord([api.value(1), api.value(2)]);
  return { type: 'rect', shape: { x: left, y: y - 7, width: Math.max(right - left, 2), height: 14, r: 7 }, style: api.style() };
}

function detail(lever, money) {
  return tip(format.label(lever.lever), [
    ['Revenue P10', money(lever.added_revenue_p10)], ['Revenue P50', money(lever.added_revenue_p50)],
    ['Revenue P90', money(lever.added_revenue_p90)], ['Users P50', format.compact(lever.added_users_p50)],
    ['Chance to pay off', format.rate(lever.probability_positive)]]);
}

function details(levers, money) {
  return table('Growth levers, best first', ['Lever', 'Stage', 'Lift', 'Users added', 'Cost', 'ROI', 'Pays off', 'Trust'], levers.map((lever) => [
    `${lever.rank}. ${format.label(lever.lever)}`,
    lever.current_rate === null
      ? `${format.label(lever.target_stage)}, more visitors`
      : `${format.label(lever.target_stage)} ${format.rate(lever.current_rate)} → ${format.rate(lever.improved_rate)}`,
    format.delta(lever.expected_lift),
    figure(format.compact(lever.added_users_p50), lever.added_users_p50, format.reason('no_data')),
    money(lever.cost),
    figure(format.delta(lever.roi), lever.roi, 'It costs nothing, so there is no return on a cost.'),
    lever.payback_month === null || lever.payback_month === undefined ? figure('', null, 'Not within the horizon.') : `month ${lever.payback_month}`,
    el('span', { class: `badge ${lever.confidence}`, text: lever.confidence }),
  ]));
}
