import {api} from '../api.js';
import {wholeNumber} from '../typed.js';
import {clearProblems, showProblems} from '../problems.js';

/** The officer lets the clock of the decision stand still, or run again. Nothing of it belongs to the form's section. */
export default function excluded(element, session) {
  const [reason, days] = ['#excluded-reason', '#excluded-days'].map(id => element.querySelector(id));

  const send = async button => {
    if (session.dirty) {
      await session.save();
    }
    await session.whileBusy(button, async () => {
      try {
        if (button.dataset.excluded === 'start') {
          await api.excludeTime(session.taskId, {
            version: session.task.version,
            reason: reason.value,
            workingDays: wholeNumber(days.value)
          });
        } else {
          await api.countTime(session.taskId, session.task.version);
        }
        reason.value = '';
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
