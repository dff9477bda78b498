/** The address is asked for only when the paper copy is to be posted. */
export default function pickup(element, session) {
  const address = element.querySelector('[data-pickup="address"]');
  const choices = [...element.querySelectorAll('input[type="radio"][data-pickup="method"]')];

  const show = () => {
    const post = choices.some(choice => choice.checked && choice.value === 'POST');
    address.hidden = !post;
  };
  for (const choice of choices) {
    choice.addEventListener('change', show);
  }
  show();
  return {
    read: section => {
      if (address.hidden && !session.form.querySelector('[data-part="answers"]')) {
        section.address = null;
        section.payer = null;
      }
    },
    stop: () => choices.forEach(choice => choice.removeEventListener('change', show))
  };
}
