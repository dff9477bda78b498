/** The undertaking in full, from its versioned text; sub-items are set in. */
import {chineseDate, make} from '../dom.js';

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
