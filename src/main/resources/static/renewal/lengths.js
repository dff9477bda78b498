/**
 * How much may still be written. The server gives the figure and counts as it is counted here: characters, not halves of
 * them, without the blanks around. Nothing is ever cut; what is too long is said, and refused when it is sent.
 */
import {make, uniqueId} from './dom.js';
import {controlsOf} from './binding.js';
import {language} from './language.js';

/** Said only near the end, so that it disturbs nobody else. */
const NEAR = 0.1;
const NEAR_AT_LEAST = 10;
/** A screen reader hears it when the typing pauses. */
const PAUSE = 1000;

const lengthOf = text => [...text.trim()].length;

const words = left => {
  if (left >= 0) {
    return language === 'en' ? `${left} characters left` : `还可以写${left}个字`;
  }
  return language === 'en' ? `${-left} characters too many, please shorten` : `超出${-left}个字，请删减后再提交`;
};

/** Watches one field. */
export function count(control, longest) {
  control.removeAttribute('maxlength');
  if (control.dataset.counted) {
    control.dataset.counted = String(longest);
    control.dispatchEvent(new CustomEvent('renewal-count'));
    return;
  }
  control.dataset.counted = String(longest);
  const shown = make('p', {class: 'rw-hint rw-count', id: uniqueId('rw-count'), 'aria-hidden': 'true', hidden: true});
  const said = make('p', {class: 'rw-visually-hidden', role: 'status', 'aria-live': 'polite'});
  (control.closest('.rw-inline') ?? control).after(shown, said);
  let timer = null;
  const update = () => {
    const figure = Number(control.dataset.counted);
    const left = figure - lengthOf(control.value);
    const near = left <= Math.max(NEAR_AT_LEAST, figure * NEAR);
    shown.hidden = !near;
    shown.textContent = near ? words(left) : '';
    shown.classList.toggle('rw-over', left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => {
      said.textContent = shown.textContent;
    }, PAUSE);
  };
  control.addEventListener('input', update);
  control.addEventListener('renewal-count', update);
  update();
}

/** Watches the fields of a form; figures stand by path, an item of a list as `*`. */
export function countAll(form, figures = {}) {
  for (const control of controlsOf(form)) {
    const figure = figures[control.name.replace(/\.\d+(?=\.|$)/g, '.*')];
    if (figure) {
      count(control, figure);
    } else {
      // A number or code: what is pasted with its groups mustn't lose its end.
      control.removeAttribute('maxlength');
    }
  }
  for (const control of form.querySelectorAll('[data-longest], textarea[maxlength]')) {
    count(control, Number(control.dataset.longest ?? control.getAttribute('maxlength')));
  }
  for (const control of form.querySelectorAll('input[maxlength]')) {
    control.removeAttribute('maxlength');
  }
}
