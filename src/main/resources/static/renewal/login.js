/** What to do when the login has run out: keep the page, log in beside it, go on as the same person. */
import {address, api} from './api.js';
import {ask, tell} from './dialog.js';
import {tasklistLostLogin} from './navigation.js';

let known = null;
let asking = null;

/** The person who is logged in; asked for once. */
export function me() {
  known ??= api.me().catch(failure => {
    known = null;
    throw failure;
  });
  return known;
}

async function whoNow() {
  try {
    return await api.me();
  } catch {
    return null;
  }
}

async function again() {
  tasklistLostLogin();
  const before = known ? await known.catch(() => null) : null;
  for (;;) {
    const answer = await ask({
      title: '登录已失效',
      content: ['您填写的内容还在本页，没有丢失。', '请在新窗口重新登录，登录后回到本页即可继续。'],
      buttons: [
        {value: 'later', label: '稍后再说'},
        {value: 'retry', label: '我已登录，继续'},
        {href: address('/login'), label: '在新窗口登录', primary: true}
      ],
      closeOn: finish => {
        const back = async () => {
          if (document.visibilityState === 'visible' && (await whoNow())) {
            window.removeEventListener('focus', back);
            finish('retry');
          }
        };
        window.addEventListener('focus', back);
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
