import { append } from '../append.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import { type Folder, type Listing, readSource } from './files.js';
import { mergeConflicts } from './merge-conflicts.js';

/** The file that makes a folder a project. */
export const ANNOTATIONS = 'annotations.yml';
/** The folder of its texts. */
export const CORPUS = 'corpus';

/** Files that are read at the same time: enough to keep a disk busy, and far below what a system lets one program open. */
const FILES_AT_ONCE = 32;

/** A reading's file, taken apart. */
export interface CorpusFile {
  source: Source;
  /** Where its front matter stands, in offsets; undefined where there is none. */
  frontMatter?: { start: number; end: number };
  /** The offset at which the text begins. */
  body: number;
  diagnostics: Diagnostic[];
}

const OPENING = /^---[ \t]*(?:\r\n|\r|\n)/;
const EMPTY_LINE = /(?:\r\n|\r|\n)[ \t]*(?=\r|\n)/;
const CLOSING = /(?:^|\r\n|\r|\n)(?:---|\.\.\.)[ \t]*(?=\r|\n|$)/;

/** Finds the front matter of a file: YAML between a first line `---` and the next line `---`. */
export function splitFrontMatter(source: Source): CorpusFile {
  const { text } = source;
  const opening = OPENING.exec(text)?.[0].length;
  if (opening === undefined) return { source, body: 0, diagnostics: [] };
  const closing = CLOSING.exec(text.slice(opening));
  if (!closing)
    return {
      source,
      // That its notes are not there is not said of a text that probably begins behind the first empty line.
      body: opening + (EMPTY_LINE.exec(text.slice(opening))?.index ?? 0),
      diagnostics: [
        diagnostic('front-matter-open', 'the front matter that begins here does not end', {
          at: { source, start: 0, end: 3 },
          hint: 'write a line “---” below it',
        }),
      ],
    };
  const end = opening + closing.index;
  const lineEnd = /^(?:\r\n|\r|\n)/.exec(
    text.slice(opening + closing.index + closing[0].length, opening + closing.index + closing[0].length + 2),
  );
  return {
    source,
    frontMatter: { start: opening, end },
    body: end + closing[0].length + (lineEnd?.[0].length ?? 0),
    diagnostics: [],
  };
}

/** Ids of the Markdown files of corpus/ (composed form) with the names that they have on the disk. */
export function corpusFiles(corpus: Listing): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of corpus.files)
    if (name.endsWith('.md')) files.set(name.slice(0, -3).normalize('NFC'), name);
  return files;
}

/** Files of corpus/ taken apart, by name, in the order of the names. */
export async function readCorpus(
  root: Folder,
  names: readonly string[],
  diagnostics: Diagnostic[],
): Promise<Map<string, CorpusFile>> {
  const files = new Map<string, CorpusFile>();
  for (let i = 0; i < names.length; i += FILES_AT_ONCE) {
    const some = names.slice(i, i + FILES_AT_ONCE);
    const sources = await Promise.all(some.map((name) => readSource(root, `${CORPUS}/${name}`)));
    for (const [index, { value, diagnostics: told }] of sources.entries()) {
      append(diagnostics, told);
      if (!value) continue;
      const conflicts = mergeConflicts(value);
      append(diagnostics, conflicts);
      if (conflicts.length > 0) continue;
      const file = splitFrontMatter(value);
      append(diagnostics, file.diagnostics);
      files.set(some[index]!, file);
    }
  }
  return files;
}

/** What a text without front matter says at its beginning that it is called. */
export function firstHeading({ source, body }: CorpusFile): string | undefined {
  return /^#[ \t]+(.+)$/m.exec(source.text.slice(body, body + 2000))?.[1];
}
