import type { Book, Chapter } from '../apparatus/book.js';

/** A MARC relator code: https://id.loc.gov/vocabulary/relators.html. */
export type Role = 'edt' | 'aut' | 'trl';

export interface Contributor {
  name: string;
  /** As a catalogue sorts it: `Serge, Victor`. */
  fileAs: string;
  roles: Role[];
}

/** Everyone who made a book, each once: editors, then authors and translators in the order of the readings. */
export function contributors(book: Book): Contributor[] {
  const chapters = [...book.front, ...book.parts.flatMap((part) => part.chapters), ...book.back];
  const found = new Map<string, Contributor>();
  const add = (names: readonly string[], role: Role) => {
    for (const name of names) {
      const known = found.get(name);
      if (!known) found.set(name, { name, fileAs: fileAs(name), roles: [role] });
      else if (!known.roles.includes(role)) known.roles.push(role);
    }
  };
  add(book.anthology.editors, 'edt');
  for (const chapter of chapters) add(chapter.authors, 'aut');
  for (const chapter of chapters) add(chapter.translators, 'trl');
  return [...found.values()];
}

/** Who made one reading: its authors, then its translators. */
export function chapterContributors(chapter: Chapter): { name: string; fileAs: string; role: Role }[] {
  return [
    ...chapter.authors.map((name) => ({ name, fileAs: fileAs(name), role: 'aut' as const })),
    ...chapter.translators.map((name) => ({ name, fileAs: fileAs(name), role: 'trl' as const })),
  ];
}

/** Parts of a family name that stand before it in small letters. */
const PARTICLES = new Set(
  'af al am d da das de del della den der des di do dos du el ibn la las le los op ten ter van vom von zu zum zur'.split(
    ' ',
  ),
);
/** The same with a capital, where they begin a family name in French, Italian and English use. */
const CAPITALISED = new Set('De Del Della Des Di Du La Le Mac Saint St. Ten Ter Van Von'.split(' '));
/** What joins the two halves of a family name in Spanish, Portuguese and Catalan: Ortega y Gasset. */
const JOINS = new Set(['y', 'e', 'i']);
/** What tells a son from his father in Portuguese, and stays with the family name: Assis Filho, Cabral Neto. */
const KINSHIP = /^(filho|júnior|netto|neto|sobrinho)$/i;
/** What joins names, or the words of a group's. */
const CONJUNCTIONS = new Set([...JOINS, 'of', 'and', 'for', 'et', 'und']);
/** What follows a family name without being one. */
const SUFFIXES = /^(jr|sr|ii|iii|iv|phd|md)\.?$/i;
/** Beginnings of names of groups: they are sorted as they stand, without a leading article. */
const ARTICLES: Record<string, string> = { the: 'The', a: 'A', an: 'An' };

/**
 * A name as a catalogue sorts it: family name, with the particles that belong to it, before a comma. Names with a
 * comma, of one word, in a script that does not write the family name last, and of groups ("The editors of …") stay.
 */
export function fileAs(name: string): string {
  const words = name.trim().split(/\s+/);
  if (words.length < 2 || name.includes(',')) return name.trim();
  const article = ARTICLES[words[0]!.toLowerCase()];
  if (article && words.length > 1) return `${words.slice(1).join(' ')}, ${words[0]}`;
  if (!/^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}\p{P}]+$/u.test(words.join('')))
    return name.trim();
  const suffix = SUFFIXES.test(words.at(-1)!) && words.length > 2 ? [words.pop()!] : [];
  // A given name stands before a joined family name: “Rossi e Bianchi” are two people.
  const isJoined = words.length > 3 && JOINS.has(words.at(-2)!);
  const isKin = words.length > 2 && KINSHIP.test(words.at(-1)!);
  let start = words.length - (isJoined ? 3 : isKin ? 2 : 1);
  if (words.slice(1, start).some((word) => CONJUNCTIONS.has(word.toLowerCase()))) return name.trim();
  while (start > 1 && isParticle(words[start - 1]!)) start--;
  return [`${words.slice(start).join(' ')}, ${words.slice(0, start).join(' ')}`, ...suffix].join(', ');
}

function isParticle(word: string): boolean {
  return PARTICLES.has(word.replace(/[’']$/, '')) || CAPITALISED.has(word);
}
