import { digest } from '../cache/digest.js';
import type { Memo } from '../cache/memo.js';
import { Source, type Span } from '../diagnostics/source.js';
import type { Note } from './manuscript.js';
import { Gathered, type KeptGathering } from './markdown/markdown-text.js';
import { writtenNotes } from './notes.js';
import { YamlFile } from './yaml-file.js';

/*
 * Notes are most of a long annotations.yml, and when one is edited the others need not be read again. So their list is
 * cut, where that can be done by the indentation of its lines alone, into groups of a few notes that are read as files of
 * their own, each remembered. Whatever is unusual or wrong in a file leaves it in one piece, so that what is said of it
 * does not depend on the cuts. The result is the same without them, which a property test holds.
 */

/** Links and images in a group that is remembered. To find out where one stands takes a walk through its text. */
const MOST_USES = 100;

/** An item ends a group where its digest begins so, as one in eight does: an edit changes one group, and moves no other. */
const LAST_OF_GROUP = /^[01]/;

/** A file that is read in parts. */
export interface Parted {
  /** Its text with blanks in place of the notes. */
  rest: string;
  /** Where the groups stand, in order: UTF-16 offsets. */
  groups: { start: number; end: number }[];
}

/** What a group of notes says. */
export interface NoteGroup {
  notes: Note[];
  gathered: KeptGathering;
}

/** Cuts the list of notes out of a file, and into groups; undefined where its lines do not say where that can be done. */
export function partNotes(text: string): Parted | undefined {
  // Several documents, line ends of other kinds.
  if (/\r|(?<![^\n])(?:---|\.\.\.|%)/.test(text)) return undefined;
  const key = /(?<![^\n])notes: *(?:#[^\n]*)?\n/.exec(text);
  if (!key) return undefined;
  const list = itemsOf(text, key.index + key[0].length);
  if (!list) return undefined;
  const { starts, end } = list;
  const groups: Parted['groups'] = [];
  let start = starts[0]!;
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? end;
    if (to < end && !LAST_OF_GROUP.test(digest(text.slice(from, to)))) continue;
    groups.push({ start, end: to });
    start = to;
  }
  return { rest: text.slice(0, starts[0]) + ' '.repeat(end - starts[0]! - 1) + text.slice(end - 1), groups };
}

/** Where the items of a list begin, whose first line begins at an offset, and where it ends. */
function itemsOf(text: string, from: number): { starts: number[]; end: number } | undefined {
  const starts: number[] = [];
  let indent = -1;
  const line = /( *)([^ \n]?)([^\n]?)[^\n]*\n?/y;
  line.lastIndex = from;
  for (let at = from; at < text.length; at = line.lastIndex) {
    const [, { length }, first, second] = line.exec(text) as unknown as [string, string, string, string];
    if (first === '' || first === '#') continue;
    if (first === '\t') return undefined;
    const isItem = first === '-' && (second === ' ' || second === '');
    if (indent < 0 && isItem) indent = length;
    if (length > indent && indent >= 0) continue;
    if (isItem && length === indent) starts.push(at);
    // The next key of the file.
    else if (length === 0 && starts.length > 0) return { starts, end: at };
    else return undefined;
  }
  return starts.length > 0 && text.endsWith('\n') ? { starts, end: text.length } : undefined;
}

/** Reads a group of notes, unless something is wrong in it. */
export function readGroup(
  source: Source,
  { start, end }: Parted['groups'][number],
  memo: Memo,
): NoteGroup | undefined {
  const text = source.text.slice(start, end);
  const group = memo.remember<(NoteGroup & { source: Source }) | null>('notes', [source.path, text], () => {
    const own = new Source(source.path, text);
    const file = new YamlFile(own);
    const gathered = new Gathered();
    const notes = writtenNotes({ file, diagnostics: file.diagnostics, gathered }, [], file.value);
    if (file.diagnostics.length + gathered.diagnostics.length > 0) return null;
    if (gathered.links.length + gathered.images.length > MOST_USES) return null;
    return { notes, gathered: gathered.kept(), source: own };
  });
  if (group) place(group, source, start);
  return group ?? undefined;
}

/** Has the places of a group, which count from where it begins, point into the file. */
function place({ notes, gathered }: NoteGroup, source: Source, start: number): void {
  const spans = new Set<Span>();
  for (const note of notes)
    for (const span of [note.at, note.note.at, ...Object.values(note.spans)]) spans.add(span);
  for (const { at } of [...gathered.links, ...gathered.images]) spans.add(at);
  for (const span of spans) {
    span.source = source;
    span.start += start;
    span.end += start;
  }
}
