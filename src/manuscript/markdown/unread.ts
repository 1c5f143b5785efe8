import type { Text } from 'hast';
import { type Gathered, type MarkdownText, rangeOf } from './markdown-text.js';

/** What a text stands in. */
interface Surroundings {
  markdown: MarkdownText;
  gathered: Gathered;
  /** The names of the footnotes that there are; undefined where there can be none, as in a title. */
  footnotes: Set<string> | undefined;
}

/** Says of text that it was probably meant as markup, and is none: it would be printed as it is written. */
export function tellUnread(node: Text, around: Surroundings): void {
  const { value } = node;
  if (value.includes('[^')) undefinedFootnotes(node, around);
  if (value.includes('](')) unreadAddresses(node, around);
  if (OTHER_SIGNS.test(value)) otherMarkup(node, around);
}

/** `[^x]` that is still text has no footnote to refer to, or stands where Markdown has no such references. */
function undefinedFootnotes(node: Text, { markdown, gathered, footnotes }: Surroundings): void {
  const { start, written } = sourceOf(node, markdown);
  for (const { 0: reference, 1: name, index } of written.matchAll(/(?<!\\)\[\^([^\]\s[]+)\]/g)) {
    const [message, hint] = !footnotes
      ? [
          `“${reference}” is text here: titles and the like have no footnotes`,
          'write a note on words of the title in annotations.yml, or put the footnote into the text',
        ]
      : footnotes.has(name!.toLowerCase())
        ? [
            `“${reference}” is text here: it stands in HTML, in which nothing is read as Markdown`,
            'put empty lines around what is Markdown: <div>, an empty line, the text, an empty line, </div>',
          ]
        : [`there is no footnote “${name}”`, `write it on a line of its own: [^${name}]: …`];
    const place = { start: start + index, end: start + index + reference.length };
    gathered.tell('footnote-undefined', message, markdown, place, { hint });
  }
}

/** `![x](my press.png)` that is still text has a space in its address, and is no image; `[x](glossary:a b)` is no link. */
function unreadAddresses(node: Text, { markdown, gathered }: Surroundings): void {
  const { start, written } = sourceOf(node, markdown);
  for (const { 0: whole, 1: bang, 2: shown, 3: address, 4: title, index } of written.matchAll(
    /(?<!\\)(!?)\[([^\][\n]*)\]\(([^()<>"\n]*[^()<>"\s] [^()<>"\s][^()<>"\n]*?)( "[^"\n]*")?\)/g,
  ))
    if (bang || /^(?:reading|glossary|note|https?):|\.md$/.test(address!))
      gathered.tell(
        'address-unread',
        `there is a space in the address “${address}”, and ${bang ? 'no image' : 'no link'} is made of it`,
        markdown,
        { start: start + index, end: start + index + whole.length },
        { hint: `put it between angle brackets: ${bang}[${shown}](<${address}>${title ?? ''})` },
      );
}

/** What no text has that has no markup of another program: asked of every text, so it should be told quickly. */
const OTHER_SIGNS = /[~^={}%]|\[[[!@-]|^:/m;

/**
 * Markup of other programs that read Markdown: Pandoc, Obsidian, Hugo and their like. Only what hardly ever stands in a
 * text that was written to be read. `$1` of a hint is the first group of the pattern.
 */
const OTHERS: readonly { pattern: RegExp; meant: string; hint: string }[] = [
  {
    pattern: /\^\[([^\][\n]+)\]/g,
    meant: 'a footnote',
    hint: 'write [^1] here, and “[^1]: $1” in a paragraph of its own',
  },
  { pattern: /(?<=[\p{L}\p{N})*_])\^([^\s^~[\]*_]{1,12})\^/gu, meant: 'raised', hint: 'write <sup>$1</sup>' },
  {
    pattern: /(?<=[\p{L}\p{N})*_])~([^\s^~[\]*_]{1,12})~(?!~)/gu,
    meant: 'lowered',
    hint: 'write <sub>$1</sub>',
  },
  {
    pattern: /\{(?:[#.][\w-]+|[\w-]+="[^"\n]*")(?:\s[^{}\n]*)?\}/g,
    meant: 'an attribute',
    hint: 'leave it out; classes are given in HTML: <div class="…">',
  },
  {
    pattern: /^:{3,}.*$/gm,
    meant: 'a block',
    hint: 'leave the line out, or write <div class="…"> and </div>',
  },
  {
    pattern: /!\[\[([^\][\n]+)\]\]/g,
    meant: 'shown here',
    hint: 'write ![what is to be seen](<../images/$1>)',
  },
  { pattern: /(?<!!)\[\[([^\][\n]+)\]\]/g, meant: 'a link', hint: 'write [words](reading:ID)' },
  { pattern: /(?<![=\w])==([^\s=][^=\n]*)==(?![=\w])/g, meant: 'marked', hint: 'write *$1*' },
  {
    pattern: /\[-?@[\w:][^\][\n]*\]/g,
    meant: 'a citation',
    hint: 'write out what is cited, in a footnote for instance',
  },
  { pattern: /%%([^%\n]+)%%/g, meant: 'a comment', hint: 'write <!-- $1 -->' },
  { pattern: /\{\{[<%][^{}\n]*[>%]\}\}/g, meant: 'a shortcode', hint: 'leave it out' },
  { pattern: /\{%[^{}\n]*%\}(?!\})/g, meant: 'a tag', hint: 'leave it out' },
  { pattern: /\{:[^{}\n]+\}/g, meant: 'an attribute', hint: 'leave it out' },
  {
    pattern: /(?<=^|> )\[!\w+\][+-]?/gm,
    meant: 'the head of a box',
    hint: 'leave it out, or write its words in bold',
  },
];

/** A paragraph of a line that is defined and one that defines it, or the title of a table, as Pandoc has them. */
const DEFINITION = /^:[ \t]+\S.*$/m;

/** Characters before a text that patterns look at. */
const BEFORE = 2;

function otherMarkup(node: Text, { markdown, gathered }: Surroundings): void {
  const range = rangeOf(node);
  const start = Math.max(0, range.start - BEFORE);
  const written = markdown.whole.slice(start, range.end);
  const tell = (found: string, index: number, meant: string, hint: string) => {
    const at = start + index;
    if (at < range.start || written[index - 1] === '\\') return;
    const message = `“${shortened(found)}” is ${meant} in other Markdown, and text here`;
    gathered.tell('markup-unread', message, markdown, { start: at, end: at + found.length }, { hint });
  };
  for (const { pattern, meant, hint } of OTHERS)
    for (const { 0: found, 1: group = '', index } of written.matchAll(pattern))
      tell(
        found,
        index,
        meant,
        hint.replace('$1', () => group),
      );
  const definition = DEFINITION.exec(written);
  if (definition && linesBefore(node, markdown, start + definition.index) < 2)
    tell(definition[0], definition.index, 'a definition or the title of a table', DEFINITION_HINT);
}

const DEFINITION_HINT =
  'write **word** and what it means as a paragraph, or <table><caption>…</caption>…</table>';

/** How many lines of a text are before a place in it. */
function linesBefore(node: Text, { whole }: MarkdownText, at: number): number {
  return whole.slice(rangeOf(node).start, at).split('\n').length - 1;
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

/** What a text was written as, and where. */
function sourceOf(node: Text, { whole }: MarkdownText): { start: number; written: string } {
  const { start, end } = rangeOf(node);
  return { start, written: whole.slice(start, end) };
}
