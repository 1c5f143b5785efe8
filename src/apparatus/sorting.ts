import type { Memo } from '../cache/memo.js';

/** Articles that a title is not sorted under, by language. */
const ARTICLES: Record<string, RegExp> = {
  en: /^(the|an?)\s+/i,
  fr: /^(le|la|les|un|une|des)\s+|^l[’']/i,
  de: /^(der|die|das|ein|eine)\s+/i,
  es: /^(el|la|los|las|un|una)\s+/i,
  it: /^(il|lo|la|i|gli|le|un|uno|una)\s+|^(l|un)[’']/i,
  pt: /^(o|a|os|as|um|uma)\s+/i,
};

/**
 * Items in the order of their names, as an index of the language has them.
 *
 * @param memo remembers orders: Node takes long to load what it knows of languages
 */
export function sortedByName<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  language: string,
  memo: Memo,
): T[] {
  const names = items.map(nameOf);
  const order = memo.remember('order', [language, names], () => {
    const compare = alphabetically(language);
    return [...names.keys()].sort((a, b) => compare(names[a]!, names[b]!));
  });
  return order.map((nth) => items[nth]!);
}

/**
 * Compares names as an index of the language does: without leading articles, case and accents second. Names that a
 * collator finds equal are told apart by their code units, so that the order never depends on the input's.
 */
export function alphabetically(language: string): (a: string, b: string) => number {
  let collator: Intl.Collator | undefined;
  const collate = (a: string, b: string) => {
    // Made where there is something to compare.
    collator ??= new Intl.Collator(language, {
      sensitivity: 'variant',
      ignorePunctuation: true,
      numeric: true,
    });
    return collator.compare(a, b);
  };
  const article = ARTICLES[language.split('-')[0]!.toLowerCase()];
  const key = (name: string) => (article ? name.replace(article, '') : name);
  return (a, b) => collate(key(a), key(b)) || (a < b ? -1 : a > b ? 1 : 0);
}
