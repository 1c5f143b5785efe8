import type { ComputedStyle } from '../style/computed.js';
import { languageTag } from './language.js';
import type { Inline } from './line.js';

/**
 * Stands for a box in a paragraph's text: the object replacement character, which a line may end before and after.
 */
const OBJECT = '\ufffc';
/** Stands for a leader: the word joiner, so that what it leads to stays with it. */
const LEADER = '\u2060';
/** Stands for a forced break. */
export const LINE_SEPARATOR = '\u2028';

/** A paragraph's text after white space has been collapsed, and which inline each stretch of it comes from. */
export interface CollapsedText {
  text: string;
  spans: Span[];
}

export interface Span {
  start: number;
  end: number;
  inline: Inline;
  /** Where the character at `start + i` stands in the inline's text; left out where it is `shift + i`. */
  origins?: Int32Array;
  shift: number;
}

const PRESERVES_SPACES: ReadonlySet<ComputedStyle['whiteSpace']> = new Set(['pre', 'pre-wrap']);
const PRESERVES_BREAKS: ReadonlySet<ComputedStyle['whiteSpace']> = new Set(['pre', 'pre-wrap', 'pre-line']);

/** Characters on both sides of which a line end of the source is no space (CSS Text 3, 4.1.3). */
const WIDE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uff60]/u;

/**
 * White space as CSS Text 3 (4.1) has it: collapsed to one space across inlines, taken away at the beginning of the
 * paragraph and around forced breaks (at other line ends the line breaker drops it), and kept where the style says
 * `pre`.
 */
export function collapse(inlines: readonly Inline[]): CollapsedText {
  let text = '';
  const spans: Span[] = [];
  // Whether a collapsible space would be dropped here: after another, or at the beginning of a line.
  let afterSpace = true;
  const special = (inline: Inline, character: string) => {
    spans.push({ start: text.length, end: text.length + character.length, inline, shift: 0 });
    text += character;
  };
  for (const inline of inlines) {
    switch (inline.kind) {
      case 'mark':
        special(inline, '');
        break;
      case 'box':
      case 'leader':
        special(inline, inline.kind === 'box' ? OBJECT : LEADER);
        afterSpace = false;
        break;
      case 'break':
        special(inline, LINE_SEPARATOR);
        afterSpace = true;
        break;
      case 'text': {
        const { whiteSpace } = inline.style;
        const start = text.length;
        const collapsed: Collapsed = PRESERVES_SPACES.has(whiteSpace)
          ? preserve(inline.text)
          : collapseText(inline.text, afterSpace, PRESERVES_BREAKS.has(whiteSpace));
        if (collapsed.text === '') break;
        if (inline.style.textTransform === 'capitalize')
          collapsed.text = capitalize(collapsed.text, text.at(-1) ?? ' ', inline.style.lang);
        text += collapsed.text;
        const last = collapsed.text.charCodeAt(collapsed.text.length - 1);
        afterSpace = (last === 0x20 && !PRESERVES_SPACES.has(whiteSpace)) || last === 0x2028;
        spans.push({ start, end: text.length, inline, ...collapsed.origin });
        break;
      }
    }
  }
  return { text, spans };
}

const FIRST_LETTER = /(?<![\p{L}\p{M}\p{N}'’])\p{Ll}/gu;

/**
 * `text-transform: capitalize`, done here because only here can be seen where a word begins: it may begin in another
 * inline. (The other transforms are done in shaping, where the text stays as it is.)
 */
function capitalize(text: string, before: string, lang: string): string {
  const continues = /[\p{L}\p{M}\p{N}'’]/u.test(before);
  return text.replace(FIRST_LETTER, (letter, at: number) => {
    const capital = at === 0 && continues ? letter : letter.toLocaleUpperCase(languageTag(lang));
    return capital.length === letter.length ? capital : letter;
  });
}

interface Collapsed {
  text: string;
  origin: { shift: number; origins?: Int32Array };
}

const LINE_ENDS = /\r\n|[\r\n\u2028\u2029]/g;

function preserve(source: string): Collapsed {
  if (!source.includes('\r'))
    return { text: source.replace(LINE_ENDS, LINE_SEPARATOR), origin: { shift: 0 } };
  return rewrite(source, LINE_ENDS, () => LINE_SEPARATOR);
}

const UNCHANGED = /[\t\r\n\f\u2028\u2029]| {2}|\u00a0{4}/;

function collapseText(source: string, afterSpace: boolean, keepBreaks: boolean): Collapsed {
  const leading = afterSpace && /^[ \t\r\n\f]/.test(source);
  if (!UNCHANGED.test(source)) {
    const shift = leading ? 1 : 0;
    return { text: source.slice(shift), origin: { shift } };
  }
  const pattern = keepBreaks
    ? /[ \t\f]*(?:\r\n|[\r\n\u2028\u2029])[ \t\f]*|[ \t\f]+/g
    : /(?:[ \t\r\n\f]|\u00a0{4,})+|[\u2028\u2029]/g;
  return rewrite(source, pattern, (match, at) => {
    if (keepBreaks ? /[\r\n\u2028\u2029]/.test(match) : /[\u2028\u2029]/.test(match)) return LINE_SEPARATOR;
    if (at === 0 && leading) return '';
    if (/[\r\n]/.test(match) && WIDE.test(source[at - 1] ?? '') && WIDE.test(source[at + match.length] ?? ''))
      return '';
    return ' ';
  });
}

function rewrite(source: string, pattern: RegExp, replace: (match: string, at: number) => string): Collapsed {
  const pieces: string[] = [];
  const changes: [at: number, origin: number][] = [];
  let length = 0;
  let from = 0;
  for (const match of source.matchAll(pattern)) {
    const before = source.slice(from, match.index);
    const shown = replace(match[0], match.index);
    pieces.push(before, shown);
    length += before.length + shown.length;
    from = match.index + match[0].length;
    if (shown.length !== match[0].length) changes.push([length, from]);
  }
  pieces.push(source.slice(from));
  const text = pieces.join('');
  if (changes.length === 0) return { text, origin: { shift: 0 } };
  const origins = new Int32Array(text.length);
  let shift = 0;
  let next = 0;
  for (let i = 0; i < text.length; i++) {
    while (next < changes.length && changes[next]![0] <= i) {
      shift = changes[next]![1] - changes[next]![0];
      next++;
    }
    origins[i] = i + shift;
  }
  return { text, origin: { shift: 0, origins } };
}
