import type { Part } from '../cache/digest.js';
import type { Memo } from '../cache/memo.js';
import { Source, type Span } from '../diagnostics/source.js';
import { Gathered, type KeptGathering } from './markdown/markdown-text.js';

/*
 * When a note is edited, all that annotations.yml says besides is as it was, but may stand further up or down. It is
 * remembered by what stands before the notes and after them.
 */

/** Links and images that are remembered. To find out where one stands takes a walk through its text. */
const MOST_USES = 1000;

/** What annotations.yml says besides its notes. */
export interface Rest<Said> {
  /** Plain values. */
  said: Said;
  /** The files that spans point into, annotations.yml first. */
  sources: Source[];
  /** What was gathered before the notes, and after them. */
  before: Gathered;
  after: Gathered;
}

/** The same to be kept. */
interface KeptRest<Said> {
  said: Said;
  sources: Source[];
  before: KeptGathering;
  after: KeptGathering;
  /** Where the notes ended. */
  end: number;
}

/** Where the notes stand: UTF-16 offsets. */
export interface NotesPlace {
  start: number;
  end: number;
}

/** What stands around the notes. */
export function around({ text }: Source, { start, end }: NotesPlace): [string, string] {
  return [text.slice(0, start), text.slice(end)];
}

/**
 * The rest of annotations.yml as it was read before, or is read now.
 *
 * @param sources as in `Rest`, as they are now
 * @param parts what else decides what is said
 * @param isSound whether there is nothing to say about it, which would have to be said again
 */
export function rememberRest<Said>(
  { sources, notes, parts }: { sources: Source[]; notes: NotesPlace; parts: Part[] },
  memo: Memo,
  read: () => Rest<Said>,
  isSound: (rest: Rest<Said>) => boolean,
): Rest<Said> {
  const [source, ...others] = sources;
  const key = memo.key('rest', ...around(source!, notes), ...parts);
  const known = memo.recall<KeptRest<Said>>(key);
  if (known) {
    const [from, ...more] = known.sources;
    for (const [n, kept] of more.entries()) Source.revive(kept, others[n]!.text);
    const { said, before, after } = known;
    moveSpans([said, before, after], from!, { to: source!, end: known.end, by: notes.end - known.end });
    return { said, sources: [source!, ...more], before: gatheredOf(before), after: gatheredOf(after) };
  }
  const rest = read();
  const { said, before, after } = rest;
  const uses = [before, after].reduce((sum, { links, images }) => sum + links.length + images.length, 0);
  if (uses <= MOST_USES && before.diagnostics.length + after.diagnostics.length === 0 && isSound(rest)) {
    const kept = { said, sources, before: before.kept(), after: after.kept(), end: notes.end };
    memo.keep(key, kept satisfies KeptRest<Said>);
  }
  return rest;
}

function gatheredOf(kept: KeptGathering): Gathered {
  const gathered = new Gathered();
  gathered.add(kept);
  return gathered;
}

/** Has all spans of a file that some plain values hold point into another, in which what stood after an offset is moved. */
function moveSpans(
  values: object,
  from: Source,
  { to, end, by }: { to: Source; end: number; by: number },
): void {
  const seen = new Set<object>();
  const open: object[] = [values];
  for (let value = open.pop(); value; value = open.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    const span = value as Partial<Span>;
    if (span.source === from) {
      span.source = to;
      if (span.start! >= end) span.start! += by;
      if (span.end! >= end) span.end! += by;
      continue;
    }
    const inner = value instanceof Map || value instanceof Set ? value.values() : Object.values(value);
    for (const one of inner) if (typeof one === 'object' && one !== null) open.push(one);
  }
}
