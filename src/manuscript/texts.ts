import type { Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import { firstForbidden, forbiddenCharacters } from './characters.js';
import { CORPUS, type CorpusFile } from './corpus.js';
import type { Reading } from './manuscript.js';
import type { Converted } from './markdown/convert.js';
import { Gathered, type KeptGathering, markdownOfFile } from './markdown/markdown-text.js';

/** A text as it is kept: what its spans point into is the source that stands beside it. */
interface KeptText extends Converted {
  source: Source;
  gathered: KeptGathering;
}

/** Puts the text of a file into its reading. What reads Markdown is loaded where there is some that is not known. */
export async function readText(
  reading: Reading,
  { source, body }: CorpusFile,
  { gathered, diagnostics, memo }: { gathered: Gathered; diagnostics: Diagnostic[]; memo: Memo },
): Promise<void> {
  const text = source.text.slice(body);
  const forbidden = firstForbidden(text);
  if (forbidden >= 0) {
    const start = body + forbidden;
    diagnostics.push(forbiddenCharacters(text, { source, start, end: start + 1 }));
  }
  const { tree, authorNotes } = await convert(source, body, gathered, memo);
  reading.body = tree;
  reading.authorNotes = authorNotes;
  if (tree.children.length === 0)
    diagnostics.push(
      diagnostic('reading-empty', `“${reading.id}” has no text`, { at: { source, start: body, end: body } }),
    );
}

async function convert(source: Source, body: number, gathered: Gathered, memo: Memo): Promise<Converted> {
  const key = memo.key('text', source.path, source.text, body);
  const known = memo.recall<KeptText>(key);
  if (known) {
    Source.revive(known.source, source.text);
    gathered.add(known.gathered);
    return known;
  }
  const { convertMarkdown } = await import('./markdown/convert.js');
  const found = new Gathered();
  const converted = convertMarkdown(markdownOfFile(source, body, CORPUS), found);
  const kept: KeptText = { ...converted, source, gathered: found.kept() };
  memo.keep(key, kept);
  gathered.add(kept.gathered);
  return converted;
}
