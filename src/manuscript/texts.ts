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
}

/** What is found in a text besides itself. */
interface Found {
  gathered: KeptGathering;
  isEmpty: boolean;
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
  const found = recall(reading, source, body, memo) ?? (await convert(reading, source, body, memo));
  gathered.add(found.gathered);
  if (found.isEmpty)
    diagnostics.push(
      diagnostic('reading-empty', `“${reading.id}” has no text`, { at: { source, start: body, end: body } }),
    );
}

/*
 * A text is kept as two values: its trees, and what was found in it, so that trees need not be made of those that nobody
 * looks at. Where images or links into the book were found, these are completed in the trees: then both are one value.
 */

function recall(reading: Reading, source: Source, body: number, memo: Memo): Found | undefined {
  const key = keyOf(source, body, memo);
  const found = memo.recall<Found & { text?: KeptText }>(`found-${key}`);
  if (found?.text) {
    Object.assign(reading, revived(found.text, source));
    return found;
  }
  const later = found && memo.recallLater<KeptText>(key);
  if (!later) return undefined;
  let text: ReturnType<typeof revived> | undefined;
  const get = () => {
    text ??= revived(later(), source);
    return text;
  };
  Object.defineProperties(reading, {
    body: { get: () => get().body, enumerable: true },
    authorNotes: { get: () => get().authorNotes, enumerable: true },
  });
  reading.textKey = key;
  return found;
}

async function convert(reading: Reading, source: Source, body: number, memo: Memo): Promise<Found> {
  const { convertMarkdown } = await import('./markdown/convert.js');
  const gathered = new Gathered();
  const { tree, authorNotes } = convertMarkdown(markdownOfFile(source, body, CORPUS), gathered);
  reading.body = tree;
  reading.authorNotes = authorNotes;
  const found: Found = { gathered: gathered.kept(), isEmpty: tree.children.length === 0 };
  if (memo.remembers) {
    const key = keyOf(source, body, memo);
    const text: KeptText = { tree, authorNotes, source };
    const { images, links } = found.gathered;
    if (images.length + links.length > 0) memo.keep(`found-${key}`, { ...found, text });
    else {
      memo.keep(key, text);
      memo.keep(`found-${key}`, found);
      reading.textKey = key;
    }
  }
  return found;
}

/** What was kept of a text, and points into its source again. */
function revived(
  { source: kept, tree, authorNotes }: KeptText,
  source: Source,
): Pick<Reading, 'body' | 'authorNotes'> {
  Source.revive(kept, source.text);
  return { body: tree, authorNotes };
}

function keyOf(source: Source, body: number, memo: Memo): string {
  return memo.key('text', source.path, source.text, body);
}
