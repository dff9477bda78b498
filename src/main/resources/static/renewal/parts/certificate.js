/** Looks the certificate up by its number and shows it beside the applicant's own data, differences marked. */
import {api} from '../api.js';
import {chineseDate, make} from '../dom.js';
import {forgetProblem, showProblems} from '../problems.js';
import {logInAgain} from '../login.js';

const DATES = ['firstIssuedOn', 'validFrom', 'validTo'];

export default function certificate(element, session) {
  const input = element.querySelector('[data-certificate="number"]');
  const button = element.querySelector('[data-certificate="look-up"]');
  const status = element.querySelector('[data-certificate="status"]');
  const result = element.querySelector('[data-certificate="result"]');
  const own = element.querySelector('[data-certificate="own"]');
  let shown = null;
  let controller = null;

  const show = found => {
    shown = found?.number ?? null;
    for (const slot of result.querySelectorAll('[data-certificate-value]')) {
      const name = slot.dataset.certificateValue;
      const value = found?.[name];
      slot.replaceChildren(DATES.includes(name) ? chineseDate(value) : (value ?? ''));
      const differs = found?.[`${name}Matches`] === false;
      slot.classList.toggle('rw-differs', differs);
      if (differs) {
        const applicant = session.context.applicant?.[name];
        slot.append(make('span', {text: `（与申请人${name === 'name' ? '姓名' : '性别'}${applicant ? `“${applicant}”` : ''}不一致）`}));
      }
    }
  };

  const lookUp = async (byHand, quiet = false) => {
    const number = input.value.trim();
    if (number === '' || (number === shown && !byHand)) {
      if (number === '' && byHand) {
        showProblems(session.form, [{field: input.name, message: '请填写证书编号'}], {summary: false});
        input.focus();
      }
      return;
    }
    controller?.abort();
    controller = new AbortController();
    status.classList.remove('rw-visually-hidden');
    status.textContent = '正在查询证书…';
    try {
      const found = await api.certificate(session.taskId, number, {signal: controller.signal});
      if (input.value.trim() !== number) {
        return;
      }
      if (found.number && found.number !== number) {
        input.value = found.number;
        session.changed();
      }
      forgetProblem(session.form, input);
      show(found);
      status.textContent = `已查到证书：${found.name ?? ''} ${found.trade ?? ''}${found.statusText ? `（${found.statusText}）` : ''}`;
    } catch (failure) {
      if (failure.name === 'AbortError') {
        return;
      }
      show(null);
      status.textContent = '';
      if (failure.kind === 'invalid' && quiet) {
        return;
      }
      if (failure.kind === 'invalid') {
        const errors = failure.errors.length ? failure.errors : [{field: input.name, message: failure.message}];
        showProblems(
          session.form,
          errors.map(error => ({...error, field: input.name})),
          {summary: false}
        );
        status.textContent = errors.map(error => error.message).join('；');
        status.classList.add('rw-visually-hidden');
        if (byHand) {
          input.focus();
        }
      } else if (failure.kind === 'login') {
        if (await logInAgain()) {
          lookUp(byHand);
        }
      } else {
        status.textContent = '暂时查询不了，可以继续填写，提交时会再次核对。';
      }
    }
  };

  const typed = () => {
    if (input.value.trim() !== shown) {
      show(null);
      status.textContent = '';
    }
  };
  // Not at once: what the answer moves on the page must not take the button away from under a press.
  const left = () => setTimeout(() => lookUp(false), 300);
  const pressed = () => lookUp(true);
  const entered = event => {
    if (event.key === 'Enter') {
      event.preventDefault();
      lookUp(true);
    }
  };

  own?.replaceChildren(
    ...(session.context.ownCertificates ?? []).map(one => {
      const label = `${one.trade} ${one.number}${one.validTo ? `，有效期至 ${chineseDate(one.validTo)}` : ''}`;
      return make('li', {}, make('button', {
        type: 'button',
        class: 'rw-link',
        text: `选用：${label}`,
        onclick: () => {
          input.value = one.number;
          session.changed(input);
          lookUp(true);
          input.focus();
        }
      }));
    })
  );
  if (own) {
    own.closest('[data-certificate="own-block"]').hidden = own.children.length === 0;
  }

  const saved = session.context.certificate;
  show(saved && saved.number === input.value.trim() ? saved : null);
  input.addEventListener('input', typed);
  input.addEventListener('blur', left);
  input.addEventListener('keydown', entered);
  button.addEventListener('click', pressed);
  return {
    shown: () => lookUp(false, true),
    stop: () => {
      controller?.abort();
      input.removeEventListener('input', typed);
      input.removeEventListener('blur', left);
      input.removeEventListener('keydown', entered);
      button.removeEventListener('click', pressed);
    }
  };
}
