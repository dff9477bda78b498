/** Tasklist around the forms: who is here decides what is shown, and the form has the screen to itself. */
import './composing.js';
import {address, api} from './api.js';
import {me} from './login.js';
import {openList, openTask, openTaskId} from './navigation.js';
import * as largeType from './large-type.js';
import * as language from './language.js';
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

const UNNAMED = [
  ['.region-toggle[data-region="filters"]', '展开或收起筛选列表', 'Show or hide the filters'],
  ['.region-toggle[data-region="list"]', '展开或收起任务列表', 'Show or hide the list'],
  ['.region-toggle[data-region="task"]', '展开或收起任务', 'Show or hide the task'],
  ['button.maximize', '放大或还原', 'Maximize or restore'],
  ['[cam-widget-search] button.dropdown-toggle', '保存的筛选条件', 'Saved searches']
];

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
  const english = language.language === 'en';
  for (const [selector, chinese, name] of UNNAMED) {
    for (const button of document.querySelectorAll(`${selector}:not([aria-label])`)) {
      button.setAttribute('aria-label', english ? name : chinese);
    }
  }
  // Tasklist names its search field before its texts are there.
  for (const field of document.querySelectorAll('[placeholder="SEARCH_PLACEHOLDER"]')) {
    field.setAttribute('placeholder', english ? 'Filter tasks' : '筛选任务');
  }
}

/** In an office's list: one click claims a task that nobody has, and opens it. */
function claimFromList() {
  if (!document.body.classList.contains('renewal-staff')) {
    return;
  }
  for (const item of document.querySelectorAll('[cam-tasks] li.task')) {
    const id = /[?&]task=([^&]+)/.exec(item.querySelector('a[href*="task="]')?.getAttribute('href') ?? '')?.[1];
    const free = id !== undefined && !item.querySelector('h5.assignee')?.textContent.trim();
    const button = item.querySelector('.renewal-claim');
    if (free && !button) {
      item.append(make('button', {type: 'button', class: 'renewal-claim', text: '领取并办理', onclick: claimed}));
    } else if (!free && button) {
      button.remove();
    }
  }
}

async function claimed(event) {
  event.stopPropagation();
  const button = event.currentTarget;
  const id = /[?&]task=([^&]+)/.exec(button.closest('li.task').querySelector('a[href*="task="]').getAttribute('href'))[1];
  button.disabled = true;
  try {
    await api.claim(id);
  } catch {
    // Somebody was faster, or the network is down: the form says so.
  }
  button.disabled = false;
  if (openTaskId() === id) {
    location.reload();
  } else {
    openTask(id);
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
    claimFromList();
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
  document.documentElement.lang = language.language === 'en' ? 'en' : 'zh-CN';
  largeType.start();
  language.start();
  watchPlace();
  backToList();
  showRole();
}
