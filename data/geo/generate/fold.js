// SPDX-License-Identifier: GPL-3.0-or-later
// The form in which names are looked up. Must give what atlas_fold_words() and the geocoder's canonical words give; a test
// of the project compares the two over every name.
const letters = { æ: 'ae', œ: 'oe', ø: 'o', ß: 'ss', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ı: 'i' };
const words = { st: 'saint', ste: 'sainte', mt: 'mount', ft: 'fort' };

export function fold(text) {
  return text
    .replace(/[‘’‛ʼ´`]/g, "'")
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[æœøßđðłþı]/g, (c) => letters[c])
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

const compass = { n: 'north', e: 'east', s: 'south', w: 'west' };

export function key(text) {
  return fold(text).split(' ').map((word, i, all) => (i === 0 && all.length > 1 && compass[word]) || (words[word] ?? word)).join(' ');
}

export function isLatin(text) {
  return /^[\p{Script=Latin}\p{N}\p{M}\p{P}\p{Zs}ʻʼ]+$/u.test(text) && /\p{Script=Latin}/u.test(text);
}
