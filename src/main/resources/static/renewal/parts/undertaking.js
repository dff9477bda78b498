/** The undertaking in full, from its versioned text; sub-items are set in. */
import {chineseDate, get, make} from '../dom.js';

/**
 * Asks whoever is old enough for the last yearly check-up; made here, so that a draft with an older form asks too. The
 * names make the fields part of the section.
 */
function addCheckup(element, session) {
  if (!session.context.checkupWanted || element.querySelector('[name="checkup.date"]')) {
    return;
  }
  const field = (name, label, attributes) => {
    const input = make('input', {name, id: `renewal-${name.replace('.', '-')}`, ...attributes});
    input.value = get(session.section ?? {}, name) ?? '';
    return make(
      'div',
      {class: 'rw-field', 'data-field': name},
      make('label', {class: 'rw-label-required', for: input.id, text: label}),
      input
    );
  };
  element.querySelector('h2')?.after(
    make('p', {class: 'rw-hint', text: '您的年龄需要每年体检一次，请填写最近一次体检。'}),
    field('checkup.date', '最近一次体检日期', {type: 'date'}),
    field('checkup.hospital', '体检医院', {type: 'text'})
  );
}

const lines = paragraph => {
  if (typeof paragraph === 'string') {
    return paragraph.split('\n').filter(line => line.trim() !== '');
  }
  return [...lines(paragraph?.text ?? ''), ...(paragraph?.items ?? []).flatMap(lines)];
};

export default function undertaking(element, session) {
  const text = session.context.undertaking;
  element.hidden = !text;
  if (!text) {
    return null;
  }
  addCheckup(element, session);
  const title = element.querySelector('[data-undertaking="title"]');
  const body = element.querySelector('[data-undertaking="text"]');
  const date = element.querySelector('[data-undertaking="date"]');
  if (title) {
    title.textContent = text.title ?? '本人承诺';
  }
  body.replaceChildren(
    ...(text.paragraphs ?? []).flatMap(lines).map(line =>
      make('p', {'data-level': /^\s*[（(][一二三四五六七八九十\d]+[)）]/.test(line) ? '2' : null, text: line.trim()})
    )
  );
  if (date) {
    date.textContent = chineseDate(text.date);
  }
  const marker = element.querySelector('input[data-undertaking="version"]');
  if (marker) {
    marker.value = text.version ?? '';
  }
  return null;
}
