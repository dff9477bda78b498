/** The large-type mode (大字版), remembered in this browser. */
const KEY = 'renewal.type';

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const store = value => {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Without storage the mode holds until the page is left.
  }
};

const isLarge = () => document.documentElement.dataset.type === 'large';

/** Brings the buttons of the page in line with the mode. */
export function sync(within = document) {
  for (const button of within.querySelectorAll('[data-large-type]')) {
    button.textContent = isLarge() ? '标准版' : '大字版';
  }
}

export function start() {
  if (stored() === 'large') {
    document.documentElement.dataset.type = 'large';
  }
  sync();
  document.addEventListener('click', event => {
    if (event.target.closest?.('[data-large-type]')) {
      document.documentElement.dataset.type = isLarge() ? 'standard' : 'large';
      store(document.documentElement.dataset.type);
      sync();
    }
  });
}
