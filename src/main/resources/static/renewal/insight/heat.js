/** Shows on the diagram of a definition how often, how long and how lastingly cases are in each step. */
import { ask, definitions, lasted, make, select, teller, trouble } from './base.js';

const CLASSES = 5;

/** Lays the heat over the diagram that Cockpit shows. */
export async function heat(viewer, context) {
  const t = teller(context);
  if (!/^certificate-renewal:/.test(context.processDefinitionId ?? '')) {
    return undefined;
  }
  const words = await definitions(context);
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  const choice = { definition: context.processDefinitionId, office: '', from: '', to: '' };
  const modes = {
    off: { label: t('不显示', 'Off') },
    visits: { label: t('经过次数', 'Frequency'), show: value => value },
    mean: { label: t('平均停留', 'Mean dwell'), show: value => lasted(context, value) },
    p90: { label: t('停留 P90', 'P90 dwell'), show: value => lasted(context, value) },
    dropped: { label: t('在此流失', 'Drop-off'), show: value => value }
  };
  let mode = 'off';
  let data;
  let marked = [];
  const legend = make('div', { class: 'insight-legend' });

  const clear = () => {
    overlays.remove({ type: 'insight' });
    marked.forEach(([id, name]) => registry.get(id) && canvas.removeMarker(id, name));
    marked = [];
    legend.replaceChildren();
  };
  const mark = (id, name) => {
    canvas.addMarker(id, name);
    marked.push([id, name]);
  };
  const draw = () => {
    clear();
    if (mode === 'off') {
      return;
    }
    const steps = data.steps.filter(it => /^(Task|BoundaryEvent|EndEvent)_/.test(it.activity) && registry.get(it.activity));
    const tasks = steps.filter(it => /^Task_/.test(it.activity));
    const shown = mode === 'visits' ? steps : tasks;
    const numbers = shown.map(it => it[mode]).filter(it => typeof it === 'number' && it > 0);
    const most = Math.max(1, ...numbers);
    // Times range from seconds to weeks: by their roots, so that the short ones differ too.
    const level = value => {
      const part = mode === 'mean' || mode === 'p90' ? Math.sqrt(value / most) : value / most;
      return Math.max(1, Math.min(CLASSES, Math.ceil(part * CLASSES)));
    };
    for (const step of shown) {
      const value = step[mode];
      if (value === null || value === 0) {
        continue;
      }
      if (typeof value === 'number' && /^Task_/.test(step.activity)) {
        mark(step.activity, `insight-heat-${level(value)}`);
      }
      const task = /^Task_/.test(step.activity);
      overlays.add(step.activity, 'insight', {
        position: task ? { bottom: 6, left: 8 } : { bottom: -6, right: 20 },
        // Legible however small the diagram is drawn; events only when it is drawn larger.
        scale: task ? { min: 0.85, max: 1.3 } : true,
        show: task ? undefined : { minZoom: 0.6 },
        html: make('span', { class: 'insight-heat-value' }, String(modes[mode].show(value)))
      });
    }
    if (data.bottleneck && registry.get(data.bottleneck)) {
      mark(data.bottleneck, 'insight-bottleneck');
      overlays.add(data.bottleneck, 'insight', {
        position: { top: -12, left: 0 },
        scale: { min: 0.9, max: 1.3 },
        html: make('span', { class: 'insight-bottleneck-badge', title: t('机关和系统环节中，办件停留总时间最长的一个', 'Of the steps of office and system, the one in which cases wait longest, all together') }, t('瓶颈', 'Bottleneck'))
      });
    }
    legend.replaceChildren(
      make('span', {}, t('少', 'less')),
      ...Array.from({ length: CLASSES }, (_, index) => make('i', { class: `insight-scale insight-scale-${index + 1}` })),
      make('span', {}, t('多', 'more')),
      make('small', {}, t(`${data.from} 至 ${data.to}；小于 5 的显示为“<5”`, `${data.from} to ${data.to}; below 5 shown as "<5"`))
    );
  };
  const show = async () => {
    try {
      data = await ask(context, 'heat', choice);
      draw();
    } catch (error) {
      clear();
      legend.replaceChildren(trouble(error));
    }
  };
  const buttons = make('div', { class: 'btn-group', role: 'group', 'aria-label': t('热力图', 'Heat map') });
  for (const [name, { label }] of Object.entries(modes)) {
    buttons.append(
      make(
        'button',
        {
          type: 'button',
          class: `btn btn-default btn-xs${name === mode ? ' active' : ''}`,
          'data-heat': name,
          'aria-pressed': String(name === mode),
          onclick: async event => {
            mode = name;
            buttons.querySelectorAll('button').forEach(it => {
              it.classList.toggle('active', it === event.target);
              it.setAttribute('aria-pressed', String(it === event.target));
            });
            await (data ? draw() : show());
          }
        },
        label
      )
    );
  }
  const office = select(t('机关', 'Office'), 'heat-office', [['', t('全部', 'All')], ...words.offices.map(it => [it.code, context.english ? it.en : it.zh])], '', value => {
    choice.office = value;
    return show();
  });
  const panel = make('div', { class: 'insight-heat' }, make('strong', {}, t('热力图', 'Heat map')), buttons, office, legend);
  for (const kind of ['mousedown', 'click', 'dblclick', 'wheel']) {
    panel.addEventListener(kind, event => event.stopPropagation());
  }
  canvas.getContainer().append(panel);
  return () => {
    clear();
    panel.remove();
  };
}
