import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import type { AnchoredNote, ReadingText, TextPiece } from '../anchoring/anchored.js';
import { formatCounter } from '../counter-style.js';
import type { PresentReading } from '../edition/select.js';
import type { MarkedSeries } from '../edition/series.js';
import type { AuthorNote } from '../manuscript/manuscript.js';
import { countedBlocks } from '../manuscript/paragraphs.js';
import type { Words } from '../words.js';
import type { SetNote } from './book.js';
import { callPosition } from './call-position.js';
import { headingLevels } from './headings.js';
import { withNumber } from './paragraph-numbers.js';
import type { TermUse } from './term-uses.js';

/**
 * Sets calls and term links into a copy of a reading's trees and numbers its notes, in one walk in reading order.
 *
 * A call stands behind the last character that it belongs to, but never inside a link: there it moves behind the link.
 * Notes on an author's footnote are numbered where that footnote is first called.
 */
export function annotate(input: AnnotateInput): Annotated {
  return new Annotator(input).run();
}

export interface AnnotateInput {
  reading: PresentReading;
  text: ReadingText;
  notes: AnchoredNote[];
  /** Uses of glossary terms, in order, none overlapping another. */
  uses: TermUse[];
  slug: string;
  /** The series whose notes are set, in order; without `author` the text's footnotes are left out, with their calls. */
  series: MarkedSeries[];
  counters: NoteCounters;
  /** Whether the paragraphs get numbers. */
  paragraphNumbers: boolean;
  words: Words;
}

export interface Annotated {
  title: ElementContent[];
  subtitle?: ElementContent[];
  body: Root;
  /** By series name, in the order of their numbers. */
  notes: Map<string, NumberedNote[]>;
  /** What the author's own notes say, by their ids; what the editors' say is theirs. */
  authorNotes: Map<string, Root>;
}

/** A note with its number: plain values. */
export interface NumberedNote extends Omit<SetNote, 'content'> {
  /** The how many-th of the editors' notes on the reading it is, from 0; undefined for one of the author's. */
  nth?: number;
}

/** How many notes of each series there are so far. Shared by all readings where an edition numbers through the book. */
export class NoteCounters {
  private readonly counts: Map<string, number>;

  /** @param before counters that these go on from */
  constructor(before?: NoteCounters) {
    this.counts = new Map(before?.counts);
  }

  next(series: string): number {
    this.add(series, 1);
    return this.counts.get(series)!;
  }

  add(series: string, count: number): void {
    this.counts.set(series, (this.counts.get(series) ?? 0) + count);
  }

  /** Where they stand, as plain values. */
  get state(): [series: string, count: number][] {
    return [...this.counts];
  }
}

interface Call {
  /** Behind this offset of the reading's text. */
  position: number;
  /** The note, and the how many-th it is of the notes on the reading. */
  anchored: AnchoredNote;
  nth: number;
}

/** A list that is read once, from the front. */
class Cursor<T> {
  private at = 0;
  constructor(private readonly items: T[]) {}

  get first(): T | undefined {
    return this.items[this.at];
  }

  drop(): void {
    this.at++;
  }
}

interface Queue {
  calls: Cursor<Call>;
  uses: Cursor<TermUse>;
}

class Annotator {
  private readonly pieces = new Map<Text, TextPiece>();
  private readonly levels: Map<Element, number>;
  /** The numbers of the blocks that get one. */
  private readonly numbers: Map<Element, number>;
  /** What is still to be set, for the reading itself (under '') and for each author's note by its name. */
  private readonly queues: Map<string, Queue>;
  private queue: Queue;
  private readonly notes = new Map<string, NumberedNote[]>();
  private readonly authorNotes: Map<string, AuthorNote>;
  private readonly setAuthorNotes = new Map<string, NumberedNote>();
  private readonly contents = new Map<string, Root>();
  /** Calls met inside a link, waiting for its end. */
  private waiting: ElementContent[] | undefined;

  constructor(private readonly input: AnnotateInput) {
    for (const piece of input.text.pieces) this.pieces.set(piece.node, piece);
    this.levels = headingLevels(input.reading.body);
    this.numbers = new Map(
      input.paragraphNumbers
        ? countedBlocks(input.reading.body).map((block, index) => [block, index + 1])
        : [],
    );
    const isSet = input.series.some(({ name }) => name === 'author');
    this.authorNotes = new Map(isSet ? input.reading.authorNotes.map((note) => [note.name, note]) : []);
    this.queues = queuesByZone(input);
    this.queue = this.queues.get('')!;
  }

  run(): Annotated {
    const { reading } = this.input;
    const title = this.content(reading.title.children);
    const subtitle = reading.subtitle && this.content(reading.subtitle.children);
    const body: Root = { type: 'root', children: this.content(reading.body.children) };
    // Footnotes that the text never calls still stand among the notes: nothing an author wrote is lost.
    for (const note of this.authorNotes.values())
      if (!this.setAuthorNotes.has(note.name)) this.setAuthorNote(note);
    return { title, ...(subtitle && { subtitle }), body, notes: this.notes, authorNotes: this.contents };
  }

  private content(nodes: RootContent[]): ElementContent[] {
    const out: ElementContent[] = [];
    for (const node of nodes) {
      if (node.type === 'text') this.text(node, out);
      else if (node.type === 'element') this.element(node, out);
    }
    return out;
  }

  private element(element: Element, out: ElementContent[]): void {
    if (element.tagName === 'author-note') {
      const note = this.authorNotes.get(String(element.properties.name));
      if (note) this.put(this.authorCall(note), out);
      return;
    }
    const level = this.levels.get(element);
    const copy: Element = {
      ...element,
      tagName: level ? `h${level}` : element.tagName,
      children: [],
    };
    if (element.tagName === 'a' && !this.waiting) {
      out.push(copy);
      this.waiting = [];
      copy.children = this.content(element.children);
      pushCalls(out, this.waiting);
      this.waiting = undefined;
      return;
    }
    copy.children = this.content(element.children);
    const { slug, words } = this.input;
    const number = this.numbers.get(element);
    out.push(number === undefined ? copy : withNumber(copy, slug, number, words));
  }

  private text(node: Text, out: ElementContent[]): void {
    const piece = this.pieces.get(node);
    if (!piece) {
      out.push(node);
      return;
    }
    let at = piece.start;
    const upTo = (offset: number, into: ElementContent[]) => {
      if (offset > at) into.push(slice(node, at - piece.start, offset - piece.start));
      at = Math.max(at, offset);
    };
    const { queue } = this;
    const callsUpTo = (offset: number, into: ElementContent[]) => {
      for (let call = queue.calls.first; call && call.position <= offset; call = queue.calls.first) {
        queue.calls.drop();
        upTo(call.position, into);
        this.put(this.editorCall(call), into);
      }
    };
    for (let use = queue.uses.first; use && use.start < piece.end; use = queue.uses.first) {
      callsUpTo(use.start, out);
      upTo(use.start, out);
      const end = Math.min(use.end, piece.end);
      const element = useElement(use, use.start >= piece.start, this.waiting !== undefined);
      callsUpTo(end - 1, element.children);
      upTo(end, element.children);
      out.push(element);
      if (use.end > piece.end) break;
      queue.uses.drop();
    }
    callsUpTo(piece.end, out);
    upTo(piece.end, out);
  }

  private put(calls: ElementContent[], out: ElementContent[]): void {
    pushCalls(this.waiting ?? out, calls);
  }

  private editorCall({ anchored, nth }: Call): ElementContent[] {
    const { series } = anchored.note;
    const note = this.number(series);
    note.nth = nth;
    return [this.callElement(series, note)];
  }

  private authorCall(source: AuthorNote): ElementContent[] {
    const known = this.setAuthorNotes.get(source.name);
    const note = known ?? this.numberAuthorNote(source);
    const call = this.callElement('author', note);
    // After its own call: what a note cites may cite it, and that is not where it is called first.
    if (!known) this.setAuthorNote(source, note);
    return [call];
  }

  private numberAuthorNote(source: AuthorNote): NumberedNote {
    const note = this.number('author');
    this.setAuthorNotes.set(source.name, note);
    return note;
  }

  private setAuthorNote(source: AuthorNote, note = this.numberAuthorNote(source)): void {
    const { waiting, queue } = this;
    this.waiting = undefined;
    this.queue = this.queues.get(source.name) ?? emptyQueue();
    this.contents.set(note.id, { type: 'root', children: this.content(source.body.children) });
    this.queue = queue;
    this.waiting = waiting;
  }

  private number(seriesName: string): NumberedNote {
    const series = this.input.series.find(({ name }) => name === seriesName)!;
    const number = this.input.counters.next(seriesName);
    const note: NumberedNote = {
      id: `note-${this.input.slug}-${seriesName}-${number}`,
      number,
      label: formatCounter(number, series.marker),
      calls: [],
    };
    const list = this.notes.get(seriesName);
    if (list) list.push(note);
    else this.notes.set(seriesName, [note]);
    return note;
  }

  private callElement(series: string, note: NumberedNote): Element {
    const again = note.calls.length > 0 ? `-${note.calls.length + 1}` : '';
    const id = `call-${this.input.slug}-${series}-${note.number}${again}`;
    note.calls.push(id);
    return {
      type: 'element',
      tagName: 'sup',
      properties: { className: ['call', `call-${series}`] },
      children: [
        {
          type: 'element',
          tagName: 'a',
          properties: {
            id,
            href: `#${note.id}`,
            'epub:type': 'noteref',
            role: 'doc-noteref',
            ariaLabel: this.input.words.say('call', { label: note.label }),
          },
          children: [{ type: 'text', value: note.label }],
        },
      ],
    };
  }
}

/** Calls and uses by the flow that they stand in: title, subtitle and body are one, each author's note is its own. */
function queuesByZone(input: AnnotateInput): Map<string, Queue> {
  const calls = sortedCalls(input);
  const uses = withoutCutLinks(input.uses, calls);
  const lists = new Map<string, { calls: Call[]; uses: TermUse[] }>([['', { calls: [], uses: [] }]]);
  const zones = input.text.zones;
  let zone = 0;
  const listAt = (offset: number) => {
    while (zone + 1 < zones.length && zones[zone + 1]!.start < offset) zone++;
    const key = zones[zone]?.kind === 'author-note' ? zones[zone]!.name! : '';
    let list = lists.get(key);
    if (!list) {
      list = { calls: [], uses: [] };
      lists.set(key, list);
    }
    return list;
  };
  for (const call of calls) listAt(call.position).calls.push(call);
  zone = 0;
  for (const use of uses) listAt(use.end).uses.push(use);
  return new Map(
    [...lists].map(([key, list]) => [key, { calls: new Cursor(list.calls), uses: new Cursor(list.uses) }]),
  );
}

function emptyQueue(): Queue {
  return { calls: new Cursor<Call>([]), uses: new Cursor<TermUse>([]) };
}

/** Where each note's call goes, in text order; calls at one place stand by series, then by where their words begin. */
function sortedCalls({ notes, text, reading, series }: AnnotateInput): Call[] {
  const rank = new Map(series.map(({ name }, i) => [name, i]));
  return notes
    .map((anchored, nth) => {
      const { start, end } = anchored.range!;
      const position = callPosition(text.text, start, end, runEnd(text, end), reading.lang);
      return { anchored, nth, position };
    })
    .sort(
      (a, b) =>
        a.position - b.position ||
        rank.get(a.anchored.note.series)! - rank.get(b.anchored.note.series)! ||
        a.anchored.range!.start - b.anchored.range!.start,
    );
}

/** The end of the unbroken run of text (the block) that the character before `offset` stands in. */
function runEnd(text: ReadingText, offset: number): number {
  const { pieces } = text;
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.end >= offset) high = middle;
    else low = middle + 1;
  }
  let end = pieces[low]?.end ?? offset;
  for (let i = low + 1; i < pieces.length && pieces[i]!.start === end; i++) end = pieces[i]!.end;
  return Math.max(offset, end);
}

/** A link cannot hold a call, which is a link itself: a use that a call stands in the middle of is only marked. */
function withoutCutLinks(uses: TermUse[], calls: Call[]): TermUse[] {
  let next = 0;
  return uses.map((use) => {
    while (next < calls.length && calls[next]!.position <= use.start) next++;
    const cut = next < calls.length && calls[next]!.position < use.end;
    return cut && use.linked ? { ...use, linked: false } : use;
  });
}

function useElement(use: TermUse, first: boolean, insideLink: boolean): Element {
  const id = first ? { id: use.id } : {};
  if (!use.linked || insideLink)
    return { type: 'element', tagName: 'span', properties: { ...id, className: ['use'] }, children: [] };
  return {
    type: 'element',
    tagName: 'a',
    properties: {
      ...id,
      className: ['term'],
      href: `#${use.termId}`,
      'epub:type': 'glossref',
      role: 'doc-glossref',
    },
    children: [],
  };
}

/** Adds calls; a comma in the same raised size keeps two that touch from reading as one number. */
function pushCalls(out: ElementContent[], calls: ElementContent[]): void {
  for (const call of calls) {
    const last = out.at(-1);
    if (last?.type === 'element' && isCall(last))
      out.push({
        type: 'element',
        tagName: 'sup',
        properties: { className: ['call-gap'] },
        children: [{ type: 'text', value: ',' }],
      });
    out.push(call);
  }
}

function isCall(element: Element): boolean {
  const { className } = element.properties;
  return Array.isArray(className) && className.includes('call');
}

function slice(node: Text, start: number, end: number): Text {
  if (start === 0 && end === node.value.length) return { ...node };
  return { ...node, value: node.value.slice(start, end) };
}
