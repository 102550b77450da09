// New, returning and resurrecting users above the line, dormant ones below it.

import { HALF_A_DATE, axes, dates, draw, tip, tooltip } from '/assets/chart.js';
import { empty } from '/assets/dom.js';
import * as format from '/assets/format.js';

const PARTS = [['returning', 'Returning'], ['new', 'New'], ['resurrecting', 'Resurrecting'], ['dormant', 'Dormant']];

/** What the legend takes in one line; on less it takes two. */
const LEGEND_WIDTH = 400;

export const load = (api, filters) => api('/metrics/engagement', { ...filters, period: 'monthly' });

export function show(host, answer) {
  const series = answer.series ?? [];
  if (!series.length || (answer.reason && answer.reason !== 'suppressed')) {
    host.append(empty(format.reason(answer.reason || 'no_data')));
    return;
  }
  draw(host, (colours) => options(colours, series, host.clientWidth < LEGEND_WIDTH),
    `Lifecycle by month, ${series.length} months. In ${format.yearMonth(series.at(-1).period_start)}: ${PARTS.map(([field, name]) => `${format.seen(series.at(-1), field, format.count)} ${name.toLowerCase()}`).join(', ')}.`);
}

function options(colours, series, narrow) {
  const tones = [colours.series[0], colours.series[1], colours.series[3], colours.bad];
  return {
    grid: { left: 4, right: HALF_A_DATE, top: narrow ? 60 : 38, bottom: 8, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, itemGap: 12, textStyle: { color: colours.soft } },
    tooltip: tooltip(colours, { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (points) => detail(series[points[0].dataIndex]) }),
    xAxis: dates(colours, series.map((row) => row.period_start), format.yearMonth),
    yAxis: { type: 'value', minInterval: 1, ...axes(colours), axisLabel: { ...axes(colours).axisLabel, formatter: format.compact } },
    series: PARTS.map(([field, name], i) => ({
      name, type: 'bar', stack: 'all', barMaxWidth: 34, color: tones[i],
      data: series.map((row) => ({ value: row[field], itemStyle: row.partial ? { opacity: 0.45 } : undefined })),
    })),
  };
}

function detail(row) {
  return tip(`${format.yearMonth(row.period_start)}${row.partial ? ' (cut by the range)' : ''}`, [
    ...PARTS.map(([field, name]) => [name, format.seen(row, field, format.count)]),
    ['Active', format.seen(row, 'active_users', format.count)], ['Growth', format.seen(row, 'growth_rate', format.delta)],
    ['Quick ratio', format.seen(row, 'quick_ratio', format.decimal)]]);
}
