/**
 * Input methods: while characters are being composed from keys, Enter takes the composed text, Escape drops it and
 * arrows choose; none of that is meant for the page. Whoever listens for such a key anywhere, Tasklist too, would take
 * it for its own, so that it is held back before anybody hears of it.
 */
const KEYS = new Set(['Enter', 'NumpadEnter', 'Escape', 'Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

/** Safari ends the composition first and sends the key after it; only the old code still tells. */
export const composing = event => event.isComposing === true || event.keyCode === 229;

const hold = event => {
  if (!composing(event) || !(KEYS.has(event.key) || KEYS.has(event.code))) {
    return;
  }
  event.stopImmediatePropagation();
  if (!event.isComposing && event.key === 'Enter') {
    event.preventDefault();
  }
};

for (const kind of ['keydown', 'keypress', 'keyup']) {
  window.addEventListener(kind, hold, true);
}

/** Hears of input only when it is whole: half-composed text is nobody's wish. Returns what ends it. */
export function whenTyped(control, work) {
  const input = event => composing(event) || work(event);
  control.addEventListener('input', input);
  control.addEventListener('compositionend', work);
  return () => {
    control.removeEventListener('input', input);
    control.removeEventListener('compositionend', work);
  };
}
