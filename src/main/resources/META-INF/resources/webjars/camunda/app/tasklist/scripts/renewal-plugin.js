/*
 * Joins the renewal forms to Tasklist. A plugin file that is missing or throws leaves Tasklist blank for everybody, so
 * this file imports nothing before it has exported its plugins, and everything else is loaded apart from it.
 */
const root = new URL('../../../../', import.meta.url);
const load = name => import(new URL(`renewal/${name}`, root).href);

// Fetched while Tasklist still starts: whoever opens Tasklist opens a form.
const form = load('form.js');
form.catch(error => console.error(error));

/*
 * Tasklist writes some words only once, before its own words have come at a first visit, and goes on showing their keys.
 * They are fetched before it starts, from the address that it asks for again, and given to AngularJS; Tasklist still loads
 * them itself for the dates. Without them it starts as before.
 */
const words = async () => {
  const language = window.camTasklistConf.locales.fallbackLocale;
  const file = new URL(`../locales/${language}.json?bust=${window.bust}`, import.meta.url);
  const {labels} = await (await fetch(file, {signal: AbortSignal.timeout(5000)})).json();
  window.angular.module('pascalprecht.translate').config([
    '$translateProvider',
    provider => provider.translations(language, labels).forceAsyncReload(true)
  ]);
};
const told = words().catch(error => console.error(error));

const failed = (camForm, error) => {
  console.error(error);
  const loading = camForm.formElement[0].querySelector('[data-loading]');
  if (loading) {
    loading.setAttribute('role', 'alert');
    loading.textContent = '页面没有完整载入，请刷新页面后重试。您保存过的内容没有丢失。';
  }
};

window.renewal = {
  /** Called by the script of each embedded form. */
  mount(camForm) {
    camForm.on('submit', () => {
      camForm.submitPrevented = true;
    });
    camForm.on('store', () => {
      camForm.storePrevented = true;
    });
    form.then(
      module => module.mount(camForm),
      error => failed(camForm, error)
    );
  }
};

load('shell.js').then(
  module => module.start(root),
  error => console.error(error)
);

const link = (id, text, path, priority) => ({
  id,
  pluginPoint: 'tasklist.navbar.action',
  priority,
  render: node => {
    const anchor = document.createElement('a');
    anchor.href = new URL(path, root).href;
    anchor.textContent = text;
    anchor.className = 'renewal-link';
    node.append(anchor);
  }
});

/** Tells two tasks of a kind apart. */
const caseNumber = {
  id: 'renewal-case-number',
  pluginPoint: 'tasklist.card',
  priority: 10,
  render: (node, {taskId}) => {
    load('cards.js').then(
      module => module.show(node, taskId),
      error => console.error(error)
    );
  }
};

await told;

export default [
  caseNumber,
  link('renewal-home', '办事首页', '', 390),
  link('renewal-cases', '我的办件', 'my/cases', 380),
  link('renewal-certificates', '我的证照', 'my/certificates', 370)
];
