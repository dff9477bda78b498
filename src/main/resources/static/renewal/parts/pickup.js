/**
 * The address is asked for only when something is to be posted: the paper copy, or the letters. How letters are served
 * is asked here, so that a case with an older form asks too. The electronic certificate is given always, so that it is
 * chosen beforehand; agreeing to electronic service only for whoever has agreed before.
 */
import {get, make} from '../dom.js';

/** Agreeing to electronic service, or letters on paper. */
function addLetters(element, session) {
  const consent = session.context.electronicService;
  if (!consent || element.querySelector('[name="letters"]')) {
    return [];
  }
  const chosen = get(session.section ?? {}, 'letters');
  const choice = (value, title, hint) => {
    const input = make('input', {type: 'radio', name: 'letters', value, 'data-pickup': 'letters'});
    input.checked = chosen === value;
    return make('label', {class: 'rw-choice'}, input, make('span', {}, make('span', {text: title}), make('small', {text: hint})));
  };
  const made = make(
    'fieldset',
    {'data-field': 'letters'},
    make('legend', {class: 'rw-label-required', text: '文书送达方式'}),
    make('p', {class: 'rw-hint', text: consent.text}),
    make('p', {class: 'rw-hint', lang: 'en', text: consent.english}),
    make(
      'div',
      {class: 'rw-choices-row'},
      choice('ELECTRONIC', '同意电子送达', '在“我的办件”中打开文书，以打开之日为送达之日'),
      choice('PAPER', '纸质送达', '邮寄到您填写的地址，以签收之日为送达之日，不收费')
    )
  );
  element.querySelector('[data-pickup="address"]').before(made);
  return [...made.querySelectorAll('input')];
}

export default function pickup(element, session) {
  const letters = addLetters(element, session);
  const address = element.querySelector('[data-pickup="address"]');
  const payer = element.querySelector('[data-field$="payer"]');
  const choices = [...element.querySelectorAll('input[type="radio"][data-pickup="method"]'), ...letters];
  const known = session.context.known ?? {};
  const nothing = name => choices.every(choice => choice.dataset.pickup !== name || !choice.checked);
  const preselect = (name, value) => {
    const choice = choices.find(one => one.dataset.pickup === name && one.value === value);
    if (choice && nothing(name)) {
      choice.checked = true;
    }
  };
  const fillIn = () => {
    const input = element.querySelector('[name="address.recipient"]');
    if (input && input.value === '' && known.recipient) {
      input.value = known.recipient;
    }
  };
  const kept = session.section?.pickup?.letters === 'PAPER';

  const is = (name, value) => choices.some(choice => choice.dataset.pickup === name && choice.checked && choice.value === value);
  preselect('method', 'ELECTRONIC');
  if (session.context.agreed) {
    preselect('letters', 'ELECTRONIC');
  }
  const show = () => {
    address.hidden = !is('method', 'POST') && !is('letters', 'PAPER') && !kept;
    if (payer) {
      payer.hidden = !is('method', 'POST');
    }
    if (!address.hidden) {
      fillIn();
    }
  };
  for (const choice of choices) {
    choice.addEventListener('change', show);
  }
  show();
  const phone = address?.querySelector('[name="address.phone"]');
  // What the log-in knows isn't asked for again.
  if (phone && !phone.value && session.context?.phone) {
    phone.value = session.context.phone;
  }
  return {
    read: section => {
      if (session.form.querySelector('[data-part="answers"]')) {
        return;
      }
      if (address.hidden) {
        section.address = null;
      }
      if (!is('method', 'POST')) {
        section.payer = null;
      }
    },
    stop: () => choices.forEach(choice => choice.removeEventListener('change', show))
  };
}
