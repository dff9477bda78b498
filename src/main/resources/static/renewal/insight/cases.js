/** The list of cases, finished and running, with filters, pages and files. */
import { ask, definitions, fileAddress, input, make, named, select, shortOffice, table, teller, trouble } from './base.js';

/** Shows the tab of a process definition. */
export async function tab(node, context) {
  if (!/^certificate-renewal:/.test(context.processDefinitionId)) {
    const t = teller(context);
    node.append(make('p', { class: 'insight-note' }, t('这里只统计证书延续流程的办件。', 'Only cases of the renewal process are kept here.')));
    return;
  }
  await list(node, context, { definition: context.processDefinitionId });
}

/** Shows the list, of one definition or of all. */
export async function list(node, context, fixed) {
  const t = teller(context);
  const words = await definitions(context);
  const choice = { ...fixed, caseNumber: '', office: '', state: '', outcome: '', missed: '', openedFrom: '', openedTo: '' };
  const order = { page: 1, size: 20, sort: 'opened', order: 'desc' };
  const view = make('div', { 'aria-live': 'polite' });
  const all = ['', t('全部', 'All')];
  let turn = 0;

  const show = async () => {
    const mine = ++turn;
    view.classList.add('insight-waiting');
    let content;
    try {
      const data = await ask(context, 'cases', { ...choice, ...order });
      content = [summary(data), rows(data), pages(data)];
    } catch (error) {
      content = [trouble(error)];
    }
    if (mine === turn) {
      view.replaceChildren(...content);
      view.classList.remove('insight-waiting');
    }
  };
  const change = name => value => {
    choice[name] = value.trim();
    order.page = 1;
    show();
  };
  const file = (format, text) =>
    make(
      'a',
      {
        class: 'btn btn-default btn-sm',
        href: '#',
        onclick: event => {
          event.preventDefault();
          window.location.assign(fileAddress(context, 'export', { ...choice, format, language: context.english ? 'en' : 'zh' }));
        }
      },
      text
    );
  const summary = data =>
    make(
      'p',
      { class: 'insight-note insight-summary' },
      data.more ? t(`共 ${data.total} 件以上`, `more than ${data.total} cases`) : t(`共 ${data.total} 件`, `${data.total} cases`),
      file('csv', t('导出 CSV', 'CSV')),
      file('xlsx', t('导出 XLSX', 'XLSX'))
    );
  const column = (sort, label, value) => ({
    label: make(
      'button',
      {
        type: 'button',
        class: 'insight-sort',
        onclick: () => {
          order.order = order.sort === sort && order.order === 'desc' ? 'asc' : 'desc';
          order.sort = sort;
          order.page = 1;
          show();
        }
      },
      label,
      order.sort === sort ? (order.order === 'desc' ? ' ↓' : ' ↑') : ' ↕'
    ),
    value
  });
  const rows = data =>
    table(
      t('办件', 'Cases'),
      [
        { label: t('办件编号', 'Case'), value: row => make('a', { href: `#/insight/case/${row.caseNumber}` }, row.caseNumber) },
        { label: t('办理机关', 'Office'), value: row => (row.office ? shortOffice(named(context, words.offices, row.office)) : null) },
        { label: t('操作类别', 'Trade'), value: row => (row.trade ? named(context, words.trades, row.trade) : null) },
        {
          label: t('状态', 'State'),
          value: row =>
            row.finished
              ? t('已结束', 'finished')
              : make('a', { href: `#/process-instance/${row.instanceId}/runtime` }, t('在办', 'running'))
        },
        { label: t('结果', 'Outcome'), value: row => named(context, words.outcomes, row.outcome) },
        column('opened', t('进入办理', 'Opened'), row => row.openedOn),
        { label: t('决定', 'Decided'), value: row => row.decidedOn },
        column('ended', t('结束', 'Ended'), row => row.endedOn),
        column('days', t('全程工作日', 'Working days'), row => row.totalDays),
        { label: t('期限', 'Deadline'), value: row => (row.missed ? make('span', { class: 'insight-badge' }, t('超过', 'missed')) : row.dueOn ? t(`${row.dueOn} 前`, `by ${row.dueOn}`) : null) }
      ],
      data.cases
    );
  const pages = data => {
    const last = Math.max(1, Math.min(100, Math.ceil(data.total / data.size)));
    const go = (page, text) =>
      make('button', { type: 'button', class: 'btn btn-default btn-sm', disabled: page < 1 || page > last, onclick: () => { order.page = page; show(); } }, text);
    return make('nav', { class: 'insight-pages', 'aria-label': t('翻页', 'Pages') }, go(data.page - 1, t('上一页', 'Previous')), make('span', {}, `${data.page} / ${last}`), go(data.page + 1, t('下一页', 'Next')));
  };

  node.append(
    make(
      'div',
      { class: 'insight-list' },
      make(
        'form',
        { class: 'insight-filters', onsubmit: event => event.preventDefault() },
        input(t('办件编号', 'Case number'), 'caseNumber', 'search', '', change('caseNumber'), { autocomplete: 'off' }),
        select(t('办理机关', 'Office'), 'office', [all, ...words.offices.map(it => [it.code, context.english ? it.en : it.zh])], '', change('office')),
        select(t('状态', 'State'), 'state', [all, ['running', t('在办', 'running')], ['finished', t('已结束', 'finished')]], '', change('state')),
        select(t('结果', 'Outcome'), 'outcome', [all, ...words.outcomes.map(it => [it.code, context.english ? it.en : it.zh])], '', change('outcome')),
        select(t('超过期限', 'Deadline missed'), 'missed', [all, ['true', t('是', 'yes')], ['false', t('否', 'no')]], '', change('missed')),
        input(t('进入办理自', 'Opened from'), 'openedFrom', 'date', '', change('openedFrom')),
        input(t('至', 'to'), 'openedTo', 'date', '', change('openedTo'))
      ),
      view
    )
  );
  await show();
}
