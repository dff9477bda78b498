/** The analysts' pages: figures, quality, cases; and the few figures on Cockpit's first page. */
import '../composing.js';
import { ask, definitions, heading, input, make, moment, named, select, shortOffice, table, teller, trouble } from './base.js';
import { chart } from './charts.js';
import { list } from './cases.js';

const FRONT = ['SUBMITTED', 'ACCEPTED', 'CORRECTED', 'APPROVED', 'REJECTED', 'NOT_ACCEPTED', 'DEEMED_ACCEPTED', 'DEEMED_RENEWED', 'ISSUED', 'WITHDRAWN', 'ABANDONED', 'DEADLINE_MISSED', 'PROMISE_KEPT', 'PROMISE_MISSED', 'OPEN', 'OVERDUE'];
const COLUMNS = ['SUBMITTED', 'ACCEPTED', 'CORRECTED', 'APPROVED', 'REJECTED', 'NOT_ACCEPTED', 'DEEMED_RENEWED', 'WITHDRAWN', 'ABANDONED', 'DEADLINE_MISSED', 'PROMISE_KEPT', 'PROMISE_MISSED'];
const BAD = ['OVERDUE', 'DEADLINE_MISSED', 'DEEMED_ACCEPTED', 'DEEMED_RENEWED'];

const chosen = { from: '', to: '', office: '', trade: '' };

function frame(node, context, here, title) {
  const t = teller(context);
  const body = make('div', { class: 'insight-body' });
  const tab = (path, text) => make('a', { href: `#/insight${path}`, class: path === here ? 'insight-tab insight-here' : 'insight-tab', 'aria-current': path === here ? 'page' : null }, text);
  node.append(
    make(
      'div',
      { class: 'insight-page' },
      make('h1', { class: 'insight-title' }, title),
      make('nav', { class: 'insight-tabs', 'aria-label': t('统计', 'Statistics') }, tab('', t('概览', 'Figures')), tab('/quality', t('质量', 'Quality')), tab('/cases', t('办件', 'Cases'))),
      body
    )
  );
  return body;
}

function filters(context, words, show) {
  const t = teller(context);
  const change = name => value => {
    chosen[name] = value;
    show();
  };
  const all = t('全部', 'All');
  return make(
    'form',
    { class: 'insight-filters', onsubmit: event => event.preventDefault() },
    input(t('起始月份', 'From'), 'from', 'month', chosen.from, change('from'), { max: words.today.slice(0, 7) }),
    input(t('截止月份', 'To'), 'to', 'month', chosen.to, change('to'), { max: words.today.slice(0, 7) }),
    select(t('办理机关', 'Office'), 'office', [['', all], ...words.offices.map(it => [it.code, context.english ? it.en : it.zh])], chosen.office, change('office')),
    select(t('操作类别', 'Trade'), 'trade', [['', all], ...words.trades.map(it => [it.code, context.english ? it.en : it.zh])], chosen.trade, change('trade'))
  );
}

/** Shows a page that is asked anew whenever the choice changes. */
async function choosing(node, context, here, title, path, draw) {
  const body = frame(node, context, here, title);
  const words = await definitions(context);
  const view = make('div', { 'aria-live': 'polite' });
  let charts = [];
  let turn = 0;
  const clear = () => {
    charts.forEach(it => it.destroy());
    charts = [];
  };
  const show = async () => {
    const mine = ++turn;
    view.classList.add('insight-waiting');
    try {
      const data = await ask(context, path, chosen);
      const drawn = [];
      const parts = await draw(data, words, async (...what) => {
        const made = await chart(context, ...what);
        drawn.push(made);
        return made.box;
      });
      if (mine !== turn) {
        drawn.forEach(it => it.destroy());
        return;
      }
      for (const end of ['from', 'to']) {
        body.querySelector(`[name=${end}]`).value = data[end];
      }
      clear();
      charts = drawn;
      view.replaceChildren(...parts);
    } catch (error) {
      if (mine === turn) {
        clear();
        view.replaceChildren(trouble(error));
      }
    } finally {
      view.classList.remove('insight-waiting');
    }
  };
  body.append(filters(context, words, show), view);
  await show();
  view.dataset.ready = 'true';
  return clear;
}

const pair = (picture, beside) => make('div', { class: 'insight-pair' }, picture, beside);
const part = (title, definition, ...content) => make('section', { class: 'insight-part' }, heading(2, title, definition), ...content);

function cards(context, words, figures, codes) {
  return make(
    'ul',
    { class: 'insight-cards' },
    ...codes.map(code => {
      const word = words.figures.find(it => it.code === code);
      const figure = figures.find(it => it.code === code);
      const alarm = BAD.includes(code) && figure.n !== 0;
      return make(
        'li',
        { class: alarm ? 'insight-card insight-alarm' : 'insight-card', title: context.english ? word.definitionEn : word.definition },
        make('span', { class: 'insight-label' }, context.english ? word.en : word.zh),
        make('strong', {}, String(figure.n))
      );
    })
  );
}

function note(context, data) {
  const t = teller(context);
  return make(
    'p',
    { class: 'insight-note' },
    t(
      `期间 ${data.from} 至 ${data.to}；统计更新于 ${moment(data.caughtUpAt)}。小于 5 的数字显示为“<5”，图中画成浅色；为避免推算而隐去的显示为“*”；不足 5 件的不计算中位数和比率。`,
      `${data.from} to ${data.to}; brought up to date ${moment(data.caughtUpAt)}. Figures below 5 are shown as "<5" and drawn pale, those hidden because they would tell another as "*"; of fewer than 5 cases no median and no rate is given.`
    )
  );
}

function meanings(context, words) {
  const t = teller(context);
  return make(
    'details',
    { class: 'insight-part insight-meanings' },
    make('summary', {}, t('指标口径：每个数字怎么算', 'Definitions: how each figure is counted')),
    make(
      'dl',
      {},
      ...[...words.figures, ...words.stages].flatMap(it => [
        make('dt', {}, context.english ? it.en : it.zh),
        make('dd', {}, context.english ? it.definitionEn : it.definition)
      ]),
      make('dt', {}, t('隐去的小数字', 'What is hidden')),
      make(
        'dd',
        {},
        t(
          '小于 5 的数字不显示；一张表内，隐去的数字不能由合计推算。把不同期间、机关、类别的结果或者不同的表相减，仍可能推算出来；“办件”逐件列出，不含个人信息，也可以自行计数。请勿用来推断个人。',
          'Figures below 5 aren\'t shown, and within one table the sum doesn\'t tell them. Whoever subtracts the results of different periods, offices or trades, or of different tables, may still tell them; Cases lists each case, without personal data, and can be counted. Don\'t use them to find out about people.'
        )
      )
    )
  );
}

/** Shows the figures. */
export function statistics(node, context) {
  const t = teller(context);
  return choosing(node, context, '', t('统计', 'Statistics'), 'dashboard', async (data, words, draw) => {
    const figure = code => {
      const word = words.figures.find(it => it.code === code);
      return { label: context.english ? word.en : word.zh, title: context.english ? word.definitionEn : word.definition };
    };
    const columns = (first, name, more) => [
      { label: first, value: name },
      ...COLUMNS.map(code => ({ ...figure(code), number: true, value: row => row[code] })),
      ...more.map(code => ({ ...figure(code), number: true, value: row => row[code] })),
      { label: t('全程中位数', 'Median'), title: t('全程工作日中位数', 'Median of working days in all'), number: true, value: row => row.median },
      { label: 'P90', title: t('全程工作日第 90 百分位', '90th percentile of working days in all'), number: true, value: row => row.p90 }
    ];
    const month = row => `${row.code.slice(0, 4)}-${row.code.slice(4)}`;
    const office = row => shortOffice(named(context, words.offices, row.code));
    const trade = row => named(context, words.trades, row.code);
    const series = (rows, codes) => codes.map(code => ({ label: figure(code).label, values: rows.map(row => row[code]) }));
    const days = t('工作日', 'working days');
    const stage = row => named(context, words.stages, row.code);
    const grounds = ['REJECTED', 'NOT_ACCEPTED'].flatMap(code => data.grounds[code].map(it => ({ ...it, figure: code })));
    const ground = row => `${figure(row.figure).label} · ${named(context, words.grounds, row.code)}`;
    const results = ['APPROVED', 'DEEMED_RENEWED', 'REJECTED', 'NOT_ACCEPTED'];
    return [
      note(context, data),
      cards(context, words, data.figures, FRONT),
      part(
        t('各月趋势', 'Trend by month'),
        null,
        await draw(t('各月趋势', 'Trend by month'), 'line', data.months.map(month), series(data.months, ['SUBMITTED', 'APPROVED', 'REJECTED', 'CORRECTED', 'ABANDONED'])),
        table(t('各月', 'By month'), columns(t('月份', 'Month'), month, []), data.months)
      ),
      part(
        t('各阶段用时', 'Working days per stage'),
        words.stages.map(it => `${context.english ? it.en : it.zh}：${context.english ? it.definitionEn : it.definition}`).join('\n'),
        pair(
          await draw(
            t('各阶段工作日', 'Working days per stage'),
            'bar',
            data.stages.map(stage),
            [
              { label: t('中位数', 'Median'), values: data.stages.map(it => it.median) },
              { label: t('第 90 百分位', '90th percentile'), values: data.stages.map(it => it.p90), colour: '#d9822b' }
            ],
            { unit: days }
          ),
          table(
            t('各阶段工作日', 'Working days per stage'),
            [
              { label: t('阶段', 'Stage'), value: stage },
              { label: t('件数', 'Cases'), number: true, value: row => row.n },
              { label: t('中位数', 'Median'), number: true, value: row => row.median },
              { label: 'P90', number: true, value: row => row.p90 }
            ],
            data.stages
          )
        )
      ),
      part(
        t('不予延续、不予受理的理由', 'Grounds of refusal'),
        null,
        grounds.length === 0
          ? make('p', {}, t('本期没有。', 'None in this period.'))
          : pair(
              await draw(t('理由', 'Grounds'), 'across', grounds.map(ground), [{ label: t('件数', 'Cases'), values: grounds.map(it => it.n), colour: '#b3261e' }]),
              table(t('理由', 'Grounds'), [{ label: t('理由', 'Ground'), value: ground }, { label: t('件数', 'Cases'), number: true, value: row => row.n }], grounds)
            )
      ),
      part(
        t('各办理机关', 'By office'),
        null,
        await draw(t('各办理机关', 'By office'), 'bar', data.offices.map(office), series(data.offices, results), { stacked: true }),
        table(t('各办理机关', 'By office'), columns(t('机关', 'Office'), office, ['OPEN', 'OVERDUE']), data.offices)
      ),
      part(
        t('各操作类别', 'By trade'),
        null,
        await draw(t('各操作类别', 'By trade'), 'across', data.trades.map(trade), series(data.trades, results), { stacked: true }),
        table(t('各操作类别', 'By trade'), columns(t('类别', 'Trade'), trade, ['OPEN', 'OVERDUE']), data.trades)
      ),
      meanings(context, words)
    ];
  });
}

const share = value => (value === null || value === undefined ? null : `${value} %`);

/** Shows how well the work is done. */
export function quality(node, context) {
  const t = teller(context);
  return choosing(node, context, '/quality', t('质量', 'Quality'), 'quality', async (data, words, draw) => {
    const meaning = code => {
      const word = words.figures.find(it => it.code === code);
      return context.english ? word.definitionEn : word.definition;
    };
    const office = code => shortOffice(named(context, words.offices, code));
    const deciding = row => (row.office === '' ? t('全部机关', 'All offices') : office(row.office));
    const rated = data.offices.filter(it => it.share !== null);
    const field = row => named(context, words.fields, row.code);
    const stars = row => '★'.repeat(Number(row.code));
    const big = (label, value, hint, definition) =>
      make('li', { class: 'insight-card', title: definition }, make('span', { class: 'insight-label' }, label), make('strong', {}, value ?? '—'), make('small', {}, hint));
    // Where an office is chosen, the others have nothing to show.
    const offices = data.byOffice.filter(it => it.firstTimeRight.whole !== 0 || it.face.whole !== 0);
    const of = rate => t(`${rate.part} / ${rate.whole}`, `${rate.part} of ${rate.whole}`);
    return [
      note(context, data),
      make(
        'ul',
        { class: 'insight-cards' },
        big(t('一次通过率', 'First time right'), share(data.firstTimeRight.share), of(data.firstTimeRight), meaning('RIGHT_FIRST_TIME')),
        big(t('人脸认证失败率', 'Face checks failed'), share(data.face.share), of(data.face), meaning('FACE_FAILED')),
        big(t('平均评价', 'Mean rating'), data.meanRating === null ? null : `${data.meanRating} ★`, t('满分 5 星', 'of 5 stars'), meaning('RATED'))
      ),
      part(
        t('补正率：哪些事项要补正', 'Correction rate per field'),
        meaning('FIELD_CORRECTED'),
        data.fields.length === 0
          ? make('p', {}, t('本期没有要求补正。', 'No corrections in this period.'))
          : pair(
              await draw(t('补正次数', 'Corrections'), 'across', data.fields.map(field), [{ label: t('次数', 'Times'), values: data.fields.map(it => it.n) }]),
              table(
                t('补正率', 'Correction rate'),
                [
                  { label: t('事项', 'Field'), value: field },
                  { label: t('次数', 'Times'), number: true, value: row => row.n },
                  { label: t('占已提交', 'Of submitted'), number: true, value: row => share(row.share) }
                ],
                data.fields
              )
            )
      ),
      part(
        t('不予率：按办理机关和作出决定的角色', 'Reject rate by office and role'),
        meaning('REFUSED'),
        data.offices.every(it => it.share === null) && make('p', { class: 'insight-note' }, t('不予件数都小于 5，不计算比率。', 'Fewer than 5 refusals everywhere; no rate is given.')),
        pair(
          await draw(
            t('不予率', 'Reject rate'),
            'across',
            rated.map(it => `${deciding(it)} · ${named(context, words.roles, it.role)}`),
            [{ label: '%', values: rated.map(it => it.share), colour: '#b3261e' }],
            { unit: '%' }
          ),
          table(
            t('不予率', 'Reject rate'),
            [
              { label: t('机关', 'Office'), value: deciding },
              { label: t('角色', 'Role'), value: row => named(context, words.roles, row.role) },
              { label: t('决定', 'Decisions'), number: true, value: row => row.whole },
              { label: t('不予', 'Refusals'), number: true, value: row => row.part },
              { label: t('不予率', 'Rate'), number: true, value: row => share(row.share) }
            ],
            data.offices
          )
        )
      ),
      part(
        t('服务评价', 'Ratings'),
        meaning('RATED'),
        pair(
          await draw(t('服务评价', 'Ratings'), 'across', data.ratings.map(stars), [{ label: t('件数', 'Cases'), values: data.ratings.map(it => it.n), colour: '#d9822b' }]),
          table(t('服务评价', 'Ratings'), [{ label: t('星级', 'Stars'), value: stars }, { label: t('件数', 'Cases'), number: true, value: row => row.n }], data.ratings)
        )
      ),
      part(
        t('各机关的一次通过率和认证失败率', 'First time right and failed face checks by office'),
        `${meaning('RIGHT_FIRST_TIME')}\n${meaning('FACE_FAILED')}`,
        pair(
          await draw(
            t('各机关', 'By office'),
            'across',
            offices.map(it => office(it.code)),
            [
              { label: t('一次通过率', 'First time right'), values: offices.map(it => it.firstTimeRight.share), colour: '#12936b' },
              { label: t('认证失败率', 'Face checks failed'), values: offices.map(it => it.face.share), colour: '#b3261e' }
            ],
            { unit: '%' }
          ),
          table(
            t('各机关', 'By office'),
            [
              { label: t('机关', 'Office'), value: row => office(row.code) },
              { label: t('受理', 'Accepted'), number: true, value: row => row.firstTimeRight.whole },
              { label: t('一次通过率', 'First time right'), number: true, value: row => share(row.firstTimeRight.share) },
              { label: t('人脸认证', 'Face checks'), number: true, value: row => row.face.whole },
              { label: t('认证失败率', 'Failed'), number: true, value: row => share(row.face.share) }
            ],
            offices
          )
        )
      ),
      meanings(context, words)
    ];
  });
}

/** Shows the list of all cases. */
export async function cases(node, context) {
  const t = teller(context);
  const body = frame(node, context, '/cases', t('办件', 'Cases'));
  await list(body, context, {});
}

/** Shows a few figures on Cockpit's first page. */
export async function glance(node, context) {
  const t = teller(context);
  const [words, data] = await Promise.all([definitions(context), ask(context, 'dashboard')]);
  node.append(
    make(
      'section',
      { class: 'insight-glance' },
      make('h3', {}, t('业务概览 · 近 12 个月', 'The service · last 12 months'), make('a', { href: '#/insight' }, t('全部统计 →', 'All statistics →'))),
      cards(context, words, data.figures, ['SUBMITTED', 'APPROVED', 'REJECTED', 'CORRECTED', 'OPEN', 'OVERDUE'])
    )
  );
}
