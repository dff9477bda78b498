/** The cards of Tasklist's list: each says which case it is about. One request for all cards of a page. */
import {api} from './api.js';
import {make} from './dom.js';

/** Case numbers by task: they never change. */
const known = new Map();

/** Cards that wait for theirs, by task. */
const waiting = new Map();

function fill(node, caseNumber) {
  node.replaceChildren(
    make('span', {text: '办件编号'}),
    make('span', {class: 'renewal-number', translate: 'no', text: caseNumber})
  );
}

async function ask() {
  const cards = new Map(waiting);
  waiting.clear();
  try {
    for (const {taskId, caseNumber} of await api.listed([...cards.keys()])) {
      known.set(taskId, caseNumber);
      cards.get(taskId)?.forEach(node => fill(node, caseNumber));
    }
  } catch {
    // The list is of use without it, and asks again when it is drawn again.
  }
}

export function show(node, taskId) {
  node.classList.add('renewal-card');
  if (known.has(taskId)) {
    fill(node, known.get(taskId));
    return;
  }
  if (waiting.size === 0) {
    setTimeout(ask);
  }
  waiting.set(taskId, [...(waiting.get(taskId) ?? []), node]);
}
