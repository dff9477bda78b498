/** The one search for services, of the start page and of 查找服务事项. The service of this platform is always in reach. */
import {api} from './api.js';

/**
 * Searches while somebody types: only the answer to what was typed last counts.
 * @param {(words: string) => void} failed hears that no answer could be had
 * @returns {(words: string, show: (codes: string[]) => void) => Promise<void>}
 */
export function searching(failed) {
  let last = null;
  return async (words, show) => {
    last?.abort();
    const mine = new AbortController();
    last = mine;
    try {
      const {found} = await api.services(words, {signal: mine.signal});
      if (last === mine) {
        show(found);
      }
    } catch (failure) {
      if (failure.name !== 'AbortError' && last === mine) {
        failed(failure);
      }
    }
  };
}

/** Puts services in the order of what was found; the one that is handled here stands last where it wasn't. */
export function inOrder(all, codes, codeOf, isHandledHere) {
  const found = codes.map(code => all.find(one => codeOf(one) === code)).filter(Boolean);
  const ours = all.find(isHandledHere);
  return {found, ours: ours && !found.includes(ours) ? ours : null};
}
