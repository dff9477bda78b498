/** What people type, compared as the server compares it. */

const UNSEEN = /[\p{Z}\p{Cc}\p{Cf}\u034F\u115F\u1160\u180B-\u180F\u3164\uFE00-\uFE0F\uFFA0\u{E0100}-\u{E01EF}]/gu;
const DOT = /[.\u00B7\u0387\u2022\u2024\u2027\u2219\u22C5\u30FB]/g;

const folded = name => String(name ?? '').normalize('NFKC').replace(UNSEEN, '').toUpperCase().toLowerCase().replace(DOT, '·').normalize('NFKC');

/** Whether two names are the same but for width, case, blanks, dots and compatibility forms. */
export const sameName = (one, other) => folded(one) === folded(other);

/** A whole number, in digits of any width; null when it is none. */
export function wholeNumber(text) {
  const digits = String(text ?? '').normalize('NFKC').replace(UNSEEN, '');
  return /^[0-9]{1,9}$/.test(digits) ? Number(digits) : null;
}

/** A text to search by: without what people leave out or write in another width. */
export const searched = text => String(text ?? '').normalize('NFKC').replace(UNSEEN, '').replace(/[()“”"]/g, '').toLowerCase();
