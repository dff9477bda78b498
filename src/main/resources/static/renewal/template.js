/**
 * Fills the display slots of a form from data:
 *
 *   data-show="applicant.name"     text of the element
 *   data-date="closesOn"           the same, as a Chinese date
 *   data-href / data-src           address of a link or picture
 *   data-if / data-unless          shown only when the value is (not) there; an empty list is not there
 *   data-each="rows" + <template>  one copy of the template for each entry, filled from the entry
 *   data-class="differs:rw-differs"  class when the value is true
 *   data-kind-from="kind"          copies the value to data-kind
 *   data-attr="data-label:label"   copies the value to an attribute
 *
 * A path begins at the entry, then at the task's context; `task.` begins at the task itself.
 */
import {chineseDate, get, safeHref} from './dom.js';

const there = value => (Array.isArray(value) ? value.length > 0 : Boolean(value));

function lookUp(scopes, path) {
  if (path === '.') {
    return scopes[0];
  }
  for (const scope of scopes) {
    if (scope !== null && typeof scope === 'object') {
      const value = get(scope, path);
      if (value !== undefined) {
        return value;
      }
    }
  }
  return undefined;
}

function ownSlots(element, selector) {
  const slots = [...element.querySelectorAll(selector)];
  if (element.matches?.(selector)) {
    slots.unshift(element);
  }
  return slots.filter(slot => !slot.closest('[data-filled]') || slot.closest('[data-filled]') === element);
}

function repeat(list, scopes) {
  const template = list.querySelector(':scope > template');
  for (const old of list.querySelectorAll(':scope > [data-filled]')) {
    old.remove();
  }
  const entries = lookUp(scopes, list.dataset.each);
  for (const entry of Array.isArray(entries) ? entries : []) {
    for (const part of [...template.content.cloneNode(true).children]) {
      part.dataset.filled = '';
      list.append(part);
      fill(part, [entry, ...scopes]);
    }
  }
}

export function fill(element, scopes) {
  for (const list of ownSlots(element, '[data-each]')) {
    repeat(list, scopes);
  }
  for (const slot of ownSlots(element, '[data-show]')) {
    const value = lookUp(scopes, slot.dataset.show);
    slot.textContent = value === undefined || value === null ? '' : String(value);
  }
  for (const slot of ownSlots(element, '[data-date]')) {
    slot.textContent = chineseDate(lookUp(scopes, slot.dataset.date));
  }
  for (const slot of ownSlots(element, '[data-href]')) {
    const href = safeHref(lookUp(scopes, slot.dataset.href));
    if (href) {
      slot.setAttribute('href', href);
    } else {
      slot.removeAttribute('href');
    }
    slot.hidden = !href;
  }
  for (const slot of ownSlots(element, '[data-src]')) {
    const src = safeHref(lookUp(scopes, slot.dataset.src));
    if (src) {
      slot.setAttribute('src', src);
    } else {
      slot.removeAttribute('src');
    }
    slot.hidden = !src;
  }
  for (const slot of ownSlots(element, '[data-class]')) {
    const [path, name] = slot.dataset.class.split(':');
    slot.classList.toggle(name, there(lookUp(scopes, path)));
  }
  for (const slot of ownSlots(element, '[data-kind-from]')) {
    slot.dataset.kind = String(lookUp(scopes, slot.dataset.kindFrom) ?? '');
  }
  for (const slot of ownSlots(element, '[data-attr]')) {
    const [name, path] = slot.dataset.attr.split(':');
    slot.setAttribute(name, String(lookUp(scopes, path) ?? ''));
  }
  for (const slot of ownSlots(element, '[data-if]')) {
    slot.hidden = !there(lookUp(scopes, slot.dataset.if));
  }
  for (const slot of ownSlots(element, '[data-unless]')) {
    slot.hidden = there(lookUp(scopes, slot.dataset.unless));
  }
}
