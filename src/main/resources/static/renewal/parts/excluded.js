import {api} from '../api.js';
import {make} from '../dom.js';
import {wholeNumber} from '../typed.js';
import {addExtension} from './extension.js';
import {clearProblems, showProblems} from '../problems.js';

/** The procedures whose time doesn't count (行政许可法 Art 45). */
const PURPOSES = {
  HEARING: '听证',
  INSPECTION: '检验',
  TEST: '检测',
  APPRAISAL: '鉴定',
  EXPERT_REVIEW: '专家评审'
};

/** What is asked for beside the reason; made here, so that a case with an older form asks for it too. */
function addFields(element, reason) {
  const there = element.querySelector('#excluded-purpose');
  if (there) {
    // The form was filled anew.
    return [there, element.querySelector('#excluded-document')];
  }
  const purpose = make(
    'select',
    {id: 'excluded-purpose'},
    make('option', {value: '', text: '请选择'}),
    ...Object.entries(PURPOSES).map(([value, text]) => make('option', {value, text}))
  );
  const document = make('input', {type: 'text', id: 'excluded-document', 'data-longest': '100'});
  const field = (name, input, label, hint) =>
    make(
      'div',
      {class: 'rw-field', 'data-field': name},
      make('label', {class: 'rw-label-required', for: input.id, text: label}),
      input,
      hint && make('p', {class: 'rw-hint', text: hint})
    );
  const place = reason.closest('.rw-field');
  place.before(field('excludedPurpose', purpose, '需要进行的程序'));
  place.after(field('excludedDocument', document, '依据材料', '据以进行该程序的文件名称和编号，例如委托书、评审通知。'));
  return [purpose, document];
}

/** The officer lets the clock of the decision stand still, or run again. Nothing of it belongs to the form's section. */
export default function excluded(element, session) {
  const [reason, days] = ['#excluded-reason', '#excluded-days'].map(id => element.querySelector(id));

  const [purpose, document] = addFields(element, reason);
  addExtension(element, session);
  const after = element.querySelector('[data-excluded="stop"]')?.nextElementSibling;
  if (after) {
    after.textContent = '自今天起继续计入期限；当天暂停又恢复的，期限不受影响。系统会书面告知申请人。';
  }

  const send = async button => {
    if (session.dirty) {
      await session.save();
    }
    await session.whileBusy(button, async () => {
      try {
        if (button.dataset.excluded === 'start') {
          await api.excludeTime(session.taskId, {
            version: session.task.version,
            purpose: purpose.value || null,
            reason: reason.value,
            document: document.value,
            workingDays: wholeNumber(days.value)
          });
        } else {
          await api.countTime(session.taskId, session.task.version);
        }
        purpose.value = '';
        reason.value = '';
        document.value = '';
        days.value = '';
        clearProblems(session.form);
        await session.load();
        session.form.querySelector('#clock-heading')?.scrollIntoView({block: 'start'});
      } catch (failure) {
        if (failure.kind === 'invalid') {
          showProblems(session.form, failure.errors);
        } else if (await session.completingFailed(failure)) {
          setTimeout(() => send(button));
        }
      }
    });
  };
  const click = event => {
    const button = event.target.closest('[data-excluded]');
    if (button) {
      send(button);
    }
  };
  // Not part of the section: typing here is no draft.
  const apart = event => event.stopPropagation();

  element.addEventListener('click', click);
  element.addEventListener('input', apart);
  element.addEventListener('change', apart);
  return {
    stop: () => {
      element.removeEventListener('click', click);
      element.removeEventListener('input', apart);
      element.removeEventListener('change', apart);
    }
  };
}
