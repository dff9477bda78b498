/** The applicant's correction: what the office marked comes first and can be edited; everything else is only shown. */
import {make} from '../dom.js';

const bare = field => String(field ?? '').replace(/^(form|pickup)\./, '');
const touches = (block, field) => block === field || field.startsWith(`${block}.`) || block.startsWith(`${field}.`);

export default function answers(element, session) {
  const marked = element.querySelector('[data-answers="marked"]');
  const others = element.querySelector('[data-answers="others"]');
  const othersBlock = element.querySelector('[data-answers="others-block"]');
  const corrections = session.context.corrections ?? [];
  // The form of a case that began before there were portraits has no place for one.
  if (corrections.some(one => one.field === 'form.photo') && !element.querySelector('[data-answer~="photo"]')) {
    const block = make('fieldset', {class: 'rw-section', 'data-answer': 'photo', 'data-field': 'form.photo'}, make('legend', {text: '照片'}));
    element.append(block);
    session.mountPart('photo', block);
  }
  for (const block of element.querySelectorAll('[data-answer]')) {
    const names = block.dataset.answer.split(' ');
    const reasons = corrections.filter(one => names.some(name => touches(name, bare(one.field))));
    block.querySelector(':scope > .rw-note[data-reason]')?.remove();
    if (reasons.length) {
      const note = make('div', {class: 'rw-note', 'data-kind': 'warning', 'data-reason': true});
      note.append(make('h3', {text: `需要补正：${reasons.map(one => one.label).join('、')}`}));
      for (const {reason} of reasons) {
        note.append(make('p', {text: reason}));
      }
      block.prepend(note);
      marked.append(block);
    } else {
      others.append(block);
    }
    for (const control of block.querySelectorAll('input, select, textarea, button')) {
      if (reasons.length === 0) {
        control.disabled = true;
      }
    }
  }
  othersBlock.hidden = others.children.length === 0;
  return null;
}
