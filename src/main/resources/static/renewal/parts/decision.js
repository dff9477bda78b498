/** What belongs to the chosen decision is shown, the rest is neither shown nor sent. Nothing is chosen beforehand. */
export default function decision(element, session) {
  const choices = [...element.querySelectorAll('input[type="radio"][data-decision]')];
  const parts = [...element.querySelectorAll('[data-decision-part]')];

  const show = () => {
    const chosen = choices.find(choice => choice.checked)?.value ?? '';
    for (const part of parts) {
      part.hidden = !part.dataset.decisionPart.split(' ').includes(chosen);
    }
  };
  if (session.context.correctionUsed) {
    const correct = choices.find(choice => choice.value === 'CORRECT');
    if (correct) {
      correct.disabled = true;
    }
  }
  if (session.context.extension && !session.context.extension.possible) {
    const extend = choices.find(choice => choice.value === 'EXTEND');
    if (extend) {
      extend.disabled = true;
    }
  }
  for (const choice of choices) {
    choice.addEventListener('change', show);
  }
  show();
  return {
    read: section => {
      for (const part of parts) {
        if (!part.hidden) {
          continue;
        }
        for (const control of part.querySelectorAll('[name]')) {
          if (!parts.some(other => !other.hidden && other.querySelector(`[name="${CSS.escape(control.name)}"]`))) {
            section[control.name] = null;
          }
        }
      }
    },
    stop: () => choices.forEach(choice => choice.removeEventListener('change', show))
  };
}
