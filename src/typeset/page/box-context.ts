import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { Image } from '../../manuscript/manuscript.js';
import { unresolved } from '../../render/unresolved-links.js';
import type { ComputedStyle } from '../style/computed.js';
import type { StyledDocument, StyledElement } from '../style/styled.js';
import type { LinkTarget } from '../text/line.js';
import type { NoteBox } from './box.js';
import { type CounterState, Counters } from './counters.js';
import { idOf, internalTarget } from './element-roles.js';
import { attribute, type ContentContext } from './generated-content.js';
import { findNoteCalls, type NoteCalls } from './note-calls.js';
import { plainText } from './plain-text.js';
import { Quotes } from './quotes.js';
import { type SlotNumbers, type StructureOptions, StructureTree } from './structure.js';

/** What the elements before leave to those that come: counters, open quotations, headings to stand under. */
export interface BoxState {
  counters: CounterState;
  quotes: number;
  headings: readonly number[];
}

/** Whether two states are the same to a section. @param headings whether it depends on the headings before it */
export function sameState(a: BoxState | undefined, b: BoxState | undefined, headings: boolean): boolean {
  return stateKey(a, headings) === stateKey(b, headings);
}

/** A name for what a state is to a section. The first of a book finds nothing before it. */
export function stateKey(state: BoxState | undefined, headings: boolean): string {
  const counters = state?.counters.values ?? [];
  const created = counters.length > 0 ? state!.counters.created : [];
  return JSON.stringify([counters, created, state?.quotes ?? 0, headings ? (state?.headings ?? []) : []]);
}

/** What is known of the rest of a book by those who make the boxes of a part of it. */
export interface Elsewhere {
  /** Whether something there has an id. */
  has(id: string): boolean;
  /** Whether that is a note which something calls. */
  isNote(id: string): boolean;
}

export interface BoxOptions {
  images: ReadonlyMap<string, Image>;
  /** Of a part of a book; all of it where it is left out. */
  elsewhere?: Elsewhere;
  /** Of a part that is not the first: how the parts before it leave the body. */
  before?: BoxState;
  /** The numbers of its first slot and link. */
  numbers?: SlotNumbers;
  /** What the ids of places without an id of their own begin with. */
  places?: string;
  /** How far a style's vertical-align moves it from its parent's baseline. Points, up is positive. */
  shift(style: ComputedStyle, parent: ComputedStyle): number;
}

/** What the walk that makes boxes knows where it stands. */
export class BoxContext {
  readonly tree: StructureTree;
  readonly counters = new Counters();
  readonly quotes = new Quotes();
  readonly calls: NoteCalls;
  readonly content: ContentContext;
  readonly diagnostics: Diagnostic[] = [];
  /** Notes in the order of their first calls. */
  readonly notes: NoteBox[] = [];
  /** Whether notes are numbered anew on each page. */
  readonly numberedByPage: boolean;
  /** The values of counters where ids stand. */
  readonly countersAt = new Map<string, ReadonlyMap<string, number>>();
  /** The link that is open. */
  link: LinkTarget | undefined;
  /** The note that is being built: its back link is its label. */
  note: StyledElement | undefined;
  /** The named page of the open element: an element that asks for another one begins a group of pages. */
  page = 'auto';
  inContents = false;
  private readonly placed = new Set<StyledElement>();
  private readonly unresolved = new Set<string>();
  private places = 0;
  /** How the body's last child leaves things. */
  after: BoxState | undefined;

  constructor(
    readonly document: StyledDocument,
    readonly options: BoxOptions,
  ) {
    this.tree = new StructureTree(document.root.style.lang, options.numbers);
    this.calls = findNoteCalls(document);
    this.content = {
      counters: this.counters,
      quotes: this.quotes,
      calls: this.calls,
      has: (id) => this.has(id),
      countersAt: (id) => this.countersAt.get(id),
      newPlace: () => this.newPlace(),
      unresolved: (target) => this.reportUnresolved(target),
    };
    const page = document.pages.resolve({ name: 'auto', side: 'right', first: false, blank: false, nth: 2 });
    this.numberedByPage = page.counterReset.some(({ name }) => name === 'footnote');
  }

  /** The body's first child begins. */
  enterBody(): void {
    const { before } = this.options;
    if (!before) return;
    this.counters.restore(before.counters);
    this.quotes.depth = before.quotes;
    this.tree.continue(before.headings);
  }

  /** The body's last child has ended. */
  leaveBody(): void {
    const { counters, quotes, tree } = this;
    this.after = { counters: counters.save(), quotes: quotes.depth, headings: tree.openHeadings };
  }

  /** Whether something in the book has an id. */
  has(id: string): boolean {
    return this.calls.ids.has(id) || this.options.elsewhere?.has(id) === true;
  }

  /** An id for a place that has none, and has to be found again. */
  newPlace(): string {
    this.places++;
    return `${this.options.places ?? 'place'}-${this.places}`;
  }

  /** Takes a note as placed; false where it was before. */
  place(note: StyledElement): boolean {
    if (this.placed.has(note)) return false;
    this.placed.add(note);
    return true;
  }

  /** Whether an element is shown where it stands: not one without a box, nor a note that is called elsewhere. */
  stands(styled: StyledElement): boolean {
    return styled.style.display !== 'none' && !this.calls.called.has(styled);
  }

  /** Whether an element is a link to a note: contents leave it out. */
  callsNote({ element }: StyledElement): boolean {
    const target = element.tagName === 'a' ? internalTarget(element) : undefined;
    if (target === undefined) return false;
    const note = this.calls.ids.get(target);
    return note ? this.calls.called.has(note) : this.options.elsewhere?.isNote(target) === true;
  }

  /** Where an `a` leads; undefined where it leads nowhere. */
  linkOf(styled: StyledElement): LinkTarget | undefined {
    const href = attribute(styled.element, 'href');
    if (href === undefined || href === '') return undefined;
    const contents = attribute(styled.element, 'aria-label') ?? (plainText(styled, new Set()) || href);
    const target = internalTarget(styled.element);
    if (target === undefined)
      return href.startsWith('#') ? undefined : this.tree.linkTarget(contents, { uri: href });
    if (this.has(target)) return this.tree.linkTarget(contents, { dest: target });
    this.reportUnresolved(target);
    return undefined;
  }

  /** What a structure element says of an element: its id and its language. */
  optionsOf(styled: StyledElement): StructureOptions {
    const id = idOf(styled.element);
    return { ...(id === undefined ? {} : { id }), ...this.languageOf(styled) };
  }

  /** Its language, where that is not the one around it. */
  languageOf({ style }: StyledElement): { lang?: string } {
    const { lang } = style;
    return lang !== '' && lang !== this.tree.language ? { lang } : {};
  }

  /** A note is placed after the paragraph that calls it, whose own language may be another. */
  languageOfNote({ style }: StyledElement): { lang?: string } {
    const base = this.document.root.style.lang;
    const { lang } = style;
    return lang !== '' && (lang !== base || this.tree.language !== base) ? { lang } : {};
  }

  private reportUnresolved(target: string): void {
    if (this.unresolved.has(target)) return;
    this.unresolved.add(target);
    this.diagnostics.push(unresolved(target));
  }
}
