/**
 * The check of who applies: a code for the phone, once its owner has agreed to have the face recognised, its countdown,
 * and moving on when the phone has confirmed; or the way to a counter, where a clerk looks at the identity card. Both
 * are made here, so that a case with an older form has them too.
 */
import {api} from '../api.js';
import {make, safeHref, uniqueId} from '../dom.js';
import {logInAgain} from '../login.js';

const POLL_EVERY = 2000;

const TEXT = {
  OPENING: '正在准备二维码，请稍候…',
  WAITING: '请使用手机 APP 扫一扫，完成实名认证。',
  CONSENT: '请选择核验身份的方式',
  CONFIRMED: '身份认证成功！正在进入下一步…',
  REFUSED: '手机上拒绝了认证。如需继续办理，请重新获取二维码。',
  EXPIRED: '二维码已过期，请重新获取。',
  UNAVAILABLE: '人脸认证暂时不可用，您填写过的内容已保存，请稍后重试。'
};

const KIND = {CONFIRMED: 'success', REFUSED: 'error', EXPIRED: 'warning', UNAVAILABLE: 'warning'};

const minutes = seconds => `${Math.floor(seconds / 60)} 分 ${String(seconds % 60).padStart(2, '0')} 秒`;

export default function face(element, session) {
  const part = name => element.querySelector(`[data-face="${name}"]`);
  const [status, picture, countdown, renew, phone, phoneBlock, attempts] = [
    'status', 'picture', 'countdown', 'renew', 'phone', 'phone-block', 'attempts'
  ].map(part);
  let state = null;
  let until = 0;
  let stopped = false;
  let timer = null;
  let ticker = null;

  const context = session.context;
  const figure = picture.closest('figure');
  const onThisPhone = matchMedia('(pointer: coarse)').matches;
  const other = onThisPhone ? [foldAway()] : [figure, element.querySelector('ol')].filter(Boolean);
  phone.addEventListener('click', opened);
  // A provider's page learns nothing of ours.
  phone.rel = 'noopener';

  const send = async (call, button) => {
    button.disabled = true;
    try {
      show(await call());
    } catch (failure) {
      status.dataset.kind = 'error';
      status.textContent =
        failure.kind === 'network'
          ? '网络不通，请重试。'
          : (failure.errors?.[0]?.message ?? failure.problem?.detail ?? '暂时办不了，请稍后重试。');
    } finally {
      button.disabled = false;
    }
  };
  const button = (text, primary, call) => {
    const made = make('button', {type: 'button', class: primary ? 'rw-button rw-primary' : 'rw-button', text});
    made.addEventListener('click', () => send(call, made));
    return made;
  };

  const declined = make('p', {class: 'rw-note', 'data-kind': 'warning', role: 'status', hidden: true, text: '您没有同意人脸识别，可以到窗口核验身份。'});
  const consent = make(
    'section',
    {class: 'rw-section', 'data-face': 'consent', hidden: true},
    make('h2', {text: '用手机进行人脸识别'}),
    make('p', {text: context.consent?.text ?? ''}),
    make('p', {class: 'rw-hint', lang: 'en', text: context.consent?.english ?? ''}),
    declined,
    make(
      'p',
      {class: 'rw-inline'},
      button('同意，进行人脸识别', true, () => api.agreeToFace(session.taskId, true)),
      button('不同意人脸识别', false, async () => {
        const answer = await api.agreeToFace(session.taskId, false);
        declined.hidden = false;
        return answer;
      })
    )
  );
  const choice = make('select', {id: uniqueId('rw-counter'), 'data-face': 'office'}, make('option', {value: '', text: '请选择窗口所在的机关'}));
  choice.append(...(context.counters ?? []).map(one => make('option', {value: one.code, text: one.name})));
  const counter = make(
    'section',
    {class: 'rw-section', 'data-face': 'counter', hidden: true},
    make('h2', {text: '到窗口核验身份'}),
    make('p', {class: 'rw-hint', text: '不使用人脸识别的，可以携带身份证件到任何一个窗口，由工作人员当面核验，不影响办理。'}),
    make(
      'div',
      {class: 'rw-field'},
      make('label', {class: 'rw-label-required', for: choice.id, text: '核验窗口：'}),
      choice
    ),
    make('p', {class: 'rw-inline'}, button('到窗口核验身份', false, () => api.goToCounter(session.taskId, choice.value || null)))
  );
  const change = make('button', {type: 'button', class: 'rw-link', hidden: true, text: '改用人脸识别'});
  change.addEventListener('click', () => {
    consent.hidden = false;
    change.hidden = true;
    consent.querySelector('button').focus();
  });
  element.after(consent, counter);
  status.after(change);

  const showWays = () => {
    for (const part of other) {
      part.hidden = ['CONSENT', 'COUNTER'].includes(state);
    }
    consent.hidden = state !== 'CONSENT';
    counter.hidden = state === 'CONFIRMED' || state === 'COUNTER';
    change.hidden = state !== 'COUNTER';
  };

  const tick = () => {
    const left = Math.max(0, Math.round((until - Date.now()) / 1000));
    countdown.textContent = state === 'WAITING' ? `剩余 ${minutes(left)}` : '';
  };

  const show = answer => {
    if (answer.state !== state) {
      state = answer.state;
      element.dataset.state = state;
      showWays();
      status.dataset.kind = KIND[state] ?? '';
      renew.hidden = !['REFUSED', 'EXPIRED', 'UNAVAILABLE'].includes(state) || answer.attemptsLeft === 0;
    }
    // Within one state too there is news: a partner that is away, or back. Said again, the same is no news.
    const words = answer.message || TEXT[state] || '';
    if (status.textContent !== words) {
      status.textContent = words;
    }
    const source = answer.qrHref
      ? safeHref(answer.qrHref)
      : answer.qrSvg
        ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(answer.qrSvg)}`
        : null;
    picture.hidden = !source;
    if (source && picture.getAttribute('src') !== source) {
      picture.src = source;
    }
    const here = safeHref(answer.phoneHref);
    phoneBlock.hidden = !here || state !== 'WAITING' || !(onThisPhone || context.standIn);
    if (here) {
      phone.href = here;
    }
    if (onThisPhone && state === 'WAITING' && !here) {
      // Without a way on this phone, the code is all there is.
      other[0].open = true;
    }
    until = Date.now() + (answer.secondsLeft ?? 0) * 1000;
    const left = answer.attemptsLeft;
    attempts.textContent = typeof left === 'number' && left > 0 ? `还可以认证 ${left} 次` : '';
    attempts.hidden = attempts.textContent === '' || !['WAITING', 'REFUSED', 'EXPIRED'].includes(state);
    tick();
    if (answer.next?.taskId) {
      stop();
      // A refused check leads to the next try, which must not be greeted as a success.
      session.goOn(answer.next.taskId, answer.state === 'CONFIRMED' ? '身份认证成功！' : answer.message || TEXT.REFUSED);
    }
  };

  const poll = async () => {
    if (stopped || !session.form.isConnected) {
      return;
    }
    try {
      show(await api.face(session.taskId));
    } catch (failure) {
      if (failure.kind === 'login') {
        await logInAgain();
      } else if (failure.kind === 'network' || failure.kind === 'server') {
        state = null;
        status.dataset.kind = 'warning';
        status.textContent = '网络不通，正在重试…';
      } else if (failure.problem?.next?.taskId) {
        stop();
        session.goOn(failure.problem.next.taskId, '');
        return;
      } else {
        stop();
        status.dataset.kind = 'error';
        status.textContent = failure.problem?.detail ?? '这一步已经结束，请到“我的办件”查看。';
        picture.hidden = true;
        countdown.textContent = '';
        return;
      }
    }
    if (!stopped) {
      timer = setTimeout(poll, POLL_EVERY);
    }
  };

  const again = async () => {
    renew.disabled = true;
    try {
      show(await api.renewFace(session.taskId));
      figure.querySelector('a, img')?.focus?.();
    } catch (failure) {
      status.dataset.kind = 'error';
      status.textContent =
        failure.kind === 'network' ? '网络不通，请重试。' : (failure.problem?.detail ?? '暂时获取不了，请稍后重试。');
    } finally {
      renew.disabled = false;
    }
  };

  /** Nobody scans the screen of the phone in the own hand: there the code is for another phone, and folded away. */
  function foldAway() {
    const folded = make('details', {class: 'rw-face-code'}, make('summary', {text: '用另一部手机扫码'}), figure, element.querySelector('ol'));
    phone.className = 'rw-button rw-primary';
    phone.textContent = context.standIn ? '在本机认证（演示）' : '在本机认证';
    phoneBlock.replaceChildren(phone);
    element.append(folded);
    status.after(phoneBlock);
    return folded;
  }

  /** A page of our own is opened by a script, so that it can close itself and lead back here. */
  function opened(event) {
    if (new URL(phone.href).origin === location.origin) {
      event.preventDefault();
      window.open(phone.href, '_blank');
    }
  }

  function stop() {
    stopped = true;
    clearTimeout(timer);
    clearInterval(ticker);
  }

  renew.addEventListener('click', again);
  ticker = setInterval(tick, 1000);
  poll();
  return {
    stop: () => {
      stop();
      renew.removeEventListener('click', again);
      phone.removeEventListener('click', opened);
      consent.remove();
      counter.remove();
      change.remove();
    }
  };
}
