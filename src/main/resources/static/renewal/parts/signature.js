/** The drawn signature; who can't draw types the name, and the pad draws it. */
import SignaturePad from '../../webjars/signature_pad/5.0.4/dist/signature_pad.js';
import {forgetProblem, showProblems} from '../problems.js';
import {sameName} from '../typed.js';

/** The picture is sent at most this wide and high, so that it stays below the server's limit of 1000. */
const LARGEST = 900;
/** Between the strokes and the edge, where they have to be made smaller. */
const MARGIN = 8;
const INK = '#10233f';

/** Moves and scales strokes. Times are scaled too: the width of a line comes from the speed of the pen. */
const moved = (strokes, factor, x, y) =>
  strokes.map(stroke => ({
    ...stroke,
    dotSize: stroke.dotSize * factor,
    minWidth: stroke.minWidth * factor,
    maxWidth: stroke.maxWidth * factor,
    points: stroke.points.map(point => ({...point, x: point.x * factor + x, y: point.y * factor + y, time: point.time * factor}))
  }));

/**
 * Fits strokes into a pad of another size, as after a phone was turned: whole, in the middle, smaller where they must be
 * and never larger than they were drawn.
 */
function fitted(strokes, scale, width, height) {
  const points = strokes.flatMap(stroke => stroke.points);
  const [xs, ys] = [points.map(point => point.x), points.map(point => point.y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  if (scale === 1 && left >= 0 && right <= width && top >= 0 && bottom <= height) {
    return {strokes, scale};
  }
  const factor = Math.min(
    1 / scale,
    (width - 2 * MARGIN) / Math.max(1, right - left),
    (height - 2 * MARGIN) / Math.max(1, bottom - top)
  );
  return {
    strokes: moved(strokes, factor, width / 2 - ((left + right) / 2) * factor, height / 2 - ((top + bottom) / 2) * factor),
    scale: Math.min(1, scale * factor)
  };
}

export default function signature(element, session) {
  const canvas = element.querySelector('canvas');
  const hint = element.querySelector('[data-signature="hint"]');
  const clear = element.querySelector('[data-signature="clear"]');
  const name = element.querySelector('[data-signature="name"]');
  const type = element.querySelector('[data-signature="type"]');
  const status = element.querySelector('[data-signature="status"]');
  name.closest('.rw-field').dataset.field = 'typedName';
  let typed = null;
  let laidOut = null;
  let scale = 1;
  let restored = null;
  const pad = new SignaturePad(canvas, {penColor: INK, minWidth: 1.2, maxWidth: 3.6, throttle: 8});

  const empty = () => pad.isEmpty() && !typed && !restored;

  const changed = text => {
    hint.hidden = !empty();
    canvas.setAttribute('aria-label', empty() ? '签名区，尚未签名' : '签名区，已有签名');
    status.textContent = text;
    if (!empty()) {
      forgetProblem(session.form, canvas);
      forgetProblem(session.form, name);
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
    const place = `${width} ${height} ${ratio}`;
    if (place === laidOut) {
      return;
    }
    laidOut = place;
    const drawn = pad.toData();
    const fit = drawn.length ? fitted(drawn, scale, width, height) : {strokes: drawn, scale: 1};
    scale = fit.scale;
    // Strokes that are shown smaller are kept as fine as they were drawn: it is this picture that is sent.
    const fine = ratio / scale;
    canvas.width = Math.round(width * fine);
    canvas.height = Math.round(height * fine);
    canvas.getContext('2d').scale(fine, fine);
    pad.clear();
    if (fit.strokes.length) {
      pad.fromData(fit.strokes);
    } else if (typed) {
      drawName();
    } else if (restored) {
      drawRestored();
    }
  };

  /** An empty pad has its full size again. */
  const empties = () => {
    typed = null;
    restored = null;
    pad.clear();
    laidOut = null;
    resize();
  };

  /** White paper under the strokes, and never larger than needed. */
  const picture = () => {
    if (empty()) {
      return null;
    }
    const smaller = Math.min(1, LARGEST / canvas.width, LARGEST / canvas.height);
    const copy = document.createElement('canvas');
    copy.width = Math.round(canvas.width * smaller);
    copy.height = Math.round(canvas.height * smaller);
    const context = copy.getContext('2d');
    context.fillStyle = '#fff';
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(canvas, 0, 0, copy.width, copy.height);
    return copy.toDataURL('image/png');
  };

  const began = () => {
    if (typed || restored) {
      empties();
    }
    hint.hidden = true;
  };
  const ended = () => changed('已签名。如需重签，请按“清除重签”。');
  const wiped = () => {
    empties();
    changed('已清除，请重新签名。');
  };
  const typedName = () => {
    const text = name.value.trim();
    if (text === '') {
      status.textContent = '请先键入姓名。';
      name.focus();
      return;
    }
    const applicant = session.context.applicantName;
    if (applicant && !sameName(text, applicant)) {
      const message = '签名人应是申请人本人，请键入申请人的姓名。';
      showProblems(session.form, [{field: 'typedName', message}], {summary: false});
      status.textContent = message;
      name.focus();
      return;
    }
    empties();
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
      const kept = restored && pad.isEmpty() && !typed;
      section.drawing = kept ? session.section.drawing : picture();
      section.typedName = kept ? (session.section.typedName ?? null) : typed;
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
