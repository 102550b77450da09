// Light and dark. The reader's system decides until they press the button; the choice is kept in this browser.

const KEY = 'lodestar.theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();

export const isDark = () => (localStorage.getItem(KEY) ?? (system.matches ? 'dark' : 'light')) === 'dark';

/** The colours of charts, read from the style sheet so that they are said once. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  return {
    text: of('--text'), soft: of('--soft'), line: of('--line'), card: of('--card'), bad: of('--bad'), good: of('--good'), warn: of('--warn'),
    series: [1, 2, 3, 4, 5, 6].map((n) => of(`--series-${n}`)),
    heat: [1, 2, 3, 4, 5].map((n) => of(`--heat-${n}`)),
  };
}

function apply() {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  listeners.forEach((listener) => listener());
}

export function onThemeChange(listener) {
  listeners.add(listener);
}

export function startTheme(button) {
  apply();
  system.addEventListener('change', apply);
  button.addEventListener('click', () => {
    localStorage.setItem(KEY, isDark() ? 'light' : 'dark');
    apply();
  });
}
