// DAU, WAU and MAU over time; the ratios in the tooltip.

import { HALF_A_DATE, axes, dates, draw, linePoints, tip, tooltip } from '/assets/chart.js';
import { empty } from '/assets/dom.js';
import * as format from '/assets/format.js';

const SERIES = [['mau', 'MAU, 30 days'], ['wau', 'WAU, 7 days'], ['dau', 'DAU']];

export const load = (api, filters) => api('/metrics/stickiness', filters);

export function show(host, answer) {
  const series = answer.series ?? [];
  if (!series.some((day) => SERIES.some(([field]) => day[field] !== null))) {
    host.append(empty(format.reason(answer.reason || (series.some((day) => day.suppressed) ? 'suppressed' : 'no_data'))));
    return;
  }
  const last = series.at(-1);
  draw(host, (colours) => options(colours, series),
    `Active users by day from ${format.date(series[0].date)} to ${format.date(last.date)}. On the last day ${format.seen(last, 'dau', format.count)} daily, ${format.seen(last, 'wau', format.count)} weekly, ${format.seen(last, 'mau', format.count)} monthly.`);
}

function options(colours, series) {
  return {
    grid: { left: 4, right: HALF_A_DATE, top: 38, bottom: series.length > 60 ? 34 : 4, containLabel: true },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 14, itemHeight: 4, textStyle: { color: colours.soft } },
    tooltip: tooltip(colours, { trigger: 'axis', formatter: (points) => detail(series[points[0].dataIndex]) }),
    xAxis: dates(colours, series.map((day) => day.date), series.length > 90 ? format.yearMonth : format.date, { boundaryGap: false }),
    yAxis: { type: 'value', minInterval: 1, ...axes(colours), axisLabel: { ...axes(colours).axisLabel, formatter: format.compact } },
    dataZoom: series.length > 60 ? [{ type: 'inside', zoomOnMouseWheel: 'ctrl' }, { type: 'slider', height: 18, bottom: 4, borderColor: 'transparent',
      backgroundColor: 'transparent', fillerColor: `${colours.series[0]}22`, handleStyle: { color: colours.series[0] },
      moveHandleSize: 0, showDetail: false, dataBackground: { lineStyle: { color: colours.line }, areaStyle: { color: colours.line } },
      selectedDataBackground: { lineStyle: { color: colours.series[0] }, areaStyle: { color: colours.series[0], opacity: 0.15 } } }] : undefined,
    series: SERIES.map(([field, name], i) => ({
      name, type: 'line', data: linePoints(series.map((day) => day[field])), showAllSymbol: true, connectNulls: false, sampling: 'lttb',
      lineStyle: { width: i === 2 ? 1.4 : 2.2 }, areaStyle: i === 0 ? { opacity: 0.12 } : undefined,
    })),
  };
}

function detail(day) {
  return tip(format.date(day.date), [
    ...SERIES.map(([field, name], i) => [name, format.seen(day, field, format.count), i]),
    ['DAU/MAU', format.seen(day, 'dau_mau_ratio', format.rate)], ['DAU/WAU', format.seen(day, 'dau_wau_ratio', format.rate)]]);
}
