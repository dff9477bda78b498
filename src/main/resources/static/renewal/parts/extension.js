import {api} from '../api.js';
import {make} from '../dom.js';
import {openList} from '../navigation.js';
import {clearProblems, showProblems} from '../problems.js';

/**
 * The officer asks the supervisor for more time, before the period is over; made here, so that a case with an older
 * form can ask too. Nothing of it belongs to the form's section.
 */
export function addExtension(element, session) {
  element.querySelector('[data-extension]')?.remove();
  const extension = session.context.extension;
  if (!extension?.possible) {
    return;
  }
  const box = make('details', {'data-extension': true}, make('summary', {text: '提请负责人延长办理期限'}));
  element.append(box);
  if (!extension.proposable) {
    box.append(
      make('p', {class: 'rw-hint'}, make('span', {text: '还不能提请，最早提请日：'}), make('span', {text: extension.from}))
    );
    return;
  }
  const reasons = make('textarea', {id: 'extension-reasons', rows: '3', 'data-longest': '500'});
  const button = make('button', {
    type: 'button',
    class: 'rw-button',
    'data-busy': '正在提请…',
    text: '提请延长，转交负责人',
    onclick: () => propose()
  });
  const propose = async () => {
    if (session.dirty) {
      await session.save();
    }
    await session.whileBusy(button, async () => {
      try {
        await api.proposeExtension(session.taskId, {version: session.task.version, reasons: reasons.value});
        clearProblems(session.form);
        openList();
      } catch (failure) {
        if (failure.kind === 'invalid') {
          showProblems(session.form, failure.errors);
        } else if (await session.completingFailed(failure)) {
          setTimeout(propose);
        }
      }
    });
  };
  box.append(
    make('p', {class: 'rw-hint', text: '依照《中华人民共和国行政许可法》第四十二条，负责人须在期限届满之前批准；届满之后不能再延长。提请后由负责人处理，您不能同时作出决定。'}),
    make(
      'div',
      {class: 'rw-field', 'data-field': 'extensionReasons'},
      make('label', {class: 'rw-label-required', for: reasons.id, text: '需要延长的理由'}),
      reasons
    ),
    make('p', {}, button)
  );
}
