import type { Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { expect } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import type { Book, Chapter } from '../../src/apparatus/book.js';
import { compose } from '../../src/apparatus/compose.js';
import type { Memo } from '../../src/cache/memo.js';
import { type Selection, select } from '../../src/edition/select.js';
import { readBuiltInTemplates } from '../../src/manuscript/package-files.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { Words } from '../../src/words.js';
import { writeProject } from '../support/project.js';

/* A small language for books that are composed from a project in a few lines, and for what they hold. */

const builtIn = (await readBuiltInTemplates()).get('words.yml')!;
const wordsIn = (language: string) => Words.read(language, [builtIn]).words;
const WORDS = wordsIn('en');

/** The book of the first edition of a project that is described in short. */
export async function book(
  texts: Record<string, string>,
  annotations: string,
  language = 'en',
): Promise<Book> {
  return compose(await selection(texts, annotations), wordsIn(language));
}

/** The same, with a cache. */
export async function bookAgain(
  memo: Memo,
  texts: Record<string, string>,
  annotations: string,
): Promise<{ book: Book; selection: Selection }> {
  const chosen = await selection(texts, annotations, memo);
  return { book: compose(chosen, WORDS, memo), selection: chosen };
}

async function selection(
  texts: Record<string, string>,
  annotations: string,
  memo?: Memo,
): Promise<Selection> {
  const corpus = Object.entries(texts).map(([id, text]) => [
    `corpus/${id}.md`,
    text.startsWith('---') ? text : `---\ntitle: ${id.toUpperCase()}\n---\n${text}\n`,
  ]);
  const readings = /^readings:/m.test(annotations) ? '' : `readings: [${Object.keys(texts).join(', ')}]\n`;
  const folder = await writeProject({
    'annotations.yml': `anthology: { title: T }\n${readings}${annotations}`,
    ...Object.fromEntries(corpus),
  });
  const { value: manuscript, diagnostics } = await readManuscript(folder, memo);
  expect(diagnostics.filter((d) => d.severity === 'error')).toEqual([]);
  const anchored = anchor(manuscript!, memo);
  expect(anchored.diagnostics).toEqual([]);
  return select(anchored.value, manuscript!.editions[0]!);
}

/** A tree in short: `(ed3)` is a call, `<term>` a linked term, `{term}` one that is only marked, `#3` a number of a
 * paragraph. */
export function short(nodes: RootContent[]): string {
  return nodes
    .map((node): string => {
      if (node.type === 'text') return node.value;
      if (node.type !== 'element') return '';
      const classes = (node.properties.className ?? []) as string[];
      if (classes.includes('call')) return `(${classes[1]!.slice(5, 7)}${textOf(node)})`;
      if (classes.includes('call-gap')) return '';
      if (classes.includes('paragraph-number')) return `#${textOf(node)} `;
      if (classes.includes('term')) return `<${short(node.children)}>`;
      if (classes.includes('use')) return `{${short(node.children)}}`;
      if (node.tagName === 'a') return `[${short(node.children)}]`;
      return BLOCK.test(node.tagName) ? `\n${short(node.children)}\n` : short(node.children);
    })
    .join('');
}

const BLOCK = /^(p|h\d|li|blockquote|div)$/;
export const text = (tree: Root) => short(tree.children).trim();
export const chapters = ({ parts }: Book): Chapter[] => parts.flatMap((part) => part.chapters);
export const bodies = (made: Book) => chapters(made).map(({ body }) => text(body).replace(/\n+/g, ' / '));
export const notes = (chapter: Chapter) =>
  chapter.notes.flatMap(({ series, notes }) =>
    notes.map((n) => `${series.name} ${n.label}: ${text(n.content)}`),
  );
export const note = (reading: string, quote: string, more = '') =>
  `  - { reading: ${reading}, quote: ${quote}, note: on ${quote}${more} }\n`;
