/** 证照核验: checks the signed part behind the address in the browser, and says when it disagrees with what is registered. */
import {make} from './dom.js';
import {canCheck, holdsShortForm, readShortForm} from './short-form.js';

const day = digits => digits.replace(/(\d{4})(\d{2})(\d{2})/, '$1-$2-$3');

async function verdict(registered, text) {
  if (!canCheck()) {
    return {kind: 'warning', text: '这个浏览器不能核对二维码里的签名。请以本页显示的登记内容为准。'};
  }
  const keys = await fetch(registered.keys);
  if (!keys.ok) {
    throw new Error(`keys: ${keys.status}`);
  }
  const signed = await readShortForm(text, await keys.text());
  if (!signed) {
    return {kind: 'error', text: '二维码里的签名不是发证机关的，或者内容被改动过。请谨防假证，并向发证机关核实。'};
  }
  const says = `${signed.number}，${day(signed.from)}—${day(signed.to)}`;
  if (!registered.number) {
    return {kind: 'error', text: '二维码里的签名是发证机关的，但核验地址查不到，地址可能被改动过。二维码里写的是：', says};
  }
  return ['number', 'from', 'to'].every(field => signed[field] === registered[field])
    ? {kind: 'success', text: '二维码里的签名内容已在本机核对：由发证机关签发，证书编号和使用期与登记的一致。'}
    : {kind: 'error', text: '二维码里签名的内容与本页登记的不一致，二维码可能是从别的证照上拼来的。请谨防假证，并向发证机关核实。二维码里写的是：', says};
}

async function check() {
  const section = document.querySelector('[data-verified]');
  if (!section || !holdsShortForm(location.hash)) {
    return;
  }
  for (const form of document.querySelectorAll('form[data-keep-hash]')) {
    form.action = form.action.split('#')[0] + location.hash;
  }
  const found = await verdict(section.dataset, location.hash).catch(error => {
    console.error(error);
    return {kind: 'warning', text: '这个浏览器不能核对二维码里的签名。请以本页显示的登记内容为准。'};
  });
  section.querySelector('[data-signed-part]').replaceChildren(
    make('p', {class: 'rw-note rw-below', 'data-kind': found.kind}, make('span', {text: found.text}), found.says && make('strong', {text: found.says, translate: 'no'}))
  );
}

check();
window.addEventListener('hashchange', check);
