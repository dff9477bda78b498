/** The face check: a code for the phone, its countdown, and moving on when the phone has confirmed. */
import {api} from '../api.js';
import {safeHref} from '../dom.js';
import {logInAgain} from '../login.js';

const POLL_EVERY = 2000;

const TEXT = {
  OPENING: '正在准备二维码，请稍候…',
  WAITING: '请使用手机 APP 扫一扫，完成实名认证。',
  CONFIRMED: '人脸认证成功！正在进入下一步…',
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

  const tick = () => {
    const left = Math.max(0, Math.round((until - Date.now()) / 1000));
    countdown.textContent = state === 'WAITING' ? `剩余 ${minutes(left)}` : '';
  };

  const show = answer => {
    if (answer.state !== state) {
      state = answer.state;
      element.dataset.state = state;
      status.dataset.kind = KIND[state] ?? '';
      status.textContent = answer.message || TEXT[state] || '';
      renew.hidden = !['REFUSED', 'EXPIRED', 'UNAVAILABLE'].includes(state) || answer.attemptsLeft === 0;
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
    phoneBlock.hidden = !answer.phoneHref || state !== 'WAITING';
    if (answer.phoneHref && safeHref(answer.phoneHref)) {
      phone.href = answer.phoneHref;
    }
    until = Date.now() + (answer.secondsLeft ?? 0) * 1000;
    attempts.textContent = typeof answer.attemptsLeft === 'number' ? `还可以获取 ${answer.attemptsLeft} 次` : '';
    attempts.hidden = renew.hidden;
    tick();
    if (answer.next?.taskId) {
      stop();
      session.goOn(answer.next.taskId, '人脸认证成功！');
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
      countdown.closest('figure').querySelector('a, img')?.focus?.();
    } catch (failure) {
      status.dataset.kind = 'error';
      status.textContent =
        failure.kind === 'network' ? '网络不通，请重试。' : (failure.problem?.detail ?? '暂时获取不了，请稍后重试。');
    } finally {
      renew.disabled = false;
    }
  };

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
    }
  };
}
