/** What to do when the login has run out: keep the page, log in on it or beside it, go on as the same person. */
import {address, api} from './api.js';
import {ask, tell} from './dialog.js';
import {make, uniqueId} from './dom.js';
import {tasklistLostLogin} from './navigation.js';

let known = null;
let asking = null;

/** The person who is logged in; asked for once. */
export function me() {
  known ??= api.me().then(
    person => {
      announce(person);
      return person;
    },
    failure => {
      known = null;
      throw failure;
    }
  );
  return known;
}

async function whoNow() {
  try {
    return await api.me();
  } catch {
    return null;
  }
}

/**
 * What the log-in page offers: the form for a user name and password with its anti-forgery token, and whether there
 * are others' log-ins, which need a page of their own.
 */
async function offered() {
  const page = address('/login');
  try {
    const response = await fetch(page, {headers: {Accept: 'text/html'}, credentials: 'same-origin', cache: 'no-store'});
    const html = new DOMParser().parseFromString(await response.text(), 'text/html');
    const form = html.querySelector('form[data-login]');
    return {
      token: form?.querySelector('[name="_csrf"]')?.value ?? null,
      elsewhere: html.querySelector('.rw-providers') !== null
    };
  } catch {
    return {token: null, elsewhere: true};
  }
}

/** A form for user name and password; `done` is called once somebody is logged in. */
function entry(token, before, done) {
  const problem = make('p', {class: 'rw-note', 'data-kind': 'error', role: 'alert', hidden: true});
  const [user, password] = [uniqueId('rw-user'), uniqueId('rw-password')];
  const name = make('input', {id: user, type: 'text', name: 'username', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', value: before?.id ?? ''});
  const secret = make('input', {id: password, type: 'password', name: 'password', autocomplete: 'current-password', autofocus: before !== null});
  const button = make('button', {type: 'submit', class: 'rw-button rw-primary', text: '登录并继续'});
  const form = make(
    'form',
    {class: 'rw-login-here', novalidate: true},
    problem,
    make('div', {class: 'rw-stacked'}, make('label', {for: user, text: '用户名'}), name),
    make('div', {class: 'rw-stacked'}, make('label', {for: password, text: '密码'}), secret),
    button
  );
  const refuse = text => {
    problem.hidden = false;
    problem.textContent = text;
    secret.value = '';
    secret.focus();
  };
  form.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    try {
      await fetch(address('/login'), {
        method: 'POST',
        body: new URLSearchParams({username: name.value, password: secret.value, _csrf: token}),
        credentials: 'same-origin',
        redirect: 'manual'
      });
      if (await whoNow()) {
        done();
      } else {
        refuse('没有登录成功：用户名或密码不正确，或者输错的次数过多，请稍后再试。');
      }
    } catch {
      refuse('网络不通，请重试。');
    } finally {
      button.disabled = false;
    }
  });
  return form;
}

async function again() {
  tasklistLostLogin();
  const before = known ? await known.catch(() => null) : null;
  for (;;) {
    const ways = await offered();
    let finish = () => {};
    const beside = ways.elsewhere || !ways.token;
    const answer = await ask({
      title: '登录已失效',
      content: [
        '您填写的内容还在本页，没有丢失。',
        ...(ways.token ? [] : ['请在新窗口重新登录，登录后回到本页即可继续。']),
        ...(ways.token && beside ? ['请在这里登录，或者在新窗口登录后回到本页。'] : []),
        ...(ways.token ? [entry(ways.token, before, () => finish('retry'))] : [])
      ],
      buttons: [
        {value: 'later', label: '稍后再说'},
        ...(beside
          ? [
              {value: 'retry', label: '我已登录，继续'},
              {href: address('/login'), label: '在新窗口登录', primary: !ways.token}
            ]
          : [])
      ],
      closeOn: close => {
        const back = async () => {
          if (document.visibilityState === 'visible' && (await whoNow())) {
            finish('retry');
          }
        };
        window.addEventListener('focus', back);
        finish = value => {
          window.removeEventListener('focus', back);
          close(value);
        };
      }
    });
    if (answer !== 'retry') {
      return false;
    }
    const now = await whoNow();
    if (now && before && now.id !== before.id) {
      await tell('您换了一个账号', '本页内容属于原来的账号，不会用新账号提交。请用原来的账号登录后继续。');
    } else if (now) {
      return true;
    }
  }
}

/** Asks for a new login; several callers share one dialog. Answers whether the same person is back. */
export function logInAgain() {
  asking ??= again().finally(() => {
    asking = null;
  });
  return asking;
}

/**
 * The other tabs of this browser hear who is at work here; a tab that belongs to somebody else says so at once, not
 * only when what was entered in it is refused.
 */
const others = 'BroadcastChannel' in window ? new BroadcastChannel('renewal-login') : null;

function announce(person) {
  others?.postMessage(person.id);
}

others?.addEventListener('message', async event => {
  const before = known ? await known.catch(() => null) : null;
  if (!before || before.id === event.data || asking) {
    return;
  }
  asking = ask({
    title: '您换了一个账号',
    content: '您在另一个标签页登录了别的账号。本页内容属于原来的账号，不会用新账号提交；请重新打开本页，或者用原来的账号登录后继续。',
    buttons: [
      {value: 'stay', label: '留在本页'},
      {value: 'reload', label: '重新打开本页', primary: true}
    ]
  }).then(answer => {
    asking = null;
    if (answer === 'reload') {
      location.reload();
    }
    return false;
  });
});
