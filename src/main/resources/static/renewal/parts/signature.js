/** The drawn signature; who can't draw types the name, and the pad draws it. */
import SignaturePad from '../../webjars/signature_pad/5.0.4/dist/signature_pad.js';
import {forgetProblem} from '../problems.js';

/** The picture is sent at most this wide, so that it stays far below the server's limit. */
const WIDTH = 900;
const INK = '#10233f';

export default function signature(element, session) {
  const canvas = element.querySelector('canvas');
  const hint = element.querySelector('[data-signature="hint"]');
  const clear = element.querySelector('[data-signature="clear"]');
  const name = element.querySelector('[data-signature="name"]');
  const type = element.querySelector('[data-signature="type"]');
  const status = element.querySelector('[data-signature="status"]');
  let typed = null;
  let restored = null;
  const pad = new SignaturePad(canvas, {penColor: INK, minWidth: 1.2, maxWidth: 3.6, throttle: 8});

  const empty = () => pad.isEmpty() && !typed && !restored;

  const changed = text => {
    hint.hidden = !empty();
    canvas.setAttribute('aria-label', empty() ? '签名区，尚未签名' : '签名区，已有签名');
    status.textContent = text;
    if (!empty()) {
      forgetProblem(session.form, canvas);
    }
    session.changed();
  };

  const drawName = () => {
    const context = canvas.getContext('2d');
    const {width, height} = canvas.getBoundingClientRect();
    let size = Math.min(110, height * 0.5);
    do {
      context.font = `${size}px "KaiTi", "STKaiti", "Kaiti SC", "LXGW WenKai", "Noto Serif CJK SC", serif`;
      size -= 4;
    } while (context.measureText(typed).width > width * 0.86 && size > 14);
    context.fillStyle = INK;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillText(typed, width / 2, height / 2);
  };

  const drawRestored = () => {
    const {width, height} = canvas.getBoundingClientRect();
    const scale = Math.min(width / restored.width, height / restored.height);
    const [w, h] = [restored.width * scale, restored.height * scale];
    canvas.getContext('2d').drawImage(restored, (width - w) / 2, (height - h) / 2, w, h);
  };

  const resize = () => {
    const {width, height} = canvas.getBoundingClientRect();
    if (width === 0) {
      return;
    }
    const ratio = Math.max(window.devicePixelRatio || 1, 1);
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width === w && canvas.height === h) {
      return;
    }
    const strokes = pad.toData();
    canvas.width = w;
    canvas.height = h;
    canvas.getContext('2d').scale(ratio, ratio);
    pad.clear();
    if (strokes.length) {
      pad.fromData(strokes);
    } else if (typed) {
      drawName();
    } else if (restored) {
      drawRestored();
    }
  };

  /** White paper under the strokes, and never wider than needed. */
  const picture = () => {
    if (empty()) {
      return null;
    }
    const scale = Math.min(1, WIDTH / canvas.width);
    const copy = document.createElement('canvas');
    copy.width = Math.round(canvas.width * scale);
    copy.height = Math.round(canvas.height * scale);
    const context = copy.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0, copy.width, copy.height);
    return copy.toDataURL('image/png');
  };

  const began = () => {
    if (typed || restored) {
      typed = null;
      restored = null;
      pad.clear();
    }
    hint.hidden = true;
  };
  const ended = () => changed('已签名。如需重签，请按“清除重签”。');
  const wiped = () => {
    typed = null;
    restored = null;
    pad.clear();
    changed('已清除，请重新签名。');
  };
  const typedName = () => {
    const text = name.value.trim();
    if (text === '') {
      status.textContent = '请先键入姓名。';
      name.focus();
      return;
    }
    pad.clear();
    restored = null;
    typed = text;
    drawName();
    changed(`已用键入的姓名“${text}”生成签名。`);
  };
  const entered = event => {
    if (event.key === 'Enter') {
      typedName();
    }
  };

  pad.addEventListener('beginStroke', began);
  pad.addEventListener('endStroke', ended);
  clear.addEventListener('click', wiped);
  type.addEventListener('click', typedName);
  name.addEventListener('keydown', entered);
  const watcher = new ResizeObserver(resize);
  watcher.observe(canvas);

  return {
    shown: () => {
      resize();
      const drawing = session.section?.drawing;
      if (typeof drawing === 'string' && drawing.startsWith('data:image/png;base64,')) {
        const image = new Image();
        image.onload = () => {
          if (empty()) {
            restored = image;
            drawRestored();
            hint.hidden = true;
            canvas.setAttribute('aria-label', '签名区，已有签名');
          }
        };
        image.src = drawing;
      }
    },
    read: section => {
      section.drawing = restored && pad.isEmpty() && !typed ? session.section.drawing : picture();
    },
    stop: () => {
      watcher.disconnect();
      pad.off();
      clear.removeEventListener('click', wiped);
      type.removeEventListener('click', typedName);
      name.removeEventListener('keydown', entered);
    }
  };
}
