/** What the applicant is to correct: a tick for each item, and for each ticked one what is wrong with it. */
import {make, uniqueId} from '../dom.js';
import {count} from '../lengths.js';

export default function corrections(element, session) {
  const saved = new Map((session.section?.corrections ?? []).map(one => [one.field, one.reason ?? '']));
  const rows = (session.context.correctable ?? []).map(({field, label}) => {
    const id = uniqueId('rw-correction');
    const tick = make('input', {type: 'checkbox', 'aria-controls': id});
    tick.checked = saved.has(field);
    const reason = make('textarea', {id: `${id}-reason`, rows: '2'});
    reason.value = saved.get(field) ?? '';
    const box = make(
      'div',
      {class: 'rw-reason', id},
      make('label', {for: reason.id, text: `“${label}”有什么问题，怎样改`}),
      reason
    );
    const longest = session.task.lengths?.['corrections.*.reason'];
    if (longest) {
      count(reason, longest);
    }
    box.hidden = !tick.checked;
    tick.addEventListener('change', () => {
      box.hidden = !tick.checked;
      if (tick.checked) {
        reason.focus();
      }
    });
    const row = make('div', {class: 'rw-correction', 'data-field': `corrections.${field}`});
    row.append(make('label', {class: 'rw-choice'}, tick, make('span', {text: label})), box);
    return {field, tick, reason, row};
  });
  element.replaceChildren(...rows.map(({row}) => row));
  return {
    read: section => {
      const hidden = element.closest('[data-decision-part]')?.hidden;
      const ticked = hidden ? [] : rows.filter(({tick}) => tick.checked);
      // The server names a problem by its place in the list.
      for (const {row, field} of rows) {
        row.dataset.field = `corrections.${field}`;
      }
      ticked.forEach(({row, field}, index) => {
        row.dataset.field = `corrections.${index} corrections.${index}.reason corrections.${field}`;
      });
      section.corrections = ticked.map(({field, reason}) => ({field, reason: reason.value.trim()}));
    }
  };
}
