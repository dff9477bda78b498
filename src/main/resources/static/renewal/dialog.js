/** Dialogs of our own: the sandbox of the web applications ignores alert() and confirm(). */
import {make, uniqueId} from './dom.js';

/**
 * Asks and answers with the value of the button that was pressed; null when the dialog was closed by Escape.
 *
 * @param title heading
 * @param content text, or nodes
 * @param buttons `[{value, label, primary, danger, href}]`; one with href is a link into a new tab that leaves the dialog open
 */
export function ask({title, content, buttons, closeOn}) {
  const heading = uniqueId('rw-dialog');
  const dialog = make('dialog', {class: 'rw-dialog rw', 'aria-labelledby': heading, lang: 'zh-CN'});
  dialog.append(make('h2', {id: heading, text: title}));
  for (const part of Array.isArray(content) ? content : [content]) {
    dialog.append(typeof part === 'string' ? make('p', {text: part}) : part);
  }
  return new Promise(resolve => {
    let answered = false;
    const finish = value => {
      if (answered) {
        return;
      }
      answered = true;
      dialog.close();
      dialog.remove();
      resolve(value);
    };
    const row = make('div', {class: 'rw-inline'});
    for (const button of buttons) {
      const kind = button.primary ? ' rw-primary' : button.danger ? ' rw-danger' : '';
      row.append(
        button.href
          ? make('a', {autofocus: button.primary, class: `rw-button${kind}`, href: button.href, target: '_blank', rel: 'opener', text: button.label})
          : make('button', {
              type: 'button',
              class: `rw-button${kind}`,
              autofocus: button.primary,
              text: button.label,
              onclick: () => finish(button.value)
            })
      );
    }
    dialog.append(row);
    dialog.addEventListener('cancel', event => {
      event.preventDefault();
      finish(null);
    });
    dialog.addEventListener('keydown', event => event.stopPropagation());
    document.body.append(dialog);
    dialog.showModal();
    closeOn?.(finish);
  });
}

/** Says something that needs only to be read. */
export const tell = (title, content) => ask({title, content, buttons: [{value: true, label: '知道了', primary: true}]});
