import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import { YamlFile } from './yaml-file.js';

/** A reading's file, taken apart. */
export interface CorpusFile {
  source: Source;
  /** Undefined where the file has no front matter. */
  frontMatter?: YamlFile;
  /** The offset at which the text begins. */
  body: number;
  diagnostics: Diagnostic[];
}

const OPENING = /^---[ \t]*(?:\r\n|\r|\n)/;
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
      body: text.length,
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
  const frontMatter = new YamlFile(source, opening, end);
  return {
    source,
    frontMatter,
    body: end + closing[0].length + (lineEnd?.[0].length ?? 0),
    diagnostics: frontMatter.diagnostics,
  };
}
