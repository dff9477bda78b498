/**
 * Life of one embedded form: loads the task, fills the fields, keeps drafts on the server, completes with one
 * request, and says plainly what happened when something went wrong. The structure is in the form's HTML, which is
 * versioned with the process; what is special to a step is in a part (`data-part="…"`).
 */
import './composing.js';
import {address, api} from './api.js';
import {clockTime, make} from './dom.js';
import {fill} from './template.js';
import {controlsOf, fillOptions, readFields, writeFields} from './binding.js';
import {clearProblems, forgetProblem, showProblems} from './problems.js';
import {ask} from './dialog.js';
import {countAll} from './lengths.js';
import {logInAgain, me} from './login.js';
import * as largeType from './large-type.js';
import {openList, openTask} from './navigation.js';

const AUTOSAVE_AFTER = 3000;
const RETRY_AFTER = [3000, 6000, 12000, 30000];

/** Where the browser's own timing tells how long a person waited (User Timing). */
const READY = 'renewal-form-ready';

const PARTS = {
  region: () => import('./parts/region.js'),
  certificate: () => import('./parts/certificate.js'),
  face: () => import('./parts/face.js'),
  signature: () => import('./parts/signature.js'),
  services: () => import('./parts/services.js'),
  pickup: () => import('./parts/pickup.js'),
  decision: () => import('./parts/decision.js'),
  excluded: () => import('./parts/excluded.js'),
  corrections: () => import('./parts/corrections.js'),
  answers: () => import('./parts/answers.js'),
  photo: () => import('./parts/photo.js'),
  undertaking: () => import('./parts/undertaking.js'),
  collect: () => import('./parts/collect.js')
};

/** Input that couldn't be saved before its form was taken away: in this page's memory only, for the same person. */
const unsaved = new Map();

/** Said by the next form, because this one is gone by then. */
let farewell = null;

const isTextField = element =>
  element.tagName === 'INPUT' && !['button', 'submit', 'checkbox', 'radio', 'file'].includes(element.type);

/** What of a section comes from the fields of its form, in one order; what the server adds is left out. */
function entered(section, names) {
  const leaves = [];
  const walk = (value, path) => {
    if (value !== null && typeof value === 'object') {
      for (const key of Object.keys(value)) {
        walk(value[key], path ? `${path}.${key}` : key);
      }
    } else if (value !== null && value !== undefined && value !== '' && value !== false) {
      if (names.some(name => path === name || path.startsWith(`${name}.`))) {
        leaves.push(`${path}=${value}`);
      }
    }
  };
  walk(section, '');
  return leaves.sort().join('\n');
}

class FormSession {
  constructor(camForm) {
    this.camForm = camForm;
    this.taskId = camForm.taskId;
    this.form = camForm.formElement[0] ?? camForm.formElement;
    this.pane = this.form.querySelector('.rw');
    this.parts = [];
    this.changes = 0;
    this.saved = 0;
    this.busy = false;
    this.over = false;
    this.queue = Promise.resolve();
    this.failures = 0;
  }

  // --- beginning ---

  async start() {
    this.guardAgainstTasklist();
    this.listen();
    largeType.sync(this.form);
    await this.load();
  }

  /** Tasklist must neither complete the task nor keep a draft in the browser, and its list mustn't log us out. */
  guardAgainstTasklist() {
    this.camForm.on('submit', () => {
      this.camForm.submitPrevented = true;
    });
    this.camForm.on('store', () => {
      this.camForm.storePrevented = true;
    });
    this.form.closest('[cam-tasklist-form]')?.querySelector('.form-actions')?.classList.add('renewal-hidden');
    const scope = this.camForm.formElement.scope?.();
    this.rootScope = scope?.$root;
    const stop = this.rootScope?.$on('authentication.login.required', event => {
      if (this.form.isConnected && !this.over) {
        event.preventDefault();
        logInAgain();
      } else if (this.closing?.isConnected) {
        // Tasklist still believes in the login that ended; the receipt stays until it is left.
        event.preventDefault();
      }
    });
    this.stopListening = () => stop?.();
  }

  listen() {
    this.form.addEventListener('submit', event => event.preventDefault());
    this.form.addEventListener('keydown', event => {
      if (event.key === 'Enter' && (isTextField(event.target) || event.target.tagName === 'SELECT')) {
        event.preventDefault();
      }
    });
    // Tasklist completes on Ctrl+Enter.
    this.form.addEventListener('keypress', event => event.ctrlKey && event.stopPropagation());
    this.form.addEventListener('input', event => this.changed(event.target));
    this.form.addEventListener('click', event => {
      // A plain fragment would be taken for a place of Tasklist's.
      const jump = event.target.closest('a[href^="#"]');
      if (jump) {
        event.preventDefault();
        const target = this.form.querySelector(jump.getAttribute('href'));
        target?.focus({preventScroll: true});
        target?.scrollIntoView({block: 'start'});
        return;
      }
      const button = event.target.closest('[data-command]');
      if (button && this.form.contains(button) && !button.disabled) {
        event.preventDefault();
        this.command(button.dataset.command, button);
      }
    });
    this.leave = () => {
      if (document.visibilityState === 'hidden') {
        this.saveLeaving();
      }
    };
    this.pageHide = () => this.saveLeaving();
    this.online = () => this.dirty && this.save();
    document.addEventListener('visibilitychange', this.leave);
    window.addEventListener('pagehide', this.pageHide);
    window.addEventListener('online', this.online);
    this.observer = new MutationObserver(() => {
      if (!this.form.isConnected) {
        this.removed();
      }
    });
    this.observer.observe(document.body, {childList: true, subtree: true});
  }

  async load() {
    this.pane.setAttribute('aria-busy', 'true');
    const loading = this.pane.querySelector('[data-loading]');
    const body = this.pane.querySelector('[data-body]');
    try {
      const [task, person] = await Promise.all([api.task(this.taskId), me()]);
      this.task = task;
      this.person = person;
    } catch (failure) {
      this.pane.removeAttribute('aria-busy');
      return this.loadingFailed(loading, failure);
    }
    const kept = unsaved.get(this.taskId);
    this.section = beginningOf(this.task);
    if (kept && kept.person === this.person.id) {
      this.section = kept.section;
      this.changes += 1;
    }
    unsaved.delete(this.taskId);
    await this.render();
    loading.hidden = true;
    body.hidden = false;
    this.pane.removeAttribute('aria-busy');
    performance.mark(READY);
    for (const part of this.parts) {
      part.shown?.();
    }
    if (this.dirty) {
      this.schedule(500);
    }
    this.greet();
  }

  loadingFailed(loading, failure) {
    if (failure.kind === 'login') {
      return logInAgain().then(back => (back ? this.load() : undefined));
    }
    const next = failure.problem?.next?.taskId;
    const text = {
      network: '网络不通，暂时打不开这一步。',
      forbidden: '您没有权限办理这项任务。',
      gone: '这项任务已经办完或不存在。',
      conflict: '这项任务已经办完。'
    }[failure.kind] ?? '系统暂时出了问题，您保存过的内容没有丢失。';
    const note = make('div', {class: 'rw-note', 'data-kind': 'error', role: 'alert'});
    note.append(make('p', {text: failure.problem?.detail && failure.kind !== 'network' ? failure.problem.detail : text}));
    const row = make('div', {class: 'rw-inline'});
    if (next) {
      row.append(make('button', {type: 'button', class: 'rw-button rw-primary', text: '打开下一步', onclick: () => openTask(next)}));
    } else if (failure.kind === 'gone' || failure.kind === 'conflict' || failure.kind === 'forbidden') {
      row.append(make('button', {type: 'button', class: 'rw-button rw-primary', text: '返回任务列表', onclick: openList}));
    } else {
      row.append(make('button', {type: 'button', class: 'rw-button rw-primary', text: '重试', onclick: () => this.load()}));
    }
    row.append(make('a', {class: 'rw-button', href: address('/my/cases'), text: '我的办件'}));
    note.append(row);
    loading.replaceChildren(note);
    loading.hidden = false;
    return undefined;
  }

  async render() {
    const {task, form} = this;
    for (const group of task.context?.groups ?? []) {
      group.compared = (group.rows ?? []).some(row => row.registryValue !== null && row.registryValue !== undefined);
    }
    fill(this.pane, [task.context ?? {}, {task}]);
    this.renderSteps();
    for (const select of form.querySelectorAll('select[data-options]')) {
      fillOptions(select, task.context?.[select.dataset.options]);
    }
    writeFields(form, this.section);
    const {claimed} = this;
    for (const element of form.querySelectorAll('[data-claim]')) {
      element.hidden = claimed || Boolean(task.takenBy);
      this.renderTaken(element);
    }
    for (const element of form.querySelectorAll('[data-claimed]')) {
      element.hidden = !claimed;
    }
    for (const button of form.querySelectorAll('[data-command]')) {
      const command = button.dataset.command;
      button.hidden = command !== 'claim' && !(task.commands ?? ['next']).includes(command);
    }
    for (const part of this.parts) {
      part.stop?.();
    }
    this.parts = [];
    this.late = [];
    for (const element of form.querySelectorAll('[data-part]')) {
      await this.mountPart(element.dataset.part, element);
    }
    await Promise.all(this.late);
    countAll(form, task.lengths);
    if (task.savedAt) {
      this.say('saved', `已保存 ${clockTime(task.savedAt)}`);
    }
    if (task.problems?.length) {
      showProblems(form, task.problems, {focus: false, title: `有 ${task.problems.length} 处需要修改`});
    } else {
      clearProblems(form);
    }
  }

  /** Gives an element its part; a part may do so for an element that it makes. */
  mountPart(name, element) {
    const mounted = PARTS[name]().then(module => {
      const part = module.default(element, this);
      if (part) {
        this.parts.push(part);
      }
    });
    this.late.push(mounted);
    return mounted;
  }

  /** A colleague has the task: it is offered to nobody else. */
  renderTaken(claim) {
    claim.parentElement.querySelector('[data-taken]')?.remove();
    if (this.task.takenBy) {
      const note = make('div', {class: 'rw-note', 'data-kind': 'warning', 'data-taken': '', role: 'status'});
      note.append(
        make('h2', {text: '这项任务已由同事领取'}),
        make('p', {}, make('span', {text: '办理人员：'}), this.task.takenBy),
        make('p', {text: '需要更换办理人员的，由负责人在“任务移交”中办理。'})
      );
      claim.before(note);
    }
  }

  renderSteps() {
    const list = this.form.querySelector('[data-steps]');
    if (!list) {
      return;
    }
    const steps = this.task.steps ?? [];
    list.hidden = steps.length === 0;
    list.replaceChildren(
      ...steps.map((step, index) => {
        const done = step.state === 'done';
        const item = make('li', {'data-state': step.state, 'aria-current': step.state === 'current' ? 'step' : null});
        item.append(
          make('span', {class: 'rw-step-mark', 'aria-hidden': 'true', text: done ? '✓' : String(index + 1)}),
          make('span', {class: 'rw-step-label', text: step.label})
        );
        if (done) {
          item.append(make('span', {class: 'rw-visually-hidden', text: '（已完成）'}));
        }
        return item;
      })
    );
  }

  greet() {
    if (farewell === null) {
      return;
    }
    const message = farewell;
    farewell = null;
    this.refreshList();
    const heading = this.form.querySelector('[data-problems] [role="alert"]') ?? this.form.querySelector('h1');
    heading.setAttribute('tabindex', '-1');
    heading.focus({preventScroll: true});
    this.pane.scrollIntoView({block: 'start'});
    if (message) {
      this.say('saved', message);
    }
  }

  // --- input ---

  get dirty() {
    return this.changes !== this.saved;
  }

  /** Whether the task is in this person's hands; an office's task is first in nobody's. */
  get claimed() {
    return this.task?.claimed !== false && this.context.claimed !== false;
  }

  get context() {
    return this.task?.context ?? {};
  }

  /** The section as the fields and parts have it now. */
  read() {
    const section = readFields(this.form, this.section);
    for (const part of this.parts) {
      part.read?.(section);
    }
    return section;
  }

  changed(control) {
    if (this.over || !this.task) {
      return;
    }
    this.changes += 1;
    if (control) {
      forgetProblem(this.form, control);
    }
    if (this.canSave) {
      this.say('pending', '');
      this.schedule(AUTOSAVE_AFTER);
    }
  }

  get canSave() {
    return this.claimed && (this.task?.commands ?? []).includes('draft');
  }

  schedule(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), delay);
  }

  say(kind, text) {
    const place = this.form.querySelector('[data-saved]');
    if (place) {
      place.dataset.kind = kind;
      place.textContent = text;
    }
  }

  // --- saving ---

  /** Saves the draft; one request after the other, so that versions stay in order. */
  save({byHand = false} = {}) {
    clearTimeout(this.timer);
    const saving = this.queue.then(() => this.saveNow(byHand));
    this.queue = saving.catch(() => {});
    return saving;
  }

  async saveNow(byHand) {
    if (this.over || !this.canSave || (!this.dirty && !byHand)) {
      return;
    }
    const changes = this.changes;
    const section = this.read();
    this.say('pending', '正在保存…');
    try {
      this.remember(section);
      const answer = await api.draft(this.taskId, {version: this.task.version, section});
      this.section = section;
      this.task.version = answer.version;
      this.saved = changes;
      this.failures = 0;
      this.say('saved', `已保存 ${clockTime(answer.savedAt)}`);
      if (this.dirty) {
        this.schedule(AUTOSAVE_AFTER);
      }
    } catch (failure) {
      await this.savingFailed(failure, byHand);
    }
  }

  async savingFailed(failure, byHand) {
    if (!this.form.isConnected) {
      throw failure;
    }
    if (failure.kind === 'network' || failure.kind === 'server') {
      const wait = RETRY_AFTER[Math.min(this.failures, RETRY_AFTER.length - 1)];
      this.failures += 1;
      this.say(
        'failed',
        failure.kind === 'network' ? '网络不通，内容还在本页，恢复后自动保存' : '暂时保存不了，内容还在本页，稍后自动重试'
      );
      this.schedule(wait);
    } else if (failure.kind === 'login') {
      this.say('failed', '登录已失效，内容还在本页');
      if (await logInAgain()) {
        this.schedule(0);
      }
    } else if (failure.kind === 'conflict') {
      this.say('failed', '尚未保存');
      await this.conflict(failure, () => this.schedule(0));
    } else if (failure.kind === 'invalid') {
      this.say('failed', failure.errors.length ? '有内容不能保存，请看提示' : `未保存：${failure.message}`);
      if (failure.errors.length) {
        showProblems(this.form, failure.errors, {title: '这些内容不能保存', focus: byHand});
      }
    } else {
      this.say('failed', failure.problem?.detail ?? '未能保存，您可能没有权限');
    }
  }

  /** Keeps the last two sections that were sent, to know one's own work again. */
  remember(section) {
    this.sent = [section, ...(this.sent ?? [])].slice(0, 2);
  }

  /** The page is hidden or closed: no time to wait for an answer. */
  saveLeaving() {
    if (this.over || this.busy || !this.dirty || !this.canSave) {
      return;
    }
    const changes = this.changes;
    const section = this.read();
    this.remember(section);
    const saving = api.draft(this.taskId, {version: this.task.version, section}, {leaving: true}).then(
      answer => {
        this.task.version = answer.version;
        this.section = section;
        this.saved = changes;
        this.say('saved', `已保存 ${clockTime(answer.savedAt)}`);
      },
      () => this.dirty && this.form.isConnected && this.schedule(AUTOSAVE_AFTER)
    );
    this.queue = this.queue.then(() => saving);
  }

  /** Tasklist took the form away: saves what is left, or asks when that fails. */
  async removed() {
    this.stop();
    if (this.over || !this.task || !this.dirty || !this.canSave) {
      return;
    }
    this.over = true;
    const section = this.read();
    unsaved.set(this.taskId, {person: this.person.id, section});
    await this.queue;
    try {
      await api.draft(this.taskId, {version: this.task.version, section}, {leaving: true});
      unsaved.delete(this.taskId);
    } catch (failure) {
      if (failure.kind === 'gone' || (failure.kind === 'conflict' && failure.problem?.next)) {
        unsaved.delete(this.taskId);
        return;
      }
      const answer = await ask({
        title: '刚才填写的内容还没有保存',
        content: failure.kind === 'network' ? '网络不通，没能保存。' : failure.message,
        buttons: [
          {value: 'drop', label: '不保存'},
          {value: 'return', label: '返回继续填写', primary: true}
        ]
      });
      if (answer === 'drop') {
        unsaved.delete(this.taskId);
      } else {
        openTask(this.taskId);
      }
    }
  }

  stop({closing = false} = {}) {
    clearTimeout(this.timer);
    this.observer?.disconnect();
    document.removeEventListener('visibilitychange', this.leave);
    window.removeEventListener('pagehide', this.pageHide);
    window.removeEventListener('online', this.online);
    if (!closing) {
      this.stopListening?.();
    }
    for (const part of this.parts) {
      part.stop?.();
    }
  }

  // --- commands ---

  command(name, button) {
    switch (name) {
      case 'next':
      case 'back':
        return this.complete(name, button);
      case 'draft':
        return this.save({byHand: true});
      case 'withdraw':
        return this.withdraw(button);
      case 'claim':
        return this.claim(button);
      default:
        return undefined;
    }
  }

  /** While one request is under way no other command works: a double click is one click. */
  async whileBusy(button, work) {
    if (this.busy) {
      return;
    }
    this.busy = true;
    const buttons = [...this.form.querySelectorAll('[data-command]')].filter(candidate => !candidate.disabled);
    const label = button?.textContent;
    for (const candidate of buttons) {
      candidate.disabled = true;
    }
    if (button) {
      button.textContent = button.dataset.busy ?? '请稍候…';
    }
    try {
      await work();
    } finally {
      this.busy = false;
      for (const candidate of buttons) {
        candidate.disabled = false;
      }
      if (button) {
        button.textContent = label;
      }
    }
  }

  complete(direction, button) {
    return this.whileBusy(button, async () => {
      clearTimeout(this.timer);
      await this.queue;
      if (this.over) {
        return;
      }
      if (direction === 'next') {
        for (const part of this.parts) {
          if (part.before && !(await part.before())) {
            return;
          }
        }
      }
      for (;;) {
        const section = this.read();
        try {
          this.remember(section);
          const answer = await api.complete(this.taskId, {version: this.task.version, direction, section});
          this.finished(answer);
          return;
        } catch (failure) {
          if (!(await this.completingFailed(failure))) {
            return;
          }
        }
      }
    });
  }

  /** Answers whether to send again. */
  async completingFailed(failure) {
    switch (failure.kind) {
      case 'login':
        return logInAgain();
      case 'invalid':
        if (failure.problem?.version !== undefined) {
          this.task.version = failure.problem.version;
        }
        showProblems(this.form, failure.errors, {
          title: failure.errors.length ? undefined : failure.message || '提交的内容有误'
        });
        return false;
      case 'conflict': {
        let again = false;
        await this.conflict(failure, () => {
          again = true;
        });
        return again;
      }
      case 'network':
      case 'server':
        return (
          (await ask({
            title: failure.kind === 'network' ? '网络不通，还没有提交' : '系统暂时出了问题，还没有提交',
            content: '您填写的内容还在本页，没有丢失。可以现在重试，也可以稍后再点一次；重复提交不会办理两次。',
            buttons: [
              {value: 'later', label: '稍后再说'},
              {value: 'retry', label: '重试', primary: true}
            ],
            closeOn: finish => window.addEventListener('online', () => finish('retry'), {once: true})
          })) === 'retry'
        );
      default:
        showProblems(this.form, failure.errors, {title: failure.problem?.detail ?? '这项任务不能由您办理，或已经办完'});
        return false;
    }
  }

  /** Another window was faster: the step is done, or a newer draft is stored. */
  async conflict(failure, useMine) {
    const {next, page} = failure.problem ?? {};
    if (next || page) {
      this.over = true;
      const answer = await ask({
        title: '这一步已经在另一个窗口办完了',
        content: next ? '内容已经保存，不需要再次提交，请接着办理下一步。' : failure.problem.detail ?? '不需要再次提交。',
        buttons: [
          {value: 'list', label: '返回任务列表'},
          {value: 'next', label: next ? '打开下一步' : '查看办件', primary: true}
        ]
      });
      if (answer === 'next' && next) {
        openTask(next.taskId);
      } else if (answer === 'next') {
        location.assign(address(page));
      } else {
        openList();
      }
      return;
    }
    let fresh;
    try {
      fresh = await api.task(this.taskId);
    } catch (gone) {
      if (gone.kind === 'network') {
        return;
      }
      this.over = true;
      await ask({
        title: '这项任务已经变化',
        content: gone.problem?.detail ?? '任务已经办完、撤回或转给他人，本页内容不能再提交。',
        buttons: [{value: 'list', label: '返回任务列表', primary: true}]
      });
      openList();
      return;
    }
    // What is stored came from this page: only the answer was lost, or a refused try was kept.
    const names = [...controlsOf(this.form).map(control => control.name), 'drawing', 'corrections'];
    const stored = entered(fresh.section, names);
    if ((this.sent ?? []).some(sent => entered(sent, names) === stored)) {
      this.task.version = fresh.version;
      useMine();
      return;
    }
    const answer = await ask({
      title: '另一个窗口保存了更新的内容',
      content: `服务器上的内容保存于 ${clockTime(fresh.savedAt)}。请选择用哪一份。`,
      buttons: [
        {value: 'theirs', label: '载入服务器上的内容'},
        {value: 'mine', label: '用本页的内容', primary: true}
      ]
    });
    if (answer === 'mine') {
      this.task.version = fresh.version;
      useMine();
    } else if (answer === 'theirs') {
      this.task = fresh;
      this.section = beginningOf(fresh);
      this.saved = this.changes;
      await this.render();
      for (const part of this.parts) {
        part.shown?.();
      }
    }
  }

  finished(answer) {
    this.over = true;
    this.saved = this.changes;
    unsaved.delete(this.taskId);
    this.stop({closing: !answer.next});
    if (answer.next) {
      this.goOn(answer.next.taskId, answer.message ?? '');
    } else {
      this.close(answer);
      this.refreshList();
    }
  }

  /** Tasklist looks again; not before the next task is open, or it would report this one as removed. */
  refreshList() {
    this.rootScope?.$broadcast('refresh');
  }

  /** Opens another task; the next form takes the focus and says the message. */
  goOn(taskId, message = '') {
    this.over = true;
    farewell = message;
    openTask(taskId);
  }

  /** The last page: what happens next, until when, under which number. */
  close(answer) {
    const file = answer.case ?? answer.file ?? {};
    const rows = [
      ['办件编号', file.number],
      ['当前状态', file.statusText],
      ['办理期限', file.dueText]
    ].filter(([, value]) => value);
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    mark.setAttribute('viewBox', '0 0 24 24');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', 'M9.5 18.2 3.6 12.3l2-2 3.9 3.9 9-9 2 2z');
    mark.append(path);
    // The first clause is the heading, the rest explains.
    const message = answer.message || '已办理';
    const [, title, rest] = message.length > 16 ? /^([^，。；]+)[，。；]?(.*)$/s.exec(message) : [null, message, ''];
    const heading = make('h1', {tabindex: '-1', text: title});
    const panel = make('div', {class: 'rw rw-closing', lang: 'zh-CN'});
    panel.append(make('div', {class: 'rw-mark', 'aria-hidden': 'true'}, mark), heading);
    if (rest) {
      panel.append(make('p', {text: rest}));
    }
    if (rows.length) {
      panel.append(
        make('dl', {class: 'rw-facts'}, ...rows.flatMap(([label, value]) => [make('dt', {text: label}), make('dd', {text: value})]))
      );
    }
    const row = make('div', {class: 'rw-inline'});
    if (answer.page && this.person.roles?.includes('applicant')) {
      row.append(make('a', {class: 'rw-button rw-primary', href: address(answer.page), text: '查看我的办件'}));
      row.append(make('a', {class: 'rw-button', href: address('/'), text: '返回办事首页'}));
    } else {
      const {waiting} = answer;
      if (waiting) {
        const label = waiting.claimed ? `继续办理下一件 ${waiting.caseNumber}` : `领取并办理下一件 ${waiting.caseNumber}`;
        row.append(make('button', {type: 'button', class: 'rw-button rw-primary', text: label, onclick: event => this.takeNext(waiting, event.target)}));
      }
      row.append(make('button', {type: 'button', class: waiting ? 'rw-button' : 'rw-button rw-primary', text: '返回任务列表', onclick: openList}));
    }
    row.append(make('p', {class: 'rw-hint', role: 'status'}));
    panel.append(row);
    document.body.classList.add('renewal-closed');
    this.closing = panel;
    this.pane.replaceWith(panel);
    heading.focus({preventScroll: true});
    panel.scrollIntoView({block: 'start'});
  }

  /** One click claims and opens; whoever was slower sees the task with its new owner. */
  async takeNext(waiting, button) {
    button.disabled = true;
    try {
      if (!waiting.claimed) {
        await api.claim(waiting.taskId);
      }
    } catch (failure) {
      if (failure.kind === 'login' || failure.kind === 'network' || failure.kind === 'server') {
        button.disabled = false;
        button.parentElement.querySelector('[role="status"]').textContent = '没有领取成功，请重试。';
        return failure.kind === 'login' ? logInAgain() : undefined;
      }
    }
    return this.goOn(waiting.taskId);
  }

  async withdraw(button) {
    const answer = await ask({
      title: '确定撤回这次申请吗？',
      content: ['撤回后，这个办件就结束了；已填写的内容不再保留在办件中。', '证书有效期内，您可以重新申请。'],
      buttons: [
        {value: 'no', label: '不撤回', primary: true},
        {value: 'yes', label: '确定撤回', danger: true}
      ]
    });
    if (answer !== 'yes') {
      return;
    }
    await this.whileBusy(button, async () => {
      try {
        const result = await api.withdraw(this.task.caseNumber);
        this.finished({
          next: null,
          page: `/my/cases#${this.task.caseNumber}`,
          message: result?.message ?? '申请已撤回',
          case: {number: this.task.caseNumber, statusText: '已撤回'}
        });
      } catch (failure) {
        if (await this.completingFailed(failure)) {
          setTimeout(() => this.withdraw(button));
        }
      }
    });
  }

  async claim(button) {
    await this.whileBusy(button, async () => {
      try {
        await api.claim(this.taskId);
        await this.load();
        this.refreshList();
        this.form.querySelector('[data-claimed] :is(input, select, textarea, button)')?.focus();
      } catch (failure) {
        if (failure.kind === 'login') {
          await logInAgain();
        } else {
          showProblems(this.form, [], {
            title:
              failure.kind === 'network'
                ? '网络不通，没有领取，请重试'
                : failure.problem?.detail ?? '这项任务已被他人领取或已办完，请返回列表'
          });
        }
      }
    });
  }
}

/** What the fields begin with: the draft, or in a correction what was submitted. */
function beginningOf(task) {
  const section = task.section ?? {};
  const {form, pickup} = task.context ?? {};
  return form && pickup ? {...section, form: section.form ?? form, pickup: section.pickup ?? pickup} : section;
}

/** Takes over an embedded form; called by its form script. */
export function mount(camForm) {
  document.body.classList.remove('renewal-closed');
  return new FormSession(camForm).start();
}
