/** 下载 → 提交 → the certificate on the screen. */
import {address} from '../api.js';
import {safeHref} from '../dom.js';

export default function collect(element, session) {
  const part = name => element.querySelector(`[data-collect="${name}"]`);
  const [download, panel, submit, cancel, shown, file] = ['download', 'panel', 'submit', 'cancel', 'shown', 'file'].map(part);
  const certificate = session.context.certificate ?? {};

  const open = () => {
    panel.hidden = false;
    download.setAttribute('aria-expanded', 'true');
    submit.focus();
  };
  const close = () => {
    panel.hidden = true;
    download.setAttribute('aria-expanded', 'false');
    download.focus();
  };
  const confirm = () => {
    panel.hidden = true;
    download.setAttribute('aria-expanded', 'false');
    shown.hidden = false;
    const href = safeHref(certificate.downloadHref);
    if (href) {
      file.href = address(href);
      file.click();
    }
    const heading = shown.querySelector('h3');
    heading.setAttribute('tabindex', '-1');
    heading.focus({preventScroll: true});
    shown.scrollIntoView({block: 'nearest'});
  };

  download.addEventListener('click', open);
  submit.addEventListener('click', confirm);
  cancel.addEventListener('click', close);
  return {
    stop: () => {
      download.removeEventListener('click', open);
      submit.removeEventListener('click', confirm);
      cancel.removeEventListener('click', close);
    }
  };
}
