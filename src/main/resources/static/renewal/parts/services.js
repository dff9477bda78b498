/**
 * Finds the service: the search box, or 个人服务 → 按部门 → 省建设厅; then 在线办理 and the notice that must be read.
 * Answers plainly when a service is handled elsewhere.
 */
import {make, uniqueId} from '../dom.js';
import {whenTyped} from '../composing.js';
import {ask} from '../dialog.js';
import {inOrder, searching} from '../service-search.js';
import {searched as normal} from '../typed.js';

/**
 * How personal data are handled, in the version in use; whoever has read it needn't tick again. Made here, so that a case
 * with an older form shows it too.
 */
function addPrivacy(notice, session) {
  const privacy = session.context.privacy;
  if (!privacy) {
    return {tick: null, remove: () => {}};
  }
  const lines = (parts, title, texts) =>
    parts.flatMap(part => [make('h3', {text: part[title]}), ...part[texts].map(text => make('p', {text}))]);
  const text = make(
    'div',
    {class: 'rw-notice', tabindex: '0', role: 'region', 'aria-label': '个人信息处理告知全文'},
    ...lines(privacy.parts, 'title', 'paragraphs')
  );
  const english = make(
    'details',
    {lang: 'en'},
    make('summary', {text: privacy.englishTitle}),
    ...lines(privacy.parts, 'englishTitle', 'english')
  );
  const tick = privacy.read ? null : make('input', {type: 'checkbox', 'data-services': 'privacy-read'});
  if (tick) {
    tick.checked = session.section?.privacyNotice === privacy.version;
    tick.addEventListener('change', () => session.changed(tick));
  }
  const made = make(
    'div',
    {'data-services': 'privacy'},
    make('h2', {text: '个人信息处理告知'}),
    make('p', {class: 'rw-hint'}, make('span', {text: '版本：'}), privacy.version),
    text,
    english,
    tick
      ? make(
          'div',
          {'data-field': 'privacyNotice'},
          make('label', {class: 'rw-choice'}, tick, make('span', {text: '我已阅读以上“个人信息处理告知”'}))
        )
      : make('p', {class: 'rw-hint', text: '您已阅读过这个版本。'})
  );
  notice.append(made);
  return {tick, remove: () => made.remove()};
}

/** Whoever has pressed 在线办理 of the service before has found it: 用户须知 comes first, and the search only when wanted. */
function chosenBefore(element, notice) {
  const others = [...element.children].filter(one => one !== notice && one.matches('section'));
  for (const one of others) {
    one.hidden = true;
  }
  const again = make('button', {type: 'button', class: 'rw-link', 'data-services': 'again', text: '重新查找服务事项'});
  again.addEventListener('click', () => {
    for (const one of others) {
      one.hidden = false;
    }
    again.remove();
    element.querySelector('[data-services="query"]').focus();
  });
  element.prepend(again);
  return again;
}

export default function services(element, session) {
  const part = name => element.querySelector(`[data-services="${name}"]`);
  const [query, search, count, list, departments, notice, noticeTitle, noticeText, noticeBox, enter, chosen, browse] = [
    'query', 'search', 'count', 'list', 'departments', 'notice', 'notice-title', 'notice-text', 'notice-box', 'enter', 'code', 'browse'
  ].map(part);
  const context = session.context;
  const catalogue = context.services ?? [];
  let department = null;

  const named = (name, words) => {
    const node = make('strong');
    const at = words ? name.indexOf(words) : -1;
    if (at < 0) {
      node.textContent = name;
    } else {
      node.append(name.slice(0, at), make('mark', {text: words}), name.slice(at + words.length));
    }
    return node;
  };

  const pick = async service => {
    if (!service.handledHere) {
      const other = catalogue.find(one => one.handledHere);
      const answer = await ask({
        title: '这项服务不在本平台办理',
        content: [
          `“${service.name}”由${service.departmentName}另行受理，本平台只办理“${other?.name ?? '建筑施工特种作业人员职业资格认定（延续）'}”。`
        ],
        buttons: [
          {value: 'back', label: '返回继续查找'},
          {value: 'open', label: '办理本平台的服务', primary: true}
        ]
      });
      if (answer === 'open' && other) {
        pick(other);
      }
      return;
    }
    chosen.value = service.code;
    session.changed(chosen);
    showNotice(true);
  };

  const showNotice = focus => {
    const open = chosen.value !== '';
    notice.hidden = !open;
    if (open && focus) {
      noticeTitle.focus({preventScroll: true});
      notice.scrollIntoView({block: 'start'});
    }
  };

  const line = service =>
    make(
      'li',
      {},
      make('div', {}, named(service.name, query.value.trim()), make('div', {class: 'rw-hint', text: service.departmentName})),
      make('button', {
        type: 'button',
        class: service.handledHere ? 'rw-button rw-primary' : 'rw-button',
        text: '在线办理',
        'aria-label': `在线办理：${service.name}`,
        onclick: () => pick(service)
      })
    );

  const find = searching(() => {
    if (department) {
      return;
    }
    list.replaceChildren();
    count.textContent = '暂时查找不了，请稍后再试，或按部门查找。';
  });

  const show = () => {
    const words = query.value.trim();
    if (department) {
      const found = catalogue.filter(service => service.departmentCode === department);
      const name = context.departments?.find(one => one.code === department)?.name ?? '';
      list.replaceChildren(...found.map(line));
      count.textContent = `${name}：共 ${found.length} 项服务`;
    } else if (words === '') {
      list.replaceChildren();
      count.textContent = '';
    } else {
      find(words, codes => {
        if (department) {
          return;
        }
        const {found, ours} = inOrder(catalogue, codes, one => one.code, one => one.handledHere);
        list.replaceChildren(...[...found, ...(ours ? [ours] : [])].map(line));
        count.textContent = found.length
          ? `找到 ${found.length} 项服务`
          : `没有找到与“${words}”有关的服务，请换个词，或按部门查找。本平台办理的是：`;
      });
    }
  };

  const searchNow = () => {
    department = null;
    pressed();
    show();
  };
  const entered = event => {
    if (event.key === 'Enter') {
      event.preventDefault();
      searchNow();
    }
  };

  const pressed = () => {
    for (const button of departments.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.dataset.code === department));
    }
  };
  departments.replaceChildren(
    ...(context.departments ?? []).map(one =>
      make(
        'li',
        {},
        make('button', {
          type: 'button',
          text: one.name,
          'data-code': one.code,
          'aria-pressed': 'false',
          onclick: () => {
            department = department === one.code ? null : one.code;
            pressed();
            show();
            if (department) {
              count.scrollIntoView({block: 'nearest'});
            }
          }
        })
      )
    )
  );

  noticeTitle.textContent = context.notice?.title ?? '用户须知';
  noticeText.replaceChildren(
    ...(context.notice?.paragraphs ?? []).flatMap(paragraph => [
      paragraph.heading ? make('h3', {text: paragraph.heading}) : null,
      ...String(paragraph.text ?? '').split('\n').filter(Boolean).map(line => make('p', {text: line}))
    ]).filter(Boolean)
  );
  if (!noticeBox.id) {
    noticeBox.id = uniqueId('rw-notice');
  }

  const privacy = addPrivacy(notice, session);

  search.addEventListener('click', searchNow);
  const untyped = whenTyped(query, show);
  query.addEventListener('keydown', entered);
  if (browse && context.departments?.length) {
    browse.hidden = false;
  }
  show();
  showNotice(false);
  const again = catalogue.some(one => one.handledHere && one.code === chosen.value) ? chosenBefore(element, notice) : null;
  if (enter) {
    enter.textContent = '进入办事';
  }
  return {
    before: () => {
      if (chosen.value === '') {
        const only = catalogue.find(service => service.handledHere);
        if (only && normal(query.value) === normal(only.name)) {
          pick(only);
          return false;
        }
      }
      return true;
    },
    read: section => {
      if (privacy.tick) {
        section.privacyNotice = privacy.tick.checked ? context.privacy.version : null;
      }
    },
    stop: () => {
      privacy.remove();
      again?.remove();
      search.removeEventListener('click', searchNow);
      untyped();
      query.removeEventListener('keydown', entered);
    }
  };
}
