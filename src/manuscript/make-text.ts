import { serialize } from 'node:v8';
import { FORGETFUL } from '../cache/memo.js';
import type { Source } from '../diagnostics/source.js';
import { CORPUS } from './corpus.js';
import { type Converted, convertMarkdown } from './markdown/convert.js';
import { Gathered, type KeptGathering, markdownOfFile } from './markdown/markdown-text.js';
import type { Parse } from './markdown/parse-markdown.js';
import { parseBlocks } from './markdown/parsers.js';

/** The trees of a text as they are kept: what their places point into is the source that stands beside them. */
export interface KeptText extends Converted {
  source: Source;
}

/** What is found in a text besides itself. */
export interface Found {
  gathered: KeptGathering;
  isEmpty: boolean;
  footnotes: number;
  /** The text, where images or links into the book were found: these are completed in its trees. */
  text?: KeptText;
}

/** A text as plain data: what was found in it, and its trees, which need not be looked at to know the former. */
export interface MadeText {
  found: Found;
  /** Where it is not in `found`. */
  text?: KeptText;
}

/**
 * Converts the text of a file.
 *
 * @param memo remembers the stretches that it is parsed in, most of which an edit leaves as they are
 */
export function makeText(source: Source, body: number, memo = FORGETFUL): MadeText {
  const gathered = new Gathered();
  const parse: Parse = (text, definitions) => {
    const names = definitions && [[...definitions.links], [...definitions.footnotes]];
    return memo.remember('markdown', [text, names], () => parseBlocks(text, definitions));
  };
  const text = { ...convertMarkdown(markdownOfFile(source, body, CORPUS), gathered, parse), source };
  const found: Found = {
    gathered: gathered.kept(),
    isEmpty: text.tree.children.length === 0,
    footnotes: text.authorNotes.length,
  };
  const { images, links } = found.gathered;
  return images.length + links.length > 0 ? { found: { ...found, text } } : { found, text };
}

/** A `MadeText` as v8 serialises its values. */
export interface TextBytes {
  found: Uint8Array;
  text?: Uint8Array;
}

export function makeTextBytes(source: Source, body: number): TextBytes {
  const { found, text } = makeText(source, body);
  return { found: serialize(found), ...(text && { text: serialize(text) }) };
}
