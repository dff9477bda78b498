/** What the analysts' screens share: words, calls, tables. Text always goes in as text. */
import { make } from '../dom.js';

export { make };

/** Says a thing in the reader's language. */
export const teller = context => (zh, en) => (context.english ? en : zh);

const address = (context, path) => `${context.cockpitApi.replace(/\/$/, '')}/plugin/insight/${context.engine}/${path}`;

/** Makes the end of an address from what is chosen; what is empty isn't sent. */
export function query(values) {
  const chosen = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return chosen.length ? `?${new URLSearchParams(chosen)}` : '';
}

/** Asks the server; what it refuses is thrown with its reason. */
export async function ask(context, path, values = {}) {
  const answer = await fetch(address(context, path) + query(values), { headers: { Accept: 'application/json' } });
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error(body.detail ?? `${answer.status}`);
  }
  return body;
}

/** Returns where a file can be had. */
export const fileAddress = (context, path, values) => address(context, path) + query(values);

let known;
/** Returns codes, names and definitions; asked once. */
export function definitions(context) {
  known ??= ask(context, 'definitions').catch(error => {
    known = undefined;
    throw error;
  });
  return known;
}

/** Returns what a code is called. */
export function named(context, words, code) {
  const word = words.find(it => it.code === code);
  return word ? (context.english ? word.en : word.zh) : code || '—';
}

/** Shortens an office's name for axes. */
export const shortOffice = name => name.replace(/(住房和城乡建设局|城乡建设委员会)$/, '');

/** Makes a heading with the definition behind a mark. */
export function heading(level, text, definition) {
  return make(
    `h${level}`,
    { class: 'insight-heading' },
    text,
    definition ? make('span', { class: 'insight-why', title: definition, tabindex: '0', 'aria-label': definition }, 'ⓘ') : null
  );
}

/** Makes a table; numbers stand right. Columns are {label, value(row), title}. */
export function table(caption, columns, rows) {
  return make(
    'div',
    { class: 'insight-scroll' },
    make(
      'table',
      { class: 'insight-table' },
      make('caption', {}, caption),
      make(
        'thead',
        {},
        make('tr', {}, ...columns.map(it => make('th', { scope: 'col', title: it.title, class: it.number ? 'insight-number' : null }, it.label)))
      ),
      make(
        'tbody',
        {},
        ...rows.map(row =>
          make(
            'tr',
            {},
            ...columns.map((it, index) => {
              const value = it.value(row);
              const cell = value === null || value === undefined || value === '' ? '—' : value;
              return make(index === 0 ? 'th' : 'td', { scope: index === 0 ? 'row' : null, class: it.number ? 'insight-number' : null }, cell instanceof Node ? cell : String(cell));
            })
          )
        )
      )
    )
  );
}

/** Makes a choice. */
export function select(label, name, options, chosen, change) {
  return make(
    'label',
    { class: 'insight-field' },
    make('span', {}, label),
    make(
      'select',
      { name, class: 'form-control', onchange: event => change(event.target.value) },
      ...options.map(([value, text]) => make('option', { value, selected: value === (chosen ?? '') }, text))
    )
  );
}

/** Makes a field. */
export function input(label, name, type, chosen, change, more = {}) {
  return make(
    'label',
    { class: 'insight-field' },
    make('span', {}, label),
    make('input', { name, type, value: chosen, class: 'form-control', onchange: event => change(event.target.value), ...more })
  );
}

/** Says how long something took. */
export function lasted(context, seconds) {
  if (seconds === null || seconds === undefined) {
    return '—';
  }
  const units = context.english ? [' d', ' h', ' min', ' s'] : [' 天', ' 小时', ' 分', ' 秒'];
  const round = value => (value >= 10 ? Math.round(value) : Math.round(value * 10) / 10);
  if (seconds >= 86400) {
    return round(seconds / 86400) + units[0];
  }
  if (seconds >= 3600) {
    return round(seconds / 3600) + units[1];
  }
  return seconds >= 60 ? round(seconds / 60) + units[2] : seconds + units[3];
}

/** Says when, in the zone of the law's days. */
export const moment = at =>
  at
    ? new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(new Date(at))
    : '—';

/** Says what went wrong, where it went wrong. */
export const trouble = error => make('p', { class: 'insight-trouble', role: 'alert' }, error.message);

const loading = new Map();
/** Loads a library of the old kind; a loader for modules of another kind mustn't catch it. */
export function library(context, path, global) {
  if (!loading.has(path)) {
    loading.set(
      path,
      new Promise((done, failed) => {
        const script = document.createElement('script');
        const before = window.define;
        window.define = undefined;
        script.src = new URL(`webjars/${path}`, context.root).href;
        script.onload = () => {
          window.define = before;
          done(window[global]);
        };
        script.onerror = () => {
          window.define = before;
          loading.delete(path);
          failed(new Error(path));
        };
        document.head.append(script);
      })
    );
  }
  return loading.get(path);
}
