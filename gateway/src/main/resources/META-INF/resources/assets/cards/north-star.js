// The North Star: where it stands, where it should be, when it gets there, and the weeks behind it.

import { HALF_A_DATE, axes, dates, draw, linePoints, tip, tooltip } from '/assets/chart.js';
import { el, empty, figure } from '/assets/dom.js';
import * as format from '/assets/format.js';

const UNITS = { workspace: 'collaborating workspaces a week', user: 'collaborating people a week' };

export const load = (api, filters) => api('/metrics/north-star', filters);

export function show(host, answer) {
  if (!answer.weekly?.length) {
    host.append(empty(format.reason(answer.reason || 'no_data')));
    return;
  }
  const why = format.why(answer, 'current', answer.reason || 'no_complete_week');
  host.append(
    el('p', { class: 'headline' }, figure(format.count(answer.current), answer.current, why),
      el('span', { class: 'unit', text: UNITS[answer.unit] ?? answer.unit })),
    answer.target === null || answer.target === undefined ? el('p', { class: 'sub', text: 'No target is set.' }) : progress(answer),
    facts(answer));
  if (!answer.weekly.some((week) => !week.partial && week.value !== null)) {
    return;
  }
  const box = el('div', { class: 'trend' });
  host.append(box);
  draw(box, (colours) => options(colours, answer), summary(answer));
}

function progress(answer) {
  if (answer.attainment === null || answer.attainment === undefined) {
    return el('p', { class: 'sub', text: `The target is ${format.count(answer.target)}.` });
  }
  const text = `${format.rate(answer.attainment)} of the target of ${format.count(answer.target)}`;
  return el('div', { class: 'progress' },
    el('progress', { max: '1', value: String(Math.min(answer.attainment, 1)), 'aria-label': text }), el('span', { text }));
}

function facts(answer) {
  const growth = answer.previous ? answer.current / answer.previous - 1 : null;
  return el('dl', { class: 'facts' },
    fact('Week before', format.count(answer.previous), answer.previous, growth === null || answer.current === null ? null : growth, lacking(answer, 'previous')),
    fact('Mean of 4 weeks', format.count(answer.four_week_mean), answer.four_week_mean, null, lacking(answer, 'four_week_mean')),
    fact('Target by trend', format.date(answer.forecast_date), answer.forecast_date, null, lacking(answer, 'forecast_date', trendless(answer))));
}

const trendless = ({ target, current, weekly }) => (target === null || target === undefined
  ? format.reason('no_target') : current === null ? format.reason('no_complete_week')
    : weekly.filter((week) => !week.partial).length < 2 ? 'Not enough complete weeks.' : 'The trend does not meet the target.');

const lacking = (answer, field, otherwise = 'Not enough complete weeks.') => (answer.suppressed?.includes(field) ? format.reason('suppressed') : otherwise);

function fact(name, text, value, growth, why) {
  return el('div', {}, el('dt', { text: name }), el('dd', {}, figure(text, value, why),
    growth === null ? null : el('span', { class: growth < 0 ? 'down' : 'up', text: ` ${growth < 0 ? '▼' : '▲'} ${format.delta(growth)}` })));
}

function summary({ weekly }) {
  const last = weekly.findLast((week) => !week.partial) ?? weekly.at(-1);
  return `North Star by week, ${weekly.length} weeks, the last complete one from ${format.date(last.week_start)} with ${format.seen(last, 'value', format.count)}.`;
}

function options(colours, { weekly, target }) {
  const complete = weekly.filter((week) => !week.partial);
  const isBeyond = target > Math.max(0, ...complete.map((week) => week.value ?? 0)); // a line that the axis would not reach by itself
  return {
    grid: { left: 4, right: HALF_A_DATE, top: 16, bottom: 8, containLabel: true },
    tooltip: tooltip(colours, {
      trigger: 'axis',
      formatter: ([point]) => {
        const week = complete[point.dataIndex];
        return tip(`Week of ${format.date(week.week_start)}`, [
          ['North Star', format.seen(week, 'value', format.count), 0],
          ['Weekly active users', format.seen(week, 'weekly_active_users', format.count)],
          ['Collaboration rate', format.seen(week, 'collaboration_rate', format.rate)]]);
      },
    }),
    xAxis: dates(colours, complete.map((week) => week.week_start), complete.length > 12 ? format.yearMonth : format.date),
    yAxis: { type: 'value', minInterval: 1, ...axes(colours), max: isBeyond ? Math.ceil(target * 1.08) : null,
      axisLabel: { ...axes(colours).axisLabel, formatter: format.compact, showMaxLabel: isBeyond ? false : null }, splitNumber: 3 },
    series: [{
      type: 'line', data: linePoints(complete.map((week) => week.value)), smooth: 0.25, showAllSymbol: true, lineStyle: { width: 2.5 },
      areaStyle: { opacity: 0.16 },
      markLine: target ? { symbol: 'none', silent: true, data: [{ yAxis: target }], lineStyle: { color: colours.warn, type: 'dashed' },
        label: { formatter: 'target', position: 'insideEndTop', color: colours.warn } } : undefined,
    }],
  };
}
