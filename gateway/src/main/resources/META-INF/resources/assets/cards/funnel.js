// The seven stages, as a whole or side by side for each segment or channel. Bars rather than a trapezium: lengths can be compared.

import { choice, el, empty, figure, table } from '/assets/dom.js';
import * as format from '/assets/format.js';

/** More columns than this cannot be read; the largest groups are shown. */
const GROUPS = 6;

let breakdown = '';

export const load = (api, filters) => api('/funnel', { ...filters, breakdown });

export function show(host, answer, reload) {
  host.append(choice('Break down by', [['', 'All'], ['segment', 'Segment'], ['channel', 'Channel']], breakdown, (value) => {
    breakdown = value;
    reload();
  }));
  if (!(answer.stages ?? []).some((stage) => stage.users_at_stage)) {
    host.append(empty((answer.stages ?? []).some((stage) => stage.suppressed) ? format.reason('suppressed') : 'Nobody has signed up in this range.'));
    return;
  }
  host.append(...(answer.breakdown ? matrix(answer.breakdown) : [bars(answer.stages)]));
  const loss = answer.drop_off?.by_stage
    ?.filter((row) => row.stage !== 'signup' && row.drop_off_rate !== null)
    .reduce((worst, row) => (row.drop_off_rate > (worst?.drop_off_rate ?? -1) ? row : worst), null);
  if (loss) {
    host.append(el('p', { class: 'insight' }, el('strong', { text: 'Biggest drop after signup: ' }),
      `${format.label(loss.stage)} loses ${format.rate(loss.drop_off_rate)} of those who could reach it, ${format.count(loss.users_lost)} users${open(answer.stages.find(({ stage }) => stage === loss.stage), ';', ' of them')}.`));
  }
}

/** Who is lost so far may still arrive, while the time that the stage gives is not over. */
function open(stage, separator, whom = '') {
  const users = stage?.in_progress;
  return users ? `${separator} ${format.count(users)}${whom} still ${users === 1 ? 'has' : 'have'} time` : '';
}

function bars(stages) {
  const base = stages.find((stage) => stage.stage === 'signup')?.users_at_stage || 1;
  return el('ol', { class: 'funnel' }, stages.map((stage) => {
    const width = stage.users_at_stage === null ? 0 : Math.min(1, stage.users_at_stage / base);
    return el('li', {},
      el('span', { class: 'stage', text: format.label(stage.stage) }),
      el('span', { class: 'track' }, stage.stage === 'awareness' ? ghost(stage) : meter(width)),
      el('span', { class: 'users' }, figure(format.compact(stage.users_at_stage), stage.users_at_stage, format.why(stage, 'users_at_stage', stage.reason))),
      step(stage));
  }));
}

/** The visitors stand outside the scale of the stages: they would dwarf them. */
const ghost = () => el('span', { class: 'visitors', text: 'visitors' });

function meter(width) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 100 10');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const bar = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  bar.setAttribute('width', String(Math.max(width * 100, width > 0 ? 0.5 : 0)));
  bar.setAttribute('height', '10');
  bar.setAttribute('rx', '1');
  svg.append(bar);
  return svg;
}

function step(stage) {
  if (stage.stage === 'awareness') {
    return el('span', { class: 'step' });
  }
  const rate = stage.conversion_from_previous;
  const why = format.why(stage, 'conversion_from_previous', stage.reason || 'empty_base');
  return el('span', { class: 'step' }, figure(format.rate(rate), rate, why), el('small', { text: ' of those before' }),
    rate === null ? null : el('small', { class: 'interval' }, el('span', { class: 'unseen', text: ' 95 % interval ' }),
      `${format.rate(stage.ci_low)} to ${format.rate(stage.ci_high)}${open(stage, ',')}`));
}

function matrix({ attribute, groups }) {
  const stages = groups[0]?.stages ?? [];
  if (!stages.length) {
    return [empty('No groups in this range.')];
  }
  const sorted = [...groups].sort((a, b) => usersOf(b) - usersOf(a)).slice(0, GROUPS);
  const shown = stages.filter((stage) => stage.stage !== 'awareness' && stage.stage !== 'signup').map((stage) => stage.stage);
  const scroll = el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': `Funnel by ${attribute}` }, table(
    `Conversion from the stage before, by ${attribute}`,
    ['', ...sorted.map((group) => format.value(group.value))],
    [
      ['Signups', ...sorted.map((group) => format.seen(stageOf(group, 'signup'), 'users_at_stage', format.compact))],
      ...shown.map((stage) => row(stage, sorted)),
      ['Signup to paid', ...sorted.map((group) => el('b', { text: format.seen(group.stages.at(-1), 'overall_conversion', format.rate) }))],
    ]));
  return groups.length > GROUPS ? [scroll, el('p', { class: 'sub', text: `The ${GROUPS} largest of ${groups.length} by signups.` })] : [scroll];
}

function row(stage, groups) {
  const rates = groups.map((group) => rateOf(group, stage));
  const best = Math.max(...rates.map((rate) => rate ?? -1));
  return [format.label(stage), ...groups.map((group, i) => cell(rates[i], best, stageOf(group, stage)))];
}

const stageOf = (group, name) => group.stages.find((stage) => stage.stage === name);
const rateOf = (group, name) => stageOf(group, name)?.conversion_from_previous ?? null;
const usersOf = (group) => stageOf(group, 'signup')?.users_at_stage ?? 0;

function cell(rate, best, row) {
  const strength = rate === null || best <= 0 ? 0 : Math.round((rate / best) * 4);
  return el('span', { class: `heat h${strength}` }, figure(format.rate(rate), rate, row?.suppressed ? format.reason('suppressed') : 'Nobody reached the stage before.'));
}
