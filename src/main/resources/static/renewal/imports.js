/** Sends a register in pieces of a megabyte, which the server seals one by one, and shows how far an import is. */
import {api} from './api.js';

const PIECE = 1024 * 1024;
const MOST = 512 * PIECE;
const EVERY = 2000;

const form = document.querySelector('form[data-import]');
if (form) {
  const problem = form.querySelector('[data-import-problem]');
  const state = form.querySelector('[data-import-state]');
  const [bar, words] = [state.querySelector('progress'), state.querySelector('span')];
  const button = form.querySelector('button[type="submit"]');
  const refuse = text => {
    problem.textContent = text;
    problem.hidden = false;
    state.hidden = true;
    button.disabled = false;
  };
  form.addEventListener('submit', async event => {
    event.preventDefault();
    const files = [['register', form.querySelector('#register').files[0]], ['photos', form.querySelector('#photos').files[0]]]
      .filter(([, file]) => file);
    if (files.some(([, file]) => file.size > MOST || file.size === 0)) {
      refuse('文件是空的，或者超过512MB。更大的文件请在服务器上用命令导入。');
      return;
    }
    problem.hidden = true;
    state.hidden = false;
    button.disabled = true;
    const all = files.reduce((sum, [, file]) => sum + file.size, 0);
    let sent = 0;
    try {
      const {id} = await api.beginImport(form.querySelector('#mapping').value);
      for (const [name, file] of files) {
        for (let at = 0, seq = 0; at < file.size; at += PIECE, seq++) {
          const piece = file.slice(at, at + PIECE, 'application/octet-stream');
          await api.sendImport(id, name, seq, piece);
          sent += piece.size;
          bar.value = Math.round((100 * sent) / all);
          words.textContent = `${bar.value}%`;
        }
      }
      const {href} = await api.checkImport(id);
      location.assign(new URL(href.replace(/^\//, ''), new URL('../', import.meta.url)).href);
    } catch (failure) {
      refuse(failure.status === 422 ? failure.message : '没有上传成功，请检查网络后再试；什么也没有导入。');
    }
  });
}

const live = document.querySelector('[data-import-live][data-at-work="true"]');
if (live) {
  const look = async () => {
    try {
      const page = new DOMParser().parseFromString(await (await fetch(location.href, {cache: 'no-store'})).text(), 'text/html');
      const now = page.querySelector('[data-import-live]');
      if (!now || now.dataset.atWork !== 'true') {
        location.reload();
        return;
      }
      const shown = document.querySelector('[data-import-live]');
      for (const part of ['[role="status"]', 'dl']) {
        shown.querySelector(part).replaceWith(document.adoptNode(now.querySelector(part)));
      }
    } catch {
      // Looked at again; the work goes on without anybody who looks.
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}
