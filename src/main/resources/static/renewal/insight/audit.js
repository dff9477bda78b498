/** The way of one case: drawn on the diagram, step by step, with the law's clock and what went wrong. */
import { ask, definitions, heading, lasted, library, make, moment, named, shortOffice, table, teller, trouble } from './base.js';

/** Shows the tab of a process instance. */
export async function tab(node, context) {
  await audit(node, context, `instance/${encodeURIComponent(context.processInstanceId)}`);
}

/** Shows the page of a case, finished or not. */
export async function page(node, context) {
  const t = teller(context);
  const number = decodeURIComponent(window.location.hash.replace(/\?.*/, '').split('/')[3] ?? '');
  const body = make('div', { class: 'insight-page' }, make('p', {}, make('a', { href: '#/insight/cases' }, t('← 办件', '← Cases'))), make('h1', { class: 'insight-title' }, `${t('办件', 'Case')} ${number}`));
  node.append(body);
  await audit(body, context, `case/${encodeURIComponent(number)}`);
}

async function audit(node, context, path) {
  const t = teller(context);
  let data;
  try {
    data = await ask(context, path);
  } catch (error) {
    node.append(trouble(error));
    return;
  }
  const words = await definitions(context);
  const diagram = make('div', { class: 'insight-diagram' });
  const about = data.case;
  const fact = (label, value) => (value === null || value === undefined ? null : make('div', {}, make('dt', {}, label), make('dd', {}, String(value))));
  node.append(
    make(
      'dl',
      { class: 'insight-facts' },
      fact(t('办理机关', 'Office'), about.office ? shortOffice(named(context, words.offices, about.office)) : null),
      fact(t('操作类别', 'Trade'), about.trade ? named(context, words.trades, about.trade) : null),
      fact(t('结果', 'Outcome'), named(context, words.outcomes, about.outcome)),
      fact(t('首次提交', 'Submitted'), about.submittedOn),
      fact(t('受理', 'Accepted'), about.acceptedOn),
      fact(t('决定', 'Decided'), about.decidedOn),
      fact(t('发证', 'Issued'), about.issuedOn),
      fact(t('全程工作日', 'Working days'), about.totalDays),
      fact(t('期限', 'Deadline'), about.missed ? t('超过', 'missed') : t('未超过', 'kept'))
    ),
    diagram
  );
  const names = await draw(diagram, context, data);
  const name = id => names.get(id) ?? id;
  // Gateways only lead on; nobody acts there.
  const steps = data.steps.filter(it => !/gateway|multiInstanceBody/i.test(it.kind) && it.kind !== 'subProcess');
  node.append(
    heading(2, t('经过的环节', 'Steps')),
    table(
      t('每一步由什么角色、何时办理、用了多少时间', 'Who acted by role, when, and how long it took'),
      [
        { label: '#', value: row => row.seq },
        { label: t('环节', 'Step'), value: row => name(row.activity) },
        { label: t('角色', 'Role'), value: row => (row.role === 'system' ? t('系统', 'System') : named(context, words.roles, row.role)) },
        { label: t('进入', 'Entered'), value: row => moment(row.entered) },
        { label: t('离开', 'Left'), value: row => (row.left ? moment(row.left) : t('仍在此处', 'still there')) },
        { label: t('停留', 'Dwell'), number: true, value: row => lasted(context, row.seconds) },
        { label: t('工作日', 'Working days'), number: true, value: row => row.workingDays },
        { label: t('重试', 'Retries'), number: true, value: row => row.retries || null },
        { label: t('备注', 'Note'), value: row => (row.cancelled ? t('被其他事件结束', 'ended by another event') : null) }
      ],
      steps
    ),
    heading(2, t('期限台账', "The law's clock")),
    data.ledger.length === 0
      ? make('p', { class: 'insight-note' }, t('尚未提交，期限未起算。', 'Not submitted yet; no time runs.'))
      : table(
          t('依法计算的期限', 'Periods by law'),
          [
            { label: t('期限', 'Period'), value: row => named(context, words.clocks, row.kind) },
            { label: t('起算日', 'Starts'), value: row => row.start },
            { label: t('届满日', 'Due'), value: row => row.due ?? t('暂停', 'stands still') },
            { label: t('依据', 'Article'), value: row => row.article },
            { label: t('说明', 'Note'), value: row => (row.provisional ? t('节假日安排未公布，为暂定', 'provisional: holidays not published') : null) }
          ],
          data.ledger
        ),
    heading(2, t('故障与重试', 'Incidents and retries'))
  );
  const broken = [
    ...data.incidents.map(it => ({ ...it, kind: t('故障', 'Incident'), state: it.ended ? t(`已于 ${moment(it.ended)} 解除`, `over since ${moment(it.ended)}`) : t('未解除', 'open') })),
    ...data.messages.map(it => ({ ...it, kind: t('外部系统', 'Partner'), state: t(`已试 ${it.attempts} 次，${moment(it.next)} 再试`, `tried ${it.attempts} times, again at ${moment(it.next)}`) })),
    ...data.failures.map(it => ({ ...it, kind: t('执行失败', 'Failed attempt'), state: it.retriesLeft ? t(`还会重试 ${it.retriesLeft} 次`, `${it.retriesLeft} tries left`) : t('不再自动重试', 'not tried again by itself') }))
  ];
  node.append(
    broken.length === 0
      ? make('p', { class: 'insight-note' }, t('没有发生故障。', 'Nothing failed.'))
      : table(
          t('发生了什么、怎么办', 'What happened, and what to do'),
          [
            { label: t('时间', 'When'), value: row => moment(row.at) },
            { label: t('环节', 'Step'), value: row => name(row.activity) },
            { label: t('类型', 'Kind'), value: row => row.kind },
            { label: t('原因和处理', 'Cause and remedy'), value: row => (context.english ? row.causeEn : row.cause) },
            { label: t('状态', 'State'), value: row => row.state }
          ],
          broken
        )
  );
  diagram.dataset.ready = 'true';
}

/** Returns which flows were taken: into each visit the one from the element that was left last before it. */
function flows(viewer, steps, visits) {
  const taken = new Set();
  const into = new Map();
  viewer.get('elementRegistry').forEach(({ businessObject: thing, waypoints }) => {
    if (waypoints && thing?.$type === 'bpmn:SequenceFlow') {
      into.set(thing.targetRef.id, [...(into.get(thing.targetRef.id) ?? []), thing]);
    }
  });
  for (const step of steps) {
    let best;
    for (const flow of into.get(step.activity) ?? []) {
      for (const before of visits.get(flow.sourceRef.id) ?? []) {
        const near = before.left && Math.abs(new Date(step.entered) - new Date(before.left)) < 1500;
        if (near && before.seq < step.seq && (!best || before.seq > best.seq)) {
          best = { seq: before.seq, flow: flow.id };
        }
      }
    }
    if (best) {
      taken.add(best.flow);
    }
  }
  return taken;
}

/** Draws the diagram with the way that was walked, and returns what the elements are called. */
async function draw(node, context, data) {
  const names = new Map();
  if (!data.definitionId) {
    return names;
  }
  const t = teller(context);
  const answer = await fetch(`${context.engineApi}/process-definition/${data.definitionId}/xml`);
  const Viewer = await library(context, 'bpmn-js/8.0.0/dist/bpmn-navigated-viewer.production.min.js', 'BpmnJS');
  const viewer = new Viewer({ container: node });
  await viewer.importXML((await answer.json()).bpmn20Xml);
  const canvas = viewer.get('canvas');
  const visits = new Map();
  data.steps.forEach(step => visits.set(step.activity, [...(visits.get(step.activity) ?? []), step]));
  const walked = flows(viewer, data.steps, visits);
  viewer.get('elementRegistry').forEach(element => {
    const thing = element.businessObject;
    if (thing?.name && element.type !== 'label') {
      names.set(thing.id, thing.name);
    }
    if (element.type === 'label') {
      return;
    }
    if (element.waypoints && thing.$type === 'bpmn:SequenceFlow') {
      if (walked.has(thing.id)) {
        canvas.addMarker(element.id, 'insight-walked');
      }
    } else if (visits.has(thing?.id) && thing.$type !== 'bpmn:SubProcess') {
      const last = visits.get(thing.id).at(-1);
      canvas.addMarker(element.id, last.left ? 'insight-walked' : 'insight-present');
      if (visits.get(thing.id).length > 1) {
        viewer.get('overlays').add(element.id, { position: { top: -12, right: 12 }, html: make('span', { class: 'insight-times', title: t('经过次数', 'visits') }, `×${visits.get(thing.id).length}`) });
      }
    }
  });
  // On a narrow screen Cockpit's side panel leaves no room; nothing can be fitted into it.
  if (node.clientWidth > 0 && node.clientHeight > 0) {
    canvas.zoom('fit-viewport', 'auto');
  }
  node.append(
    make(
      'p',
      { class: 'insight-legend' },
      make('i', { class: 'insight-swatch insight-swatch-walked' }),
      t('走过', 'walked'),
      data.case.finished ? null : make('i', { class: 'insight-swatch insight-swatch-present' }),
      data.case.finished ? null : t('现在在此', 'is here now'),
      make('small', {}, t('滚轮缩放，拖动平移', 'wheel zooms, drag moves'))
    )
  );
  return names;
}
