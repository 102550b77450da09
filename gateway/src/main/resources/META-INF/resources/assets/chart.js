// ECharts in a card: sized with it, coloured by the theme, its content also told in words for those who cannot see it.

import * as echarts from '/_static/echarts/5.6.0/dist/echarts.esm.min.js';
import { el } from '/assets/dom.js';
import { onThemeChange, palette } from '/assets/theme.js';

const drawn = new Map();
const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;

const resized = new ResizeObserver((entries) => {
  entries.forEach(({ target }) => drawn.get(target)?.chart.resize());
});

onThemeChange(() => drawn.forEach(({ chart, options }) => chart.setOption(base(options), true)));

function base(options) {
  const colours = palette();
  return {
    animation: !calm,
    animationDuration: 500,
    color: colours.series,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colours.text },
    ...options(colours),
  };
}

/** Draws into `host`, which must be in the page. @param options from the palette to ECharts' option @param summary what the chart shows, in words */
export function draw(host, options, summary) {
  forget(host);
  const box = el('div', { class: 'chart', role: 'img', 'aria-label': summary });
  host.append(box);
  const chart = echarts.init(box, null, { renderer: 'svg' });
  chart.setOption(base(options));
  drawn.set(box, { chart, options });
  resized.observe(box);
  return chart;
}

/** Frees the charts in an element that is about to be emptied. */
export function forget(host) {
  host.querySelectorAll('.chart').forEach((box) => {
    drawn.get(box)?.chart.dispose();
    drawn.delete(box);
    resized.unobserve(box);
  });
}

/** A tooltip's content: a heading and rows of marker, name and figure. Built as elements: the page's policy allows no inline style. */
export function tip(heading, rows) {
  return el('div', { class: 'tip' },
    el('strong', { text: heading }),
    rows.map(([name, value, series]) => el('div', {},
      series === undefined ? null : el('i', { class: `dot s${(series % 6) + 1}` }),
      el('span', { text: name }), el('b', { text: value }))));
}

/** The tooltip that all charts share. */
export function tooltip(colours, extra) {
  return { backgroundColor: colours.card, borderColor: colours.line, textStyle: { color: colours.text, fontSize: 12.5 }, confine: true, ...extra };
}

/** A line's figures; a lone one, which no line leads to, is a point. */
export function linePoints(values) {
  const known = (i) => values[i] !== null && values[i] !== undefined;
  return values.map((value, i) => ({ value, symbol: known(i) && !known(i - 1) && !known(i + 1) ? 'circle' : 'none', symbolSize: 6 }));
}

export const axes = (colours) => ({
  axisLine: { lineStyle: { color: colours.line } },
  axisTick: { show: false },
  axisLabel: { color: colours.soft, fontSize: 11.5, hideOverlap: true },
  splitLine: { lineStyle: { color: colours.line, type: 'dashed' } },
});

/** Room to the right of an axis of dates for half of its last label: ECharts only makes room for labels above and below. */
export const HALF_A_DATE = 36;

/** An axis of dates. @param days ISO dates @param formatter from an ISO date to its label */
export const dates = (colours, days, formatter, extra) => ({
  type: 'category', data: days, ...axes(colours), splitLine: { show: false }, axisLabel: { ...axes(colours).axisLabel, formatter }, ...extra,
});
