import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../diagnostics/source.js';
import type { Note, Reading } from '../manuscript/manuscript.js';
import type { Candidate, ReadingText, TextRange } from './anchored.js';
import type { Elsewhere } from './elsewhere.js';
import { fold } from './fold.js';
import type { Location } from './locate.js';
import type { Placed } from './place.js';
import { sourcePlace } from './source-place.js';
import { describeChanges, shorten, wordDiff } from './word-diff.js';
import { wordEnd, wordStart } from './words.js';

/** Characters of text shown on either side of a place. */
const AROUND = 30;

/**
 * What there is to say about where a note came to; nothing when it is where it was.
 *
 * @param there where its words stand in another reading
 */
export function report(
  note: Note,
  reading: Reading,
  text: ReadingText,
  location: Placed,
  there?: Elsewhere & { text: ReadingText },
): Diagnostic[] {
  const quote = `“${shorten(note.quote)}”`;
  const at = note.spans.quote ?? note.at;
  const { problem, count, state, range, was } = location;
  const related = places(reading, text, location);
  if (was) related.push(...place(reading, text, was, 'what was around it is here'));
  if (there) related.push(...place(there.reading, there.text, there.range, 'its words stand here'));
  switch (problem) {
    case 'empty':
      return [
        diagnostic(
          'quotation-empty',
          `The quotation ${JSON.stringify(note.quote)} has no characters to look for.`,
          {
            at,
            hint: 'quote the words of the text that the note is about',
          },
        ),
      ];
    case 'occurrence': {
      const message = `${quote} stands ${times(count)} in ${reading.id}, so there is no occurrence ${note.occurrence}.`;
      return [diagnostic('occurrence-missing', message, { at: note.spans.occurrence ?? at, related })];
    }
    case 'ambiguous': {
      const context = note.prefix !== undefined || note.suffix !== undefined;
      const message = context
        ? `${quote} stands in ${reading.id} more than once where its context fits equally well.`
        : `${quote} stands ${times(count)} in ${reading.id}, and nothing says which is meant.`;
      return [diagnostic('quotation-ambiguous', message, { at, hint: tellApart(text, location), related })];
    }
  }
  if (state === 'moved')
    return [
      diagnostic(
        'quotation-moved',
        `${quote} has changed in ${reading.id}: ${whatMoved(note, text, location, range!)}.`,
        {
          at,
          related: related.length > 0 ? related : place(reading, text, range!, 'it is here now'),
        },
      ),
    ];
  if (state === 'ask')
    return [
      diagnostic('quotation-uncertain', `${quote} is not certain in ${reading.id}: ${found(location)}.`, {
        at,
        hint: there ? hintForMoved(there) : hintForUncertain(note, text, location),
        related,
      }),
    ];
  if (state === 'orphan')
    return [
      diagnostic('quotation-orphaned', `${quote} is not in ${reading.id}, nor anything like it.`, {
        at,
        hint: there ? hintForMoved(there) : hintForOrphan(note, text),
        ...(related.length > 0 && { related }),
      }),
    ];
  return [];
}

const ELLIPSIS = /\[?(?:…|\.{3}|\. \. \.)\]?/;
const NO_ELLIPSIS = 'a quotation leaves nothing out: write it in full, or quote its last words only';

/** Whether a quotation has an ellipsis where words of the text are left out, as people quote. */
function leavesOut({ quote }: Note, { text }: ReadingText): boolean {
  const parts = quote.split(ELLIPSIS).filter((part) => part.trim() !== '');
  if (parts.length < 2) return false;
  const whole = fold(text).lower;
  return parts.every((part) => whole.includes(fold(part).lower));
}

function hintForMoved({ reading }: Elsewhere): string {
  return `its words stand in another reading; if the note went there with them, write “reading: ${reading.id}”`;
}

function hintForUncertain(note: Note, text: ReadingText, location: Location): string {
  if (leavesOut(note, text)) return NO_ELLIPSIS;
  const { candidates } = location;
  const isQuoted = ({ range }: Candidate) => text.text.slice(range.start, range.end) === note.quote;
  if (candidates.length > 1 && candidates.every(isQuoted)) return tellApart(text, location);
  const { start, end } = candidates[0]!.range;
  const words = shorten(text.text.slice(start, end));
  return `if “${words}” is meant, quote it so, with the text before and after it as prefix and suffix`;
}

function times(count: number): string {
  return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

function found({ candidates }: Location): string {
  const best = `the best of ${candidates.length === 1 ? 'one place' : `${candidates.length} places`} scores`;
  return `${best} ${percent(candidates[0]!.confidence)}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The candidates as places in the reading's file, each with its words, its surroundings and how likely it is. */
function places(reading: Reading, text: ReadingText, { candidates, problem }: Location) {
  return candidates.flatMap(({ range, confidence, occurrence }) => {
    const label = problem ? (occurrence ? `occurrence: ${occurrence}, ` : '') : `${percent(confidence)}, `;
    return place(reading, text, range, label + inContext(text, range));
  });
}

function place(
  reading: Reading,
  text: ReadingText,
  range: TextRange,
  message: string,
): { message: string; at: Span }[] {
  const at = sourcePlace(reading, text, range);
  return at ? [{ message, at }] : [];
}

/** “…secret police, [the Chekas] is an example…”. */
function inContext(text: ReadingText, { start, end }: TextRange): string {
  const before = text.text.slice(Math.max(0, start - AROUND), start);
  const after = text.text.slice(end, end + AROUND);
  const words = shorten(text.text.slice(start, end));
  return `“…${before}[${words}]${after}…”`.replace(/\s+/g, ' ');
}

/** How the first of several places would be meant. */
function tellApart(text: ReadingText, { candidates }: Location): string {
  const { occurrence } = candidates[0]!;
  const context = ownContext(
    text,
    candidates.map(({ range }) => range),
  );
  const ways = [...(context ? [context] : []), ...(occurrence ? [`occurrence: ${occurrence}`] : [])];
  return `for the first of them write ${ways.join(', or ')}`;
}

/** How far a context reaches that is suggested, in characters: no farther than it has to. */
const CONTEXTS = [AROUND, 60, 120, 240];

/** A prefix or a suffix that the first of several places has and none of the others; undefined where all repeat too much. */
function ownContext({ text, zones }: ReadingText, [first, ...others]: TextRange[]): string | undefined {
  const { start, end } = first!;
  const zone = zones.find((one) => one.start <= start && end <= one.end);
  if (!zone) return undefined;
  const before = (place: TextRange, length: number) =>
    text.slice(Math.max(0, place.start - length), place.start);
  const after = (place: TextRange, length: number) => text.slice(place.end, place.end + length);
  const ways = [
    {
      key: 'prefix',
      of: before,
      reach: (n: number) => start - wordStart(text, Math.max(zone.start, start - n)),
    },
    { key: 'suffix', of: after, reach: (n: number) => wordEnd(text, Math.min(zone.end, end + n)) - end },
  ];
  for (const farthest of CONTEXTS)
    for (const { key, of, reach } of ways) {
      const length = reach(farthest);
      const own = of(first!, length);
      if (own.trim() !== '' && !others.some((other) => isAlike(own, of(other, length))))
        return `${key}: ${JSON.stringify(own.replace(/\s+/g, ' '))}`;
    }
  return undefined;
}

function isAlike(one: string, other: string): boolean {
  return fold(one).lower === fold(other).lower;
}

/** Which words are new, in the quotation or else around it. */
function whatMoved(
  note: Note,
  text: ReadingText,
  { count, bySnapshot }: Placed,
  { start, end }: TextRange,
): string {
  const words = describeChanges(wordDiff(fold(note.quote).text, fold(text.text.slice(start, end)).text));
  const changes = [words, before(note, text, start), after(note, text, end)].filter(
    (change) => change !== '',
  );
  if (changes.length > 0) return changes.join('; ');
  if (note.occurrence !== undefined) return `it is no longer occurrence ${note.occurrence}`;
  return bySnapshot && count > 1
    ? `it stands there ${times(count)} now, and only what was around it says which is meant`
    : 'it stands elsewhere';
}

/** How the text before a place differs from the prefix. More of the text is compared, and what is more left out. */
function before({ prefix }: Note, text: ReadingText, start: number): string {
  if (prefix === undefined) return '';
  const now = fold(text.text.slice(Math.max(0, start - prefix.length - AROUND), start)).text;
  const changes = wordDiff(fold(prefix).text, now);
  const first = changes[0];
  if (first && now.startsWith(first.added) && first.added.endsWith(first.removed)) changes.shift();
  return changes.length > 0 ? `before it, ${describeChanges(changes)}` : '';
}

function after({ suffix }: Note, text: ReadingText, end: number): string {
  if (suffix === undefined) return '';
  const now = fold(text.text.slice(end, end + suffix.length + AROUND)).text;
  const changes = wordDiff(fold(suffix).text, now);
  const last = changes.at(-1);
  if (last && now.endsWith(last.added) && last.added.startsWith(last.removed)) changes.pop();
  return changes.length > 0 ? `after it, ${describeChanges(changes)}` : '';
}

function hintForOrphan(note: Note, text: ReadingText): string {
  if (leavesOut(note, text)) return NO_ELLIPSIS;
  return /[*_`[\]]/.test(note.quote)
    ? 'quotations are matched with the text as it is read, without the marks of Markdown'
    : 'quote the words that stand in the text now, or remove the note';
}
