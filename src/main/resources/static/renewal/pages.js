/** Behaviour of the pages outside Tasklist; each works without it too, where HTML alone can do it. */
import {whenTyped} from './composing.js';
import * as largeType from './large-type.js';
import * as language from './language.js';
import {ask} from './dialog.js';
import {make} from './dom.js';
import {countAll} from './lengths.js';
import {inOrder, searching} from './service-search.js';

largeType.start();
language.start();

/** One click is one request, and what can't be undone is asked about first. */
for (const form of document.querySelectorAll('form[data-once], form[data-confirm]')) {
  let sure = !form.dataset.confirm;
  let sent = false;
  form.addEventListener('submit', async event => {
    if (sent) {
      event.preventDefault();
      return;
    }
    if (!sure) {
      event.preventDefault();
      const button = event.submitter;
      const answer = await ask({
        title: form.dataset.confirm,
        content: form.dataset.confirmText ?? '',
        buttons: [
          {value: 'no', label: '取消', primary: true},
          {value: 'yes', label: form.dataset.confirmYes ?? '确定', danger: true}
        ]
      });
      if (answer === 'yes') {
        sure = true;
        form.requestSubmit(button);
      }
      return;
    }
    sent = true;
    // The pressed button's own value must still be sent, so it is only marked.
    event.submitter?.setAttribute('aria-disabled', 'true');
  });
}
window.addEventListener('pageshow', event => event.persisted && location.reload());

for (const form of document.querySelectorAll('form')) {
  countAll(form);
}

/** Log-in: demo people fill the fields; the password can be shown. */
const login = document.querySelector('form[data-login]');
if (login) {
  // Which task somebody wanted stands behind the hash, which no server sees; the browser carries it through redirects.
  if (location.hash.startsWith('#/?')) {
    login.action = login.getAttribute('action') + location.hash;
  }
  const people = [...document.querySelectorAll('.rw-demo-list button')];
  for (const person of people) {
    person.addEventListener('click', () => {
      login.username.value = person.dataset.username;
      login.password.value = person.dataset.password;
      for (const other of people) {
        other.setAttribute('aria-pressed', String(other === person));
      }
      login.querySelector('button[type="submit"]').focus();
    });
  }
  login.querySelector('[data-show-password]').addEventListener('change', event => {
    login.password.type = event.target.checked ? 'text' : 'password';
  });
}

/** Start page: the search narrows the list of services. */
const search = document.querySelector('form[data-service-search]');
if (search) {
  const query = search.querySelector('input');
  const count = document.querySelector('[data-service-count]');
  const items = [...document.querySelectorAll('[data-service-list] > li')];
  const place = document.querySelector('[data-service-department]');
  const departments = document.querySelector('[data-service-departments]');
  let department = items.find(item => item.querySelector('form'))?.dataset.department;
  const list = document.querySelector('[data-service-list]');
  const showOnly = shown => {
    for (const item of items) {
      item.hidden = !shown.includes(item);
    }
    list.append(...shown);
  };
  const find = searching(() => {
    if (!query.value.trim()) {
      return;
    }
    count.textContent = '暂时查找不了，请稍后再试，或按部门查找。';
  });
  const narrow = () => {
    const words = query.value.trim();
    for (const button of departments.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(!words && button.textContent === department));
    }
    place.textContent = words ? '全部部门' : department;
    // What was searched for comes at once, not behind what is always there.
    const certificates = document.querySelector('[aria-labelledby="certificates-heading"]');
    if (certificates) {
      certificates.hidden = words !== '';
    }
    if (!words) {
      const found = items.filter(item => item.dataset.department === department);
      showOnly(found);
      count.textContent = `共 ${found.length} 项服务`;
      return;
    }
    find(words, codes => {
      if (!query.value.trim()) {
        return;
      }
      const {found, ours} = inOrder(items, codes, item => item.dataset.code, item => item.querySelector('form'));
      showOnly([...found, ...(ours ? [ours] : [])]);
      count.textContent = found.length
        ? `找到 ${found.length} 项服务`
        : `没有找到与“${words}”有关的服务，请换个词，或按部门查找。本平台办理的是：`;
    });
  };
  departments.append(
    ...[...new Set(items.map(item => item.dataset.department))].map(name =>
      make('li', {}, make('button', {
        type: 'button',
        text: name,
        onclick: () => {
          department = name;
          query.value = '';
          narrow();
        }
      }))
    )
  );
  departments.hidden = false;
  narrow();
  whenTyped(query, narrow);
  search.addEventListener('submit', event => {
    event.preventDefault();
    narrow();
    document.querySelector('[data-service-list]').scrollIntoView({block: 'nearest'});
  });
}

/** Certificate: 下载 → 提交 → the certificate on the screen. */
const certificate = document.querySelector('[data-certificate-page]');
if (certificate) {
  const step = name => certificate.querySelector(`[data-step="${name}"]`);
  const [download, panel, submit, cancel, shown] = ['download', 'panel', 'submit', 'cancel', 'shown'].map(step);
  const close = () => {
    panel.hidden = true;
    download.setAttribute('aria-expanded', 'false');
  };
  download?.addEventListener('click', () => {
    panel.hidden = false;
    download.setAttribute('aria-expanded', 'true');
    submit.focus();
  });
  cancel?.addEventListener('click', () => {
    close();
    download.focus();
  });
  submit?.addEventListener('click', () => {
    close();
    const file = shown.dataset.file;
    const picture = shown.dataset.picture;
    const view = picture
      ? make('img', {src: picture, alt: '建筑施工特种作业人员资格证书'})
      : make('iframe', {src: file, title: '建筑施工特种作业人员资格证书（PDF）'});
    step('document').replaceChildren(view);
    shown.hidden = false;
    shown.querySelector('h2').focus();
    shown.scrollIntoView({block: 'start'});
  });
}

/** My cases: the case in the address takes the focus. */
if (location.hash.length > 1) {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.classList.contains('rw-case')) {
    target.focus();
  }
}

/** The phone's page of a check that was opened on the same phone leads back to the form that waits for it. */
if (window.opener) {
  for (const back of document.querySelectorAll('[data-way-back]')) {
    back.hidden = false;
    back.querySelector('button').addEventListener('click', () => window.close());
  }
  for (const words of document.querySelectorAll('[data-beside]')) {
    words.hidden = true;
  }
}
