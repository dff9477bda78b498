/**
 * The portrait on the certificate: the applicant takes or picks a picture and chooses the part of one inch (25 × 35 mm);
 * the server writes it anew, without what the file says besides. For the office it is shown beside the registered one.
 */
import {api} from '../api.js';
import {make, uniqueId} from '../dom.js';
import {logInAgain} from '../login.js';

const RATIO = 25 / 35;
/** Twice of what is kept, so that the server loses nothing by making it smaller. */
const WIDTH = 720;
const HEIGHT = Math.round(WIDTH / RATIO);
const STAGE = 240;
const LARGEST = 40 * 1024 * 1024;

const NOT_READABLE = '这个浏览器读不了这张照片。请选择JPEG或者PNG格式的照片；iPhone拍的HEIC照片，请在相机设置中选用“兼容性最佳”，或者把照片截图后再选择。';

/** Decodes a file as it is looked at, turned by its own mark; null if this browser can't. */
async function decoded(file) {
  try {
    return await createImageBitmap(file, {imageOrientation: 'from-image'});
  } catch {
    return null;
  }
}

/** Lets somebody choose the part; `use` gets a JPEG. */
function cutter(bitmap, use, cancel) {
  const canvas = make('canvas', {class: 'rw-photo-stage', width: STAGE, height: Math.round(STAGE / RATIO), role: 'img', 'aria-label': '将要使用的部分'});
  const fit = Math.max(WIDTH / bitmap.width, HEIGHT / bitmap.height);
  const at = {zoom: 1, x: 0.5, y: 0.4};
  const draw = (target, width, height) => {
    const scale = fit * at.zoom * (width / WIDTH);
    const [wide, high] = [bitmap.width * scale, bitmap.height * scale];
    target.imageSmoothingQuality = 'high';
    target.fillStyle = '#fff';
    target.fillRect(0, 0, width, height);
    target.drawImage(bitmap, (width - wide) * at.x, (height - high) * at.y, wide, high);
  };
  const paint = () => draw(canvas.getContext('2d'), canvas.width, canvas.height);
  const slider = (label, key, min, max) => {
    const id = uniqueId('rw-photo');
    const input = make('input', {type: 'range', id, min, max, step: '0.01', 'data-photo': key});
    input.value = at[key];
    input.addEventListener('input', event => {
      event.stopPropagation();
      at[key] = Number(input.value);
      paint();
    });
    return {input, row: make('p', {class: 'rw-photo-slider'}, make('label', {for: id, text: label}), input)};
  };
  const sliders = {zoom: slider('放大', 'zoom', 1, 4), x: slider('左右', 'x', 0, 1), y: slider('上下', 'y', 0, 1)};
  let held = null;
  canvas.addEventListener('pointerdown', event => {
    held = {x: event.clientX, y: event.clientY};
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', event => {
    if (!held) {
      return;
    }
    const scale = (fit * at.zoom * STAGE) / WIDTH;
    const room = {x: canvas.width - bitmap.width * scale, y: canvas.height - bitmap.height * scale};
    for (const [axis, client] of [['x', event.clientX], ['y', event.clientY]]) {
      if (room[axis] < -1) {
        at[axis] = Math.min(1, Math.max(0, at[axis] + (client - held[axis]) / room[axis]));
        sliders[axis].input.value = at[axis];
      }
    }
    held = {x: event.clientX, y: event.clientY};
    paint();
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => (held = null));
  }
  paint();
  const done = make('button', {type: 'button', class: 'rw-button rw-primary', text: '使用这张照片'});
  done.addEventListener('click', () => {
    const whole = make('canvas', {width: WIDTH, height: HEIGHT});
    draw(whole.getContext('2d'), WIDTH, HEIGHT);
    whole.toBlob(blob => use(blob, done), 'image/jpeg', 0.92);
  });
  return make(
    'div',
    {class: 'rw-note rw-photo-cut'},
    make('p', {text: '拖动照片或者滑块，让头部居中，头顶留一点空白。'}),
    canvas,
    ...Object.values(sliders).map(({row}) => row),
    make('div', {class: 'rw-inline'}, done, make('button', {type: 'button', class: 'rw-button', text: '取消', onclick: cancel}))
  );
}

export default function photo(element, session) {
  const readOnly = element.hasAttribute('data-read-only');
  const pictures = make('div', {class: 'rw-photos'});
  const status = make('p', {class: 'rw-hint', role: 'status'});
  const problem = make('p', {class: 'rw-error', role: 'alert', hidden: true});
  const hints = make('div', {});
  const place = make('div', {});
  const buttons = make('div', {class: 'rw-inline'});
  let stopped = false;

  const figure = (src, label) =>
    make('figure', {class: 'rw-photo'}, make('img', {src, alt: label, width: 125, height: 175}), make('figcaption', {text: label}));
  const say = text => {
    problem.hidden = !text;
    problem.textContent = text;
  };

  const show = view => {
    pictures.replaceChildren(
      ...[
        view.given && figure(view.given, readOnly ? '申请人这次提供的照片' : '这次使用的照片'),
        view.registered && figure(view.registered, '登记的照片')
      ].filter(Boolean)
    );
    status.textContent = view.given
      ? ''
      : view.registered
        ? readOnly ? '申请人没有另外提供照片，新证书沿用登记的照片。' : '已有登记的照片，不需要再提供；也可以换一张。'
        : readOnly ? '没有照片，证书上的照片处留空。' : '还没有照片。不提供的，证书上的照片处留空。';
    hints.replaceChildren();
    if (view.hints.length) {
      hints.append(
        make(
          'div',
          {class: 'rw-note', 'data-kind': 'warning'},
          make('p', {text: readOnly ? '程序的粗略提示，请以您的判断为准：' : '程序的粗略提示，可以照常提交，由办理人员判断：'}),
          make('ul', {}, ...view.hints.map(text => make('li', {text})))
        )
      );
    }
    remove.hidden = !view.given;
  };

  const refused = async (failure, again) => {
    if (failure.kind === 'login') {
      if (await logInAgain()) {
        await again();
      }
      return;
    }
    say(
      failure.kind === 'network'
        ? '网络不通，照片没有保存，请重试。'
        : failure.errors[0]?.message ?? failure.problem?.detail ?? '照片没有保存，请重试。'
    );
  };

  const refresh = async () => {
    try {
      const view = await api.photo(session.taskId);
      if (!stopped) {
        show(view);
      }
    } catch (failure) {
      if (failure.kind === 'login' && (await logInAgain())) {
        await refresh();
      } else {
        status.textContent = '照片暂时显示不了。';
      }
    }
  };

  const send = async (blob, button) => {
    button.disabled = true;
    say('');
    try {
      show(await api.keepPhoto(session.taskId, blob));
      place.replaceChildren();
      status.textContent = '照片已保存。';
      pick.focus();
    } catch (failure) {
      await refused(failure, () => send(blob, button));
    } finally {
      button.disabled = false;
    }
  };

  const chosen = async input => {
    const [file] = input.files;
    input.value = '';
    if (!file) {
      return;
    }
    say('');
    place.replaceChildren();
    if (file.size > LARGEST) {
      say('照片文件过大，请换一张小一些的照片。');
      return;
    }
    const bitmap = await decoded(file);
    if (!bitmap) {
      say(NOT_READABLE);
      return;
    }
    place.replaceChildren(cutter(bitmap, send, () => {
      place.replaceChildren();
      pick.focus();
    }));
    place.querySelector('button').scrollIntoView({block: 'nearest'});
  };

  /** A button that opens the camera or the files; its input has no name, and so is no field of the form. */
  const opener = (label, attributes) => {
    const input = make('input', {type: 'file', accept: 'image/jpeg,image/png,image/heic,image/heif', hidden: true, ...attributes});
    input.addEventListener('input', event => event.stopPropagation());
    input.addEventListener('change', event => {
      event.stopPropagation();
      chosen(input);
    });
    const button = make('button', {type: 'button', class: 'rw-button', text: label, onclick: () => input.click()});
    buttons.append(button, input);
    return button;
  };

  const remove = make('button', {
    type: 'button',
    class: 'rw-link',
    text: '不用这张照片',
    hidden: true,
    onclick: async () => {
      say('');
      try {
        show(await api.dropPhoto(session.taskId));
      } catch (failure) {
        await refused(failure, () => remove.click());
      }
    }
  });
  let pick = null;
  if (!readOnly) {
    if (matchMedia('(pointer: coarse)').matches) {
      opener('拍照', {capture: 'user', accept: 'image/*', 'data-photo': 'camera'});
    }
    pick = opener('选择照片', {'data-photo': 'file'});
    buttons.append(remove);
  }
  element.querySelector('[data-photo-body]')?.remove();
  const body = make('div', {'data-photo-body': ''});
  if (!readOnly) {
    body.append(make('p', {class: 'rw-hint', text: '照片印在证书上：近期正面免冠、白色背景，一寸（25×35毫米）。照片中的拍摄地点、时间等信息会去掉。'}));
  }
  body.append(pictures, status, hints, problem, place, buttons);
  element.append(body);

  // Which photo is registered depends on the certificate: looked up, saved, then asked.
  const found = session.form.querySelector('[data-certificate="status"]');
  const observer = new MutationObserver(async () => {
    if (!readOnly && /证书：/.test(found.textContent)) {
      await session.save().catch(() => {});
      await refresh();
    }
  });
  if (found) {
    observer.observe(found, {childList: true, characterData: true, subtree: true});
  }
  return {
    shown: refresh,
    stop: () => {
      stopped = true;
      observer.disconnect();
    }
  };
}
