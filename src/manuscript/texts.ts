import { deserialize } from 'node:v8';
import type { Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import { firstForbidden, forbiddenCharacters } from './characters.js';
import type { CorpusFile } from './corpus.js';
import type { Found, KeptText } from './make-text.js';
import type { Reading } from './manuscript.js';
import type { Gathered } from './markdown/markdown-text.js';
import type { TextsAhead } from './texts-ahead.js';

/** What texts are read with. */
export interface Texts {
  gathered: Gathered;
  diagnostics: Diagnostic[];
  memo: Memo;
  /** Texts that another thread has converted. */
  ahead: TextsAhead | undefined;
}

/** Puts the text of a file into its reading. What reads Markdown is loaded where there is some that is not known. */
export async function readText(reading: Reading, file: CorpusFile, texts: Texts): Promise<void> {
  const { source, body } = file;
  const { gathered, diagnostics, memo } = texts;
  const text = source.text.slice(body);
  const forbidden = firstForbidden(text);
  if (forbidden >= 0) {
    const start = body + forbidden;
    diagnostics.push(forbiddenCharacters(text, { source, start, end: start + 1 }));
  }
  const key = keyOf(source, body, memo);
  const { found, later } = recall(key, memo) ?? takeAhead(key, file, texts) ?? (await make(key, file, memo));
  // What was found in such a text points into its source, too.
  const whole = found.text && revived(found.text, source);
  put(reading, whole ? () => whole : () => revived(later!(), source));
  if (found.footnotes > 0) reading.footnotes = found.footnotes;
  if (key && !found.text) reading.textKey = key;
  gathered.add(found.gathered);
  if (found.isEmpty)
    diagnostics.push(
      diagnostic('reading-empty', `“${reading.id}” has no text`, { at: { source, start: body, end: body } }),
    );
}

function keyOf(source: Source, body: number, memo: Memo): string {
  return memo.key('text', source.path, source.text, body);
}

/** What was found in a text, and how its trees are had where they do not stand there. */
interface Known {
  found: Found;
  later?: (() => KeptText) | undefined;
}

/** Both are kept as two values, so that trees need not be made of those that nobody looks at. */
const foundKey = (key: string) => `found-${key}`;

function recall(key: string, memo: Memo): Known | undefined {
  const found = memo.recall<Found>(foundKey(key));
  const later = found && !found.text ? memo.recallLater<KeptText>(key) : undefined;
  return found && (found.text || later) ? { found, later } : undefined;
}

/** Whether a text was converted before. */
export function isKnown({ source, body }: CorpusFile, memo: Memo): boolean {
  return recall(keyOf(source, body, memo), memo) !== undefined;
}

function takeAhead(key: string, file: CorpusFile, { memo, ahead }: Texts): Known | undefined {
  const made = ahead?.take(file);
  if (!made) return undefined;
  const { text } = made;
  memo.keepBytes(foundKey(key), made.found);
  if (text) memo.keepBytes(key, text);
  return { found: deserialize(made.found), later: text && (() => deserialize(text)) };
}

async function make(key: string, { source, body }: CorpusFile, memo: Memo): Promise<Known> {
  const { makeText } = await import('./make-text.js');
  const { found, text } = makeText(source, body, memo);
  memo.keep(foundKey(key), found);
  if (text) memo.keep(key, text);
  return { found, later: text && (() => text) };
}

/** Gives a reading its trees once they are asked for. */
function put(reading: Reading, later: () => KeptText): void {
  let known: KeptText | undefined;
  const text = (): KeptText => {
    known ??= later();
    return known;
  };
  Object.defineProperties(reading, {
    body: { get: () => text().tree, enumerable: true },
    authorNotes: { get: () => text().authorNotes, enumerable: true },
  });
}

/** A text that points into its source again, if it was kept. */
function revived(text: KeptText, source: Source): KeptText {
  if (text.source !== source) Source.revive(text.source, source.text);
  return text;
}
