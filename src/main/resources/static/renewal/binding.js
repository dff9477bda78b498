/** Fields and section: a field's name is the path of its value in the section. */
import {get, set} from './dom.js';

export const controlsOf = form => [...form.querySelectorAll('input[name], select[name], textarea[name]')];

const isNumber = control => control.dataset.type === 'number';

/** Puts the saved section into the fields. */
export function writeFields(form, section) {
  for (const control of controlsOf(form)) {
    const value = get(section, control.name);
    if (control.type === 'radio') {
      control.checked = value !== undefined && value !== null && String(value) === control.value;
    } else if (control.type === 'checkbox') {
      control.checked = value === true;
    } else if (control.tagName === 'SELECT') {
      const text = value === undefined || value === null ? '' : String(value);
      if ([...control.options].some(option => option.value === text)) {
        control.value = text;
      } else {
        control.dataset.pending = text;
      }
    } else {
      control.value = value === undefined || value === null ? '' : String(value);
    }
  }
}

/** Reads the fields into a copy of the section; what no field shows stays as it was. */
export function readFields(form, section) {
  const result = JSON.parse(JSON.stringify(section ?? {}));
  const radios = new Map();
  for (const control of controlsOf(form)) {
    if (control.type === 'radio') {
      radios.set(control.name, control.checked ? control : radios.get(control.name) ?? null);
    } else if (control.type === 'checkbox') {
      set(result, control.name, control.checked);
    } else {
      set(result, control.name, control.value.trim() === '' ? null : control.value);
    }
  }
  for (const [name, checked] of radios) {
    const value = checked === null ? null : checked.value;
    set(result, name, value !== null && isNumber(checked) ? Number(value) : value);
  }
  return result;
}

/** Fills a list of choices: `<select data-options="payers">`. */
export function fillOptions(select, entries, prompt) {
  const wanted = select.dataset.pending ?? select.value;
  const first = document.createElement('option');
  first.value = '';
  first.textContent = prompt ?? select.dataset.prompt ?? '请选择';
  select.replaceChildren(first);
  for (const entry of entries ?? []) {
    const option = document.createElement('option');
    option.value = entry.code;
    option.textContent = entry.text ? `${entry.text}${entry.article ? `（${entry.article}）` : ''}` : entry.name;
    if (entry.usable === false) {
      // A decision can't stand on it: shown, so that nobody looks for it in vain.
      option.disabled = true;
      option.textContent += '　条文尚未核实，不能选用';
    }
    select.append(option);
  }
  select.value = [...select.options].some(option => option.value === wanted) ? wanted : '';
  delete select.dataset.pending;
}
