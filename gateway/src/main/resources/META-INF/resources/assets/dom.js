// Small helpers that make elements. Text is always set as text, so nothing that comes from data can become markup.

/** An element. @param attributes `class`, `text`, `onclick` and so on @param children elements, texts or nulls */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    } else if (name === 'text') {
      element.textContent = value;
    } else if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A figure, or the dash whose title and hidden text say why there is none. */
export function figure(text, value, why) {
  if (value !== null && value !== undefined) {
    return el('span', { class: 'figure', text });
  }
  return el('span', { class: 'figure missing', title: why }, '–', el('span', { class: 'unseen', text: ` ${why}` }));
}

/** What stands in a card that has nothing to show. */
export function empty(text) {
  return el('p', { class: 'empty', text });
}

const WORDS = {
  audit_unavailable: 'The audit log cannot be written now, and without an entry there no answer leaves. Try again; if it lasts, tell whoever runs Lodestar.',
  counts_everybody: 'This counts everybody, and your access is held to some segments.',
  401: 'Your session is over, and logging in did not help. Log out and in again; if it lasts, tell whoever runs Lodestar.',
  403: 'Your role does not include these figures.',
  503: 'The service behind these figures does not answer now.',
};

/** What stands in a card whose figures could not be had. */
export function failure(error, again) {
  const text = WORDS[error.code] ?? WORDS[error.status] ?? error.message;
  return el('div', { class: 'failure', role: 'alert' },
    el('p', { text }),
    error.status === 403 ? null : el('button', { type: 'button', class: 'quiet', text: 'Try again', onclick: again }));
}

/** A group of buttons of which one is pressed. @param options pairs of value and label */
export function choice(name, options, chosen, onchange) {
  return el('div', { class: 'choice', role: 'group', 'aria-label': name }, options.map(([value, text]) =>
    el('button', { type: 'button', 'aria-pressed': String(value === chosen), text, onclick: () => onchange(value) })));
}

/** A table. @param rows arrays of cells: texts or elements */
export function table(caption, headings, rows) {
  return el('table', {},
    el('caption', { class: 'unseen', text: caption }),
    el('thead', {}, el('tr', {}, headings.map((text) => el('th', { scope: 'col', text })))),
    el('tbody', {}, rows.map((cells) => el('tr', {}, cells.map((cell, i) => el(i ? 'td' : 'th', i ? {} : { scope: 'row' }, cell))))));
}
