// Numbers and dates as the reader's locale writes them. What is null was not measured: it is a dash with its reason, never 0.

const LOCALE = navigator.language || 'en';
const DASH = '–';

const whole = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(LOCALE, { notation: 'compact', maximumFractionDigits: 1 });
const fine = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 2 });
const share = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 });
const change = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const day = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeZone: 'UTC' });
const month = new Intl.DateTimeFormat(LOCALE, { year: 'numeric', month: 'short', timeZone: 'UTC' });
const instant = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'medium', timeStyle: 'short' });

const zoned = new Intl.DateTimeFormat(LOCALE, { year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });

const or = (format) => (value) => (value === null || value === undefined ? DASH : format(value));

export const count = or((value) => whole.format(value));
export const compact = or((value) => (Math.abs(value) < 10000 ? whole.format(value) : short.format(value)));
export const decimal = or((value) => fine.format(value));
export const rate = or((value) => share.format(value));
export const delta = or((value) => change.format(value));

/** Amounts of the currency that an answer names, in short; bare numbers where it names none. */
export function money(currency) {
  if (!currency) {
    return compact;
  }
  const amount = (options) => new Intl.NumberFormat(LOCALE, { style: 'currency', currency, notation: 'compact', ...options });
  const large = amount({ maximumFractionDigits: 1 });
  const small = new Intl.NumberFormat(LOCALE, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
    ? large : amount({ maximumFractionDigits: 0 });
  return or((value) => (Math.abs(value) < 1000 ? small : large).format(value));
}

export const date = or((value) => day.format(new Date(`${String(value).slice(0, 10)}T00:00:00Z`)));
/** The last day before `to`, where a half-open range ends. */
export const lastDay = (to) => day.format(new Date(Date.parse(`${to}T00:00:00Z`) - 86_400_000));
export const yearMonth = or((value) => month.format(new Date(`${String(value).slice(0, 7)}-01T00:00:00Z`)));
export const time = or((value) => instant.format(new Date(value)));
/** An instant beside days of the project's zone, so with the reader's own zone. */
export const zonedTime = or((value) => zoned.format(new Date(value)));

const names = new Intl.ListFormat(LOCALE, { type: 'unit' });

/** A value of an attribute, as the data have it: `smb` and `SMB` are two. */
export const value = (text) => text || '(none)';

export const list = (values) => names.format(values.map(value));

const ACRONYMS = { api: 'API', seo: 'SEO', ltv: 'LTV', sql: 'SQL' };

/** The words of a name that is Lodestar's own: `habit_formation` → `Habit formation`, `seo_content` → `SEO content`. */
export function label(name) {
  const text = String(name).split('_').map((word) => ACRONYMS[word] ?? word).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const REASONS = {
  no_activity_events: 'The data holds no activity: no event that the tracking plan counts as active.',
  no_visitors: 'No acquisition data: nobody has counted the visitors.',
  no_invoices: 'No invoices in the data.',
  no_mature_cohorts: 'No cohort is old enough yet.',
  no_collaboration_events: 'No collaboration events in the data.',
  no_complete_week: 'No week is complete yet.',
  no_target: 'No target is set.',
  no_data: 'No data yet.',
  no_profiles: 'No user profiles in this range.',
  window_not_filled: 'The range is too short for this window.',
  empty_base: 'There is nobody to take a share of.',
  visitors_not_split: 'Visitors are only known as a whole.',
  fewer_visitors_than_signups: 'Fewer visitors were counted than signed up.',
  censored: 'The period is not over yet.',
  suppressed: 'Withheld: it would tell of a small group of users.',
};

/** Why a figure of a row is null: because it is withheld, or the reason given. */
export const why = (row, field, code) => reason(row?.suppressed?.includes(field) ? 'suppressed' : code);

/** A figure of a row; words where it is withheld. */
export const seen = (row, field, format) => (row?.suppressed?.includes(field) ? 'withheld' : format(row?.[field]));

/** A stable reason code as a sentence. */
export function reason(code) {
  return code ? REASONS[code] || `${label(code)}.` : 'Not measured.';
}
