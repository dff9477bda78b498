/** Shows the server's problems at their fields and in a summary on top, and takes them away when a field changes. */
import {make, uniqueId} from './dom.js';
import {controlsOf} from './binding.js';

const escape = text => CSS.escape(text);

/** The block of a field: the exact path, else the nearest block above it (`address` for `address.phone`). */
function blockOf(form, field) {
  const names = [];
  for (let path = String(field ?? ''); path !== ''; path = path.includes('.') ? path.slice(0, path.lastIndexOf('.')) : '') {
    names.push(path);
  }
  for (const name of names) {
    const control = controlsOf(form).find(candidate => candidate.name === name && candidate.type !== 'hidden');
    const block = form.querySelector(`[data-field~="${escape(name)}"]`) ?? control?.closest('.rw-field') ?? null;
    if (block || control) {
      return {block: block ?? control.parentElement, control};
    }
  }
  return {block: null, control: null};
}

/** Fields that only some decisions need; a form that was made before them gets them when the server asks. */
const added = {
  authority: '有权受理的行政机关',
  confirmation: '确认理由（留存于办件，不写入文书）'
};

function addField(form, field) {
  const host = form.querySelector('[data-part="decision"]');
  if (!host || !added[field]) {
    return {block: null, control: null};
  }
  const control = make('textarea', {id: uniqueId(`rw-${field}`), name: field, rows: '3'});
  const block = make('div', {class: 'rw-field', 'data-field': field});
  block.append(make('label', {class: 'rw-label-required', for: control.id, text: added[field]}), control);
  host.append(block);
  return {block, control};
}

function targetOf({block, control}) {
  return (
    control ??
    block?.querySelector('textarea') ??
    block?.querySelector('input:not([type=hidden]), select, canvas, button') ??
    block
  );
}

function describe(control, id, add) {
  const ids = new Set((control.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean));
  ids[add ? 'add' : 'delete'](id);
  if (ids.size) {
    control.setAttribute('aria-describedby', [...ids].join(' '));
  } else {
    control.removeAttribute('aria-describedby');
  }
}

export function clearProblems(form) {
  for (const error of form.querySelectorAll('.rw-error[data-for]')) {
    removeError(form, error);
  }
  const summary = form.querySelector('[data-problems]');
  if (summary) {
    summary.replaceChildren();
    summary.hidden = true;
  }
}

function removeError(form, error) {
  const target = form.querySelector(`[data-error-id="${escape(error.id)}"]`);
  if (target) {
    target.removeAttribute('aria-invalid');
    delete target.dataset.errorId;
    describe(target, error.id, false);
  }
  error.parentElement?.querySelector('[data-invalid]')?.removeAttribute('data-invalid');
  error.remove();
}

/** Takes the error of a changed field away; the summary goes with the last one. */
export function forgetProblem(form, control) {
  const id = control.dataset.errorId ?? control.closest('[data-field]')?.querySelector('.rw-error[data-for]')?.id;
  const error = id ? form.querySelector(`#${escape(id)}`) : null;
  if (!error) {
    return;
  }
  const field = error.dataset.for;
  removeError(form, error);
  for (const line of form.querySelectorAll('[data-problems] li')) {
    if (line.dataset.for === field) {
      line.remove();
    }
  }
  const summary = form.querySelector('[data-problems]');
  if (summary && !summary.hidden && !summary.querySelector('li')) {
    summary.replaceChildren();
    summary.hidden = true;
  }
}

/** Shows problems; with `focus` the summary is focused, so that a screen reader reads it and the keyboard is there. */
export function showProblems(form, errors, {title, focus = true, summary: withSummary = true} = {}) {
  clearProblems(form);
  const lines = [];
  for (const {field, message} of errors) {
    const known = blockOf(form, field);
    const place = known.block ? known : addField(form, field);
    const target = targetOf(place);
    const line = make('li', {'data-for': field ?? ''});
    if (target) {
      if (!target.id) {
        target.id = uniqueId('rw-target');
      }
      const error = make('p', {class: 'rw-error', id: uniqueId('rw-error'), 'data-for': field ?? ''});
      error.append(make('span', {text: message}));
      place.block.append(error);
      target.setAttribute('aria-invalid', 'true');
      target.dataset.errorId = error.id;
      describe(target, error.id, true);
      place.block.querySelector('.rw-pad')?.setAttribute('data-invalid', 'true');
      line.append(
        make('a', {
          href: `#${target.id}`,
          text: message,
          onclick: event => {
            event.preventDefault();
            target.closest('details')?.setAttribute('open', '');
            if (target.tabIndex < 0) {
              target.setAttribute('tabindex', '-1');
            }
            target.focus();
            target.scrollIntoView({block: 'center'});
          }
        })
      );
    } else {
      line.textContent = message;
    }
    lines.push(line);
  }
  const summary = form.querySelector('[data-problems]');
  if (!summary || !withSummary) {
    return;
  }
  const heading = title ?? `有 ${errors.length} 处需要修改，修改后请再次提交`;
  const note = make('div', {class: 'rw-note', 'data-kind': 'error', role: 'alert', tabindex: '-1'});
  note.append(make('h2', {text: heading}));
  if (lines.length) {
    note.append(make('ul', {}, ...lines));
  }
  summary.replaceChildren(note);
  summary.hidden = false;
  if (focus) {
    note.focus({preventScroll: true});
    note.scrollIntoView({block: 'start'});
  }
}
