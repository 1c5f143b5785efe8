import { DividedWords } from './divided-words.js';
import type { Block, Draft } from './draft.js';
import { collapse } from './draft.js';
import { findPageBreaks } from './page-breaks.js';
import { takeFootnotes, withEmphasis } from './plain-text-marks.js';

/**
 * A file whose long lines are this much longer than a screen holds one paragraph a line. Wrapped text is rarely set
 * wider than 100 characters; a paragraph that is shorter than that in every text of some length is rarer still.
 */
const LONGEST_WRAPPED_LINE = 120;

/** Reads saved plain text: one paragraph a line, or lines wrapped at some width and paragraphs set off by blank lines. */
export function fromText(text: string): Draft {
  const lines = text.split(/\n|\u2028|\u2029|\f/);
  const longest = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const wrapped = isWrapped(lines, longest);
  const isFull = (line: string) => line.length >= longest * FULL_LINE;
  const breaks = wrapped ? findPageBreaks(lines, isFull) : undefined;
  const divided = new DividedWords(text);
  const blocks: Block[] = [];
  const remarks: string[] = [];
  let runs = 0;
  const push = (raw: string[], line: number) => {
    const joined = wrapped ? rejoin(raw, divided) : raw.join(' ');
    const words = collapse(joined);
    if (words === '') return;
    runs += countRuns(raw);
    blocks.push({
      node: SEPARATOR.test(words)
        ? { type: 'thematicBreak' }
        : { type: 'paragraph', children: withEmphasis(words) },
      text: words,
      line,
      lines: raw.map(collapse),
      indented: raw.every((each) => /^(?: {3,}|\t|> ?)\s*\S/.test(each)),
    });
  };

  let paragraph: string[] = [];
  let first = 0;
  const flush = () => {
    if (paragraph.length > 0) push(paragraph, first);
    paragraph = [];
  };
  lines.forEach((line, i) => {
    const blank = line.trim() === '';
    if (breaks?.skipped.has(i)) return;
    if (blank) flush();
    else if (!wrapped) push([line], i + 1);
    else {
      if (startsParagraph(line, paragraph, longest)) flush();
      if (paragraph.length === 0) first = i + 1;
      paragraph.push(line);
    }
  });
  flush();
  for (const block of blocks) unquote(block);
  takeFootnotes(blocks);
  if (runs > 0) remarks.push(`${runs} run${runs === 1 ? '' : 's'} of spaces made one space`);
  if (divided.guessed.size > 0)
    remarks.push(`joined, though nothing but a line’s end parts them: ${[...divided.guessed].join(', ')}`);
  return { blocks, metadata: {}, dropped: breaks?.dropped ?? [], remarks };
}

/** A line of asterisks, dashes and the like between two parts of a text. */
const SEPARATOR = /^(?:(?:[*•·_#~-] ?){3,}|[–—⁂❦§])$/u;

/**
 * Wrapped lines that go on in the next line are about as long as the longest one. Where most are much shorter, each
 * line is a paragraph of its own, though a short one; unless those that are long go on with a small letter, and the
 * short ones are verse, lists, or what a web page has around a text.
 */
export const FULL_LINE = 0.6;

function isWrapped(lines: string[], longest: number): boolean {
  if (longest > LONGEST_WRAPPED_LINE) return false;
  let [going, full, continued] = [0, 0, 0];
  lines.forEach((line, i) => {
    const next = lines[i + 1]?.trim();
    if (line.trim() === '' || !next) return;
    going++;
    if (line.length < longest * FULL_LINE) return;
    full++;
    if (/^\p{Ll}/u.test(next)) continued++;
  });
  return full > 0 && (full >= going / 2 || continued > full / 2);
}

/** Somebody speaks, in a line of his own. */
const SPEECH = /^\s*["“«„]\p{Lu}/u;
const SENTENCE_END = /[.!?…]["”»“]?\s*$/u;

/**
 * In wrapped text without blank lines between paragraphs, a paragraph begins with an indent after a flush line, or with
 * a capital or with somebody's words after a line that had room for more.
 */
function startsParagraph(line: string, paragraph: string[], longest: number): boolean {
  const previous = paragraph.at(-1);
  if (previous === undefined) return false;
  const indent = (text: string) => text.length - text.trimStart().length;
  if (LIST_MARKER.test(line)) return true;
  const isShort = previous.length < longest * FULL_LINE;
  if (isShort && SPEECH.test(line) && SENTENCE_END.test(previous)) return true;
  if (indent(previous) > 0) return false;
  const begins = !/^\p{Ll}/u.test(line) || BY_LINE.test(line.trim());
  return indent(line) >= 2 || (isShort && begins);
}

/** A line that names the author. */
export const BY_LINE =
  /^(?:(?:[Ww]ritten |[Ww]ords )?[Bb]y|BY|[Aa]uthor:|AUTHOR:)\s+(\p{Lu}[\p{L}\p{M}.’' -]{2,60}?)\.?$/u;

export const LIST_MARKER = /^\s*(?:(\d{1,3})[.)]|[-*•–])\s+(?=\S)/;

/** Joins the lines of a wrapped paragraph. A word that was divided at a line's end loses its hyphen; “well-known” keeps it. */
function rejoin(lines: string[], divided: DividedWords): string {
  let joined = lines[0]!.replace(/^> ?/, '').trimEnd();
  for (const line of lines.slice(1)) {
    const next = line.replace(/^> ?/, '').trim();
    const head = /(\p{L}+)-$/u.exec(joined)?.[1];
    const tail = /^(\p{Ll}+)/u.exec(next)?.[1];
    if (head && tail) joined = divided.isOne(head, tail) ? joined.slice(0, -1) + next : joined + next;
    else joined += ` ${next}`;
  }
  return joined;
}

/** Runs of three or more spaces inside lines: what a browser leaves where a page was laid out with spaces. */
function countRuns(lines: string[]): number {
  return lines.reduce((sum, line) => sum + (line.trim().match(/[^\S\n]{3,}/g)?.length ?? 0), 0);
}

/** Mail-style quotation marks at the beginning of lines are layout, not text. */
function unquote(block: Block): void {
  if (!block.lines.every((line) => line.startsWith('>'))) return;
  block.lines = block.lines.map((line) => line.replace(/^> ?/, ''));
  block.text = block.text.replace(/^> ?/, '');
  block.node = { type: 'paragraph', children: withEmphasis(block.text) };
}
