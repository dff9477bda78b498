/*
 * Brings the analysts' screens into Cockpit. A plugin file that is missing or throws leaves Cockpit blank for everybody, so
 * this file imports nothing before it has exported its plugins; the screens are loaded when they are opened.
 */
const root = new URL('../../../../../../../', import.meta.url);
const load = name => import(new URL(`renewal/insight/${name}`, root).href);
const chosen = () => {
  try {
    return localStorage.getItem('renewal.language');
  } catch {
    return null;
  }
};
const english = (chosen() ?? navigator.languages?.[0] ?? navigator.language ?? 'zh').toLowerCase().startsWith('en');
const say = (zh, en) => (english ? en : zh);

/** Reads from the page where to ask; on a diagram Cockpit hands over addresses that lead nowhere. */
const addresses = () => {
  const base = document.querySelector('base');
  const engine = /\/app\/cockpit\/([^/]+)/.exec(window.location.pathname)?.[1] ?? 'default';
  return {
    engine,
    cockpitApi: base.getAttribute('cockpit-api'),
    engineApi: `${base.getAttribute('engine-api')}engine/${engine}`
  };
};

/** Draws a screen into a node; whatever goes wrong is said there and nowhere else. */
const screen = (module, draw) => {
  let gone = () => {};
  return {
    render: (node, data, scope) => {
      const context = { root, english, ...data, ...addresses() };
      load(module)
        .then(it => it[draw](node, context, scope))
        .then(cleanUp => {
          gone = cleanUp ?? gone;
        })
        .catch(error => {
          console.error(error);
          if (node instanceof HTMLElement) {
            node.textContent = say('这一页没有完整载入，请刷新后重试。', 'This page has not loaded; please reload.');
          }
        });
    },
    unmount: () => gone()
  };
};

const plugin = (id, pluginPoint, priority, properties, view) => ({ id, pluginPoint, priority, properties, ...view });

export default [
  plugin('insight-statistics', 'cockpit.route', 0, { path: '/insight' }, screen('pages.js', 'statistics')),
  plugin('insight-quality', 'cockpit.route', 0, { path: '/insight/quality' }, screen('pages.js', 'quality')),
  plugin('insight-cases', 'cockpit.route', 0, { path: '/insight/cases' }, screen('pages.js', 'cases')),
  plugin('insight-case', 'cockpit.route', 0, { path: '/insight/case/:caseNumber' }, screen('audit.js', 'page')),
  plugin(
    'insight-navigation',
    'cockpit.navigation',
    95,
    { pagePath: '#/insight', checkActive: path => path.startsWith('/insight') },
    {
      render: node => {
        const link = document.createElement('a');
        link.href = '#/insight';
        link.textContent = say('统计', 'Statistics');
        node.append(link);
      }
    }
  ),
  plugin('insight-dashboard', 'cockpit.dashboard', 100, { label: say('业务概览', 'Service at a glance') }, screen('pages.js', 'glance')),
  plugin(
    'insight-history',
    'cockpit.processDefinition.runtime.tab',
    5,
    { label: say('历史办件', 'History') },
    screen('cases.js', 'tab')
  ),
  plugin('insight-heat', 'cockpit.processDefinition.diagram.plugin', 0, {}, screen('heat.js', 'heat')),
  plugin(
    'insight-audit',
    'cockpit.processInstance.runtime.tab',
    5,
    { label: say('办理轨迹', 'Audit') },
    screen('audit.js', 'tab')
  )
];
