/** Small helpers for the page. Text always goes in as text, never as HTML. */

/** Makes an element: `make('p', {class: 'rw-hint'}, 'text', child)`. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (name === 'text') {
      element.textContent = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Reads `a.b.c` from an object; undefined when a part is missing. */
export const get = (object, path) =>
  path.split('.').reduce((value, key) => (value === null || value === undefined ? undefined : value[key]), object);

/** Writes `a.b.c` into an object, making the parts on the way. */
export function set(object, path, value) {
  const keys = path.split('.');
  const last = keys.pop();
  let target = object;
  for (const key of keys) {
    if (target[key] === null || typeof target[key] !== 'object') {
      target[key] = {};
    }
    target = target[key];
  }
  target[last] = value;
}

let counter = 0;
export const uniqueId = prefix => `${prefix}-${++counter}`;

/** Only addresses of this application or of the web become links. */
export function safeHref(href) {
  if (typeof href !== 'string' || href === '') {
    return null;
  }
  try {
    const url = new URL(href, document.baseURI);
    return ['http:', 'https:', 'blob:'].includes(url.protocol) || /^data:image\/(png|svg\+xml|jpeg)[;,]/.test(href)
      ? href
      : null;
  } catch {
    return null;
  }
}

/** Moments are shown in the law's zone, wherever the browser stands. */
const ZONED = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23'
});

function zoned(moment) {
  const date = moment ? new Date(moment) : new Date();
  return Number.isNaN(date.getTime())
    ? null
    : Object.fromEntries(ZONED.formatToParts(date).map(({type, value}) => [type, value]));
}

/** `10:32` of a moment; of now without one. */
export function clockTime(moment) {
  const parts = zoned(moment);
  return parts ? `${parts.hour}:${parts.minute}` : '';
}

/** A date or moment in the Chinese form; anything else unchanged. */
export function chineseDate(value) {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(String(value ?? ''));
  if (!found) {
    return value ?? '';
  }
  if (found[4] === undefined) {
    return `${found[1]}年${Number(found[2])}月${Number(found[3])}日`;
  }
  if (/(Z|[+-]\d{2}:?\d{2})$/.test(value)) {
    const parts = zoned(value);
    return `${parts.year}年${Number(parts.month)}月${Number(parts.day)}日 ${parts.hour}:${parts.minute}`;
  }
  return `${found[1]}年${Number(found[2])}月${Number(found[3])}日 ${found[4]}:${found[5]}`;
}
