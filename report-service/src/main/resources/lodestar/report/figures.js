/* Fills in what a figure's JSON cannot carry (formatters, colours of the reader's scheme) and keeps charts in step with size, scheme and print. */
(() => {
  'use strict';
  const charts = [];
  const escape = (text) =>
    String(text).replace(/[&<>"']/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c]);
  const trim = (x) => (Math.abs(x) < 99.95 ? x.toFixed(1).replace(/\.0$/, '') : x.toFixed(0));
  const short = (v, prefix) => {
    const sign = v < 0 ? '\u2212' : '';
    const a = Math.abs(v);
    if (a >= 1e9) return sign + prefix + trim(a / 1e9) + 'B';
    if (a >= 1e6) return sign + prefix + trim(a / 1e6) + 'M';
    if (a >= 1e4) return sign + prefix + trim(a / 1e3) + 'K';
    return sign + prefix + a.toLocaleString('en-US', { maximumFractionDigits: a >= 100 ? 0 : 1 });
  };
  const number = (v, digits) => Number(v).toLocaleString('en-US', { maximumFractionDigits: digits });
  const missing = (v) => v === null || v === undefined || v === '-' || Number.isNaN(v);
  const known = (f) => (v, symbol) => (missing(v) ? 'not measured' : f(v, symbol));
  const formats = {
    count: (v) => short(v, ''),
    money: short,
    rate: (v) => trim(v * 100) + '%',
    exact: (v) => number(v, 1),
    'exact-count': known((v) => number(v, 1)),
    'exact-money': known((v, symbol) => (v < 0 ? '\u2212' : '') + symbol + number(Math.abs(v), 0)),
    'exact-rate': known((v) => (v * 100).toFixed(2) + '%'),
    cell: (p) => Math.round(p.value[2] * 100) + '%',
  };
  const colour = (role) => getComputedStyle(document.documentElement).getPropertyValue('--' + role).trim();
  const whisker = (horizontal) => (params, api) => {
    const at = (v) => (horizontal ? api.coord([v, api.value(0)]) : api.coord([api.value(0), v]));
    const [low, high] = [at(api.value(1)), at(api.value(2))];
    const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: colour('text'), lineWidth: 1.5 } });
    const h = 6;
    const ends = horizontal
      ? [line(low[0], low[1] - h, low[0], low[1] + h), line(high[0], high[1] - h, high[0], high[1] + h)]
      : [line(low[0] - h, low[1], low[0] + h, low[1]), line(high[0] - h, high[1], high[0] + h, high[1])];
    const text = api.value(3) || '';
    const label = { type: 'text', style: { text, x: high[0] + 10, y: high[1], fill: colour('text'), verticalAlign: 'middle', font: '12px sans-serif' } };
    return { type: 'group', children: [line(low[0], low[1], high[0], high[1]), ...ends, ...(horizontal && text ? [label] : [])] };
  };
  const places = new Set(['formatter', 'valueFormatter', 'renderItem', 'color', 'borderColor']);
  /* Only in the places that expect them: a name that comes from the data may look like anything. */
  const revive = (value, option, place) => {
    if (Array.isArray(value)) return value.map((v) => revive(v, option, place));
    if (value && typeof value === 'object') {
      return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, revive(v, option, k)]));
    }
    if (typeof value !== 'string' || value[0] !== '@' || !places.has(place)) return value;
    const cut = value.indexOf(':');
    const [kind, rest] = [value.slice(1, cut), value.slice(cut + 1)];
    if (kind === 'text') return () => rest;
    if (kind === 'color') return colour(rest);
    if (kind === 'whisker') return whisker(rest === 'horizontal');
    if (kind === 'format' && rest === 'heatmap') {
      return (p) =>
        escape(option.yAxis.data[p.value[1]]) + '<br>' + escape(option.xAxis.name) + ': ' + escape(option.xAxis.data[p.value[0]]) +
        '<br><b>' + (p.value[2] * 100).toFixed(2) + '%</b>';
    }
    const [format, symbol] = rest.split(':');
    return kind === 'format' && formats[format] ? (v) => formats[format](v, symbol) : value;
  };
  const draw = (element) => {
    const option = JSON.parse(document.getElementById(element.dataset.option).textContent);
    const entry = { chart: null, option };
    entry.render = () => {
      if (entry.chart) entry.chart.dispose();
      entry.chart = echarts.init(element, null, { renderer: 'svg' });
      entry.chart.setOption(revive(option, option, ''));
    };
    entry.render();
    charts.push(entry);
  };
  const redraw = () => charts.forEach((entry) => entry.render());
  document.querySelectorAll('[data-option]').forEach(draw);
  addEventListener('resize', () => charts.forEach((entry) => entry.chart.resize()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', () => charts.forEach((entry) => entry.chart.resize()));
  const toggle = document.getElementById('scheme');
  if (toggle) {
    toggle.addEventListener('click', () => {
      const dark = getComputedStyle(document.documentElement).getPropertyValue('--scheme').trim() === 'dark';
      document.documentElement.dataset.scheme = dark ? 'light' : 'dark';
      redraw();
    });
  }
})();
