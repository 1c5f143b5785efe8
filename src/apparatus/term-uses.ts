import type { Element, Root, RootContent, Text } from 'hast';
import type { ReadingText, TextPiece } from '../anchoring/anchored.js';
import { fold } from '../anchoring/fold.js';
import type { PresentReading } from '../edition/select.js';
import { kindOf, lengthOf, MARK, OTHER, SIGN } from '../manuscript/letters.js';
import type { Term } from '../manuscript/manuscript.js';

/** One place where a reading uses a glossary term. UTF-16 offsets in the reading's text. */
export interface TermUse {
  start: number;
  end: number;
  term: Term;
  /** The glossary entry's id. */
  termId: string;
  /** The id of this place. */
  id: string;
  linked: boolean;
}

/** A spelling of a term, folded. */
interface Pattern {
  text: string;
  /** How many characters stand before its first word: “.NET” has one. */
  lead: number;
  /** Whether its last character belongs to a word, which must end there, too. */
  endsWord: boolean;
  term: Term;
  caseSensitive: boolean;
}

/** Elements whose text never links: headings have their own looks, links cannot nest, code is quoted as it is. */
const PLAIN = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'a', 'code', 'pre', 'kbd', 'samp']);

/**
 * Finds terms and their forms in running text: whole words, in any typographic variant, case-sensitive where the
 * spelling has a capital, the longest first. One look-up a word: linear in the text.
 */
export class TermMatcher {
  /** By the first word in lower case; longest first. */
  private readonly patterns = new Map<string, Pattern[]>();

  constructor(glossary: Term[]) {
    const seen = new Set<string>();
    for (const term of glossary)
      for (const spelling of [term.term, ...term.forms]) {
        const text = fold(spelling).text.trim();
        const lead = nextWord(text, 0);
        if (lead === text.length || seen.has(text)) continue;
        seen.add(text);
        const first = text.slice(lead, wordEnd(text, lead)).toLowerCase();
        const endsWord = isOfWord(text.charCodeAt(text.length - 1));
        const pattern = { text, lead, endsWord, term, caseSensitive: text !== text.toLowerCase() };
        const list = this.patterns.get(first);
        if (list) list.push(pattern);
        else this.patterns.set(first, [pattern]);
      }
    for (const list of this.patterns.values()) list.sort((a, b) => b.text.length - a.text.length);
  }

  /** Every use in a text without markup, in order. */
  find(text: string): { start: number; end: number; term: Term }[] {
    const uses: { start: number; end: number; term: Term }[] = [];
    const folded = fold(text);
    let from = 0;
    for (let start = nextWord(folded.text, 0); start < folded.text.length; ) {
      const end = wordEnd(folded.text, start);
      const pattern =
        start < from ? undefined : this.match(folded.text, start, folded.text.slice(start, end));
      start = nextWord(folded.text, end);
      if (!pattern) continue;
      from = pattern.end;
      uses.push({
        start: folded.rawStart(pattern.start),
        end: folded.rawEnd(pattern.end),
        term: pattern.term,
      });
    }
    return uses;
  }

  private match(text: string, at: number, word: string) {
    const patterns = this.patterns.get(word.toLowerCase());
    if (!patterns) return undefined;
    for (const { text: wanted, lead, endsWord, term, caseSensitive } of patterns) {
      const start = at - lead;
      const end = start + wanted.length;
      if (start < 0 || end > text.length) continue;
      const found = text.slice(start, end);
      if (caseSensitive ? found !== wanted : found.toLowerCase() !== wanted) continue;
      if (end < text.length && endsWord && isOfWord(text.codePointAt(end)!)) continue;
      return { start, end, term };
    }
    return undefined;
  }
}

/** Where the next word begins, from an offset on; the length of the text where there is none. */
function nextWord(text: string, offset: number): number {
  let at = offset;
  while (at < text.length) {
    const code = text.codePointAt(at)!;
    if (kindOf(code) !== OTHER) break;
    at += lengthOf(code);
  }
  return at;
}

/** Where a word ends that begins at an offset: after one sign, in a script that does not part words. */
function wordEnd(text: string, start: number): number {
  const first = text.codePointAt(start)!;
  let at = start + lengthOf(first);
  while (at < text.length) {
    const code = text.codePointAt(at)!;
    if (kindOf(first) === SIGN ? kindOf(code) !== MARK : !isOfWord(code)) break;
    at += lengthOf(code);
  }
  return at;
}

/** Whether a character belongs to the word before it. */
function isOfWord(code: number): boolean {
  const kind = kindOf(code);
  return kind !== OTHER && kind !== SIGN;
}

/**
 * What is found in a reading's title, text and author's notes, headings, links and code left out, in order.
 *
 * @param find finds something in a stretch of the text: the offsets that it gives are counted from there
 */
export function findInText<T extends { start: number; end: number }>(
  reading: PresentReading,
  text: ReadingText,
  find: (run: string) => readonly T[],
): T[] {
  const found: T[] = [];
  for (const { start, end } of runs(text.pieces, plainTexts(reading)))
    for (const each of find(text.text.slice(start, end)))
      found.push({ ...each, start: start + each.start, end: start + each.end });
  return found;
}

/** Text nodes in which terms are left alone, with the title's and the subtitle's. */
function plainTexts(reading: PresentReading): Set<Text> {
  const plain = new Set<Text>();
  const walk = (nodes: RootContent[], inside: boolean) => {
    for (const node of nodes) {
      if (node.type === 'text' && inside) plain.add(node);
      else if (node.type === 'element') walk(node.children, inside || isPlain(node));
    }
  };
  walk(reading.title.children, true);
  if (reading.subtitle) walk(reading.subtitle.children, true);
  for (const tree of [reading.body, ...reading.authorNotes.map((note): Root => note.body)])
    walk(tree.children, false);
  return plain;
}

function isPlain(element: Element): boolean {
  return PLAIN.has(element.tagName);
}

/** Stretches of text without a block boundary in which terms may be linked. */
function* runs(pieces: TextPiece[], plain: Set<Text>): Generator<{ start: number; end: number }> {
  let run: { start: number; end: number } | undefined;
  for (const piece of pieces) {
    if (plain.has(piece.node)) {
      if (run) yield run;
      run = undefined;
    } else if (run && run.end === piece.start) run.end = piece.end;
    else {
      if (run) yield run;
      run = { start: piece.start, end: piece.end };
    }
  }
  if (run) yield run;
}
