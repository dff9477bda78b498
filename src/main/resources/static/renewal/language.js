/**
 * Chinese, or English for who chooses it: the frame around the content (headings, labels, buttons). What the law, the
 * office and the applicant write stays Chinese. Texts that aren't listed here stay as they are.
 */
import {make} from './dom.js';

const KEY = 'renewal.language';

const stored = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

/** The language that was chosen, else the browser's. */
export const language =
  stored() ?? ((navigator.languages?.[0] ?? navigator.language ?? 'zh').toLowerCase().startsWith('en') ? 'en' : 'zh');

let ENGLISH = {};

const english = text => ENGLISH[text.trim().replace(/\s+/g, ' ')];

function translateText(node) {
  const text = english(node.nodeValue);
  if (text !== undefined && node.parentElement && !node.parentElement.closest('script, style, option:not([value=""]), [translate="no"]')) {
    // Chinese runs on where English needs a space between a text and what stands beside it.
    const before = node.previousSibling && !/^[,.;:)]/.test(text) ? ' ' : '';
    node.nodeValue = before + text + (node.nextSibling && !/[(]$/.test(text) ? ' ' : '');
    node.parentElement.lang = 'en';
  }
}

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) {
    translateText(root);
    return;
  }
  if (root.nodeType !== Node.ELEMENT_NODE) {
    return;
  }
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    translateText(texts.currentNode);
  }
  // What an administrator has named in both languages.
  for (const element of root.querySelectorAll('[data-english]')) {
    element.textContent = element.dataset.english;
    element.lang = 'en';
  }
  for (const element of [root, ...root.querySelectorAll('[aria-label], [placeholder], [data-label]')]) {
    for (const name of ['aria-label', 'placeholder', 'data-label']) {
      const text = element.hasAttribute(name) ? english(element.getAttribute(name)) : undefined;
      if (text !== undefined) {
        element.setAttribute(name, text);
      }
    }
  }
}

/** Puts a switch beside each switch of the type size. */
function offer(root) {
  for (const button of root.querySelectorAll?.('[data-large-type]:not([data-with-language])') ?? []) {
    button.dataset.withLanguage = '';
    button.after(
      make('button', {
        type: 'button',
        class: button.className,
        lang: language === 'en' ? 'zh-CN' : 'en',
        text: language === 'en' ? '中文' : 'English',
        onclick: () => {
          try {
            localStorage.setItem(KEY, language === 'en' ? 'zh' : 'en');
          } catch {
            // Without storage the browser's language holds.
          }
          location.reload();
        }
      })
    );
  }
}

export async function start() {
  if (language === 'en') {
    try {
      ENGLISH = (await import('./english.js')).default;
    } catch (error) {
      console.error(error);
    }
  }
  const work = root => {
    if (root.nodeType === Node.ELEMENT_NODE) {
      offer(root);
    }
    if (language === 'en') {
      translate(root);
    }
  };
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'characterData') {
        work(change.target);
      }
      change.addedNodes.forEach(work);
    }
  }).observe(document.body, {childList: true, subtree: true, characterData: language === 'en'});
  work(document.body);
  if (language === 'en') {
    document.title = document.title.split('｜').map(part => english(part) ?? part).join(' | ');
  }
}
