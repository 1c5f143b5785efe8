import { generator, pick, prose } from '../test/anchoring/prose.js';
import { lexicon } from './lexicon.js';

/** How large a generated book is. */
export interface Size {
  name: string;
  words: number;
  readings: number;
  notes: number;
  terms: number;
}

export const SIZES: readonly Size[] = [
  { name: '18k', words: 18_000, readings: 5, notes: 40, terms: 30 },
  { name: '134k', words: 134_000, readings: 12, notes: 300, terms: 120 },
  { name: '1.4M', words: 1_400_000, readings: 117, notes: 4500, terms: 400 },
];

/** A book that each program under test is given in its own language: plain text, with `*` round emphasised words. */
export interface BenchBook {
  readings: BenchReading[];
  terms: { term: string; definition: string }[];
  /** Of the readings, without the notes. */
  words: number;
}

export interface BenchReading {
  id: string;
  title: string;
  author: string;
  blocks: Block[];
}

export interface Block {
  kind: 'heading' | 'paragraph' | 'quotation';
  text: string;
  note?: BlockNote;
  /** The first uses of terms in a reading, in the order of the text. */
  uses: TermUse[];
}

/** Where a term is used: a link leads from there to its definition, and one from there back. */
export interface TermUse {
  term: string;
  start: number;
}

/** A note on the words of a block from `start` up to `end`, where its call stands. */
export interface BlockNote {
  start: number;
  end: number;
  text: string;
}

/** One in so many of the words that could be rare is: texts of these lengths then have some 2,500, 9,000 and 20,000 different words. */
const RARE = 4;
/** Paragraphs from one heading to the next. */
const SECTION = 14;

/** Makes a book of a size: the same one each time. */
export function makeBook({ words, readings, notes, terms }: Size): BenchBook {
  const random = generator(words);
  const rare = lexicon(20_000);
  const texts = Array.from({ length: readings }, (_, n) =>
    blocks(varied(prose(n + 1, words / readings), rare, random), random),
  );
  const counts = texts.map(
    (_, n) => Math.floor(((n + 1) * notes) / readings) - Math.floor((n * notes) / readings),
  );
  const glossary = Array.from({ length: terms }, (_, n) => ({
    term: rare[20 + n * 7]!,
    definition: prose(5000 + n, 25)[0]!,
  }));
  for (const [n, text] of texts.entries()) {
    annotate(text, counts[n]!, random, prose(1000 + n, counts[n]! * 40));
    findUses(text, new Set(glossary.map(({ term }) => term)));
  }
  return {
    readings: texts.map((text, n) => ({
      id: `reading-${n + 1}`,
      title: titled(`${rare[n * 3]} and ${rare[n * 3 + 1]}`),
      author: titled(`${rare[n * 5 + 2]} ${rare[n * 7 + 3]}`),
      blocks: text,
    })),
    terms: glossary,
    words: texts.flat().reduce((sum, block) => sum + block.text.split(' ').length, 0),
  };
}

/** Puts rare words in the places of some common ones, and emphasis on a few. */
function varied(paragraphs: string[], rare: readonly string[], random: () => number): string[] {
  return paragraphs.map((paragraph) =>
    paragraph
      .split(' ')
      .map((word) => {
        if (!/^[a-z]{4,}$/.test(word)) return word;
        const chance = random();
        if (chance < 1 / RARE) return rare[Math.floor(random() ** 2 * rare.length)]!;
        return chance > 0.99 ? `*${word}*` : word;
      })
      .join(' '),
  );
}

function blocks(paragraphs: string[], random: () => number): Block[] {
  return paragraphs.flatMap((text, n): Block[] => {
    const block: Block = { kind: random() < 0.04 ? 'quotation' : 'paragraph', text, uses: [] };
    if (n % SECTION !== SECTION - 1) return [block];
    const heading = text
      .replace(/[^a-z ]/g, '')
      .split(' ')
      .slice(1, 6)
      .join(' ');
    return [{ kind: 'heading', text: titled(heading), uses: [] }, block];
  });
}

/** Hangs notes on evenly spread paragraphs, each on four to six words that have no emphasis among them. */
function annotate(text: Block[], count: number, random: () => number, bodies: string[]): void {
  const paragraphs = text.filter(({ kind }) => kind === 'paragraph');
  for (let n = 0; n < count; n++) {
    const block = paragraphs[Math.floor(((n + 0.5) * paragraphs.length) / count)]!;
    const places = [...block.text.matchAll(/(?<= )[a-z]+(?: [a-z]+){3,5}(?=[ ,.;])/g)];
    if (places.length === 0) continue;
    const { 0: quote, index } = pick(places, random);
    block.note = { start: index, end: index + quote.length, text: bodies[n % bodies.length]! };
  }
}

/** Finds what florilegium links unless it is told otherwise: the first use of each term in a reading. */
function findUses(text: Block[], terms: ReadonlySet<string>): void {
  const unused = new Set(terms);
  for (const block of text)
    if (block.kind !== 'heading')
      for (const { 0: word, index } of block.text.matchAll(/[a-z]+/g))
        if (unused.delete(word)) block.uses.push({ term: word, start: index });
}

function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
