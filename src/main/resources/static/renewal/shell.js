/** Tasklist around the forms: who is here decides what is shown, and the form has the screen to itself. */
import {address} from './api.js';
import {me} from './login.js';
import {openList, openTaskId} from './navigation.js';
import * as largeType from './large-type.js';
import {make} from './dom.js';

const NAMES = {
  cases: 'renewal-cases',
  certificates: 'renewal-certificates'
};

const STAFF = ['officer', 'supervisor', 'clerk', 'admin'];

function showPlace() {
  const open = openTaskId() !== null;
  document.body.classList.toggle('renewal-task-open', open);
  if (!open) {
    document.body.classList.remove('renewal-closed');
  }
  if (location.hash.startsWith('#/login')) {
    location.replace(address('/login'));
  }
}

/** AngularJS moves by history.pushState, which sends no event. */
function watchPlace() {
  for (const name of ['pushState', 'replaceState']) {
    const original = history[name];
    history[name] = function moved(...parameters) {
      const result = original.apply(this, parameters);
      showPlace();
      return result;
    };
  }
  window.addEventListener('hashchange', showPlace);
  window.addEventListener('popstate', showPlace);
  showPlace();
}

/** Tasklist's own markup misses names and roles that screen readers need. */
function mend() {
  for (const link of document.querySelectorAll('.sort-direction:not([aria-label])')) {
    link.setAttribute('aria-label', '切换升序或降序');
  }
  for (const link of document.querySelectorAll('.new-sort > .dropdown-toggle:not([aria-label])')) {
    link.setAttribute('aria-label', '添加排序');
  }
  for (const field of document.querySelectorAll('input.main-field:not([role])')) {
    field.setAttribute('role', 'combobox');
  }
}

function backToList() {
  const bar = make(
    'div',
    {class: 'renewal-back'},
    make('button', {type: 'button', text: '‹ 任务列表', onclick: openList})
  );
  const place = () => {
    mend();
    const details = document.querySelector('.column.task-details');
    if (details && !details.querySelector('.renewal-back')) {
      details.prepend(bar);
    }
  };
  new MutationObserver(place).observe(document.body, {childList: true, subtree: true});
  place();
}

/** The header names people by their opaque id, because Cockpit shows it too; to themselves they have a name. */
function showOwnName(name) {
  const place = () => {
    const toggle = document.querySelector('[cam-widget-header] .account > .dropdown-toggle');
    const label = [...(toggle?.childNodes ?? [])].find(node => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim());
    if (label && label.nodeValue.trim() !== name) {
      label.nodeValue = ` ${name}`;
    }
  };
  new MutationObserver(place).observe(document.body, {childList: true, characterData: true, subtree: true});
  place();
}

async function showRole() {
  try {
    const person = await me();
    if (person.name) {
      showOwnName(person.name);
    }
    for (const role of person.roles ?? []) {
      document.body.classList.add(`renewal-role-${role}`);
    }
    if (STAFF.some(role => person.roles?.includes(role))) {
      document.body.classList.add('renewal-staff');
    }
    if (!person.roles?.includes('applicant')) {
      for (const name of Object.values(NAMES)) {
        document.body.classList.add(`renewal-without-${name}`);
      }
    }
  } catch {
    // Not logged in: what is not for everybody stays hidden.
  }
}

export function start() {
  document.documentElement.lang = (navigator.language ?? 'zh').toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
  largeType.start();
  watchPlace();
  backToList();
  showRole();
}
