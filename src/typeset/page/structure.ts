import { append } from '../../append.js';
import type { StructureElement, StructureSlot, StructureType } from '../layout.js';
import type { LinkTarget, Owner } from '../text/line.js';

/** Elements that may not hold text itself, so that a P stands between. */
const GROUPING = new Set<StructureType>(['Document', 'Part', 'Sect', 'Div', 'BlockQuote', 'Index', 'Note']);
/** Elements that a note may stand in, after the paragraph that calls it. */
const HOLDS_NOTES = new Set<StructureType>([
  'Document',
  'Part',
  'Sect',
  'Div',
  'BlockQuote',
  'LBody',
  'TD',
  'TH',
  'Index',
]);

export type StructureOptions = Omit<StructureElement, 'kind' | 'type' | 'kids'>;

/** Numbers of slots and links, which are counted each by themselves. */
export interface SlotNumbers {
  slots: number;
  links: number;
}

interface Frame {
  element: StructureElement;
  /** Notes called in it: they follow it. */
  notes: StructureElement[];
  owner: Owner | undefined;
}

/**
 * The structure tree of a tagged PDF while it grows in reading order. Text asks for the slot that is open; a note's
 * element follows the paragraph of its call, wherever the note is drawn.
 */
export class StructureTree {
  readonly root: StructureElement = { kind: 'element', type: 'Document', kids: [] };
  private frames: Frame[] = [{ element: this.root, notes: [], owner: undefined }];
  /** The levels of the headings that the next one may stand under. */
  private headings: number[] = [];
  /** Whether the tree's headings, or those that it leaves open, stand under what comes before it, if that is a heading. */
  inheritsHeadings = true;
  private hasHeading = false;
  private slots: number;
  private links: number;

  /**
   * @param base the document's language
   * @param from the numbers of its first slot and its first link
   */
  constructor(
    private readonly base: string,
    from: SlotNumbers = { slots: 0, links: 0 },
  ) {
    this.slots = from.slots;
    this.links = from.links;
  }

  /** What stands before the tree: headings that its own may stand under. */
  continue(headings: readonly number[]): void {
    this.headings = [...headings];
  }

  /** The headings that what follows may stand under. */
  get openHeadings(): number[] {
    return [...this.headings];
  }

  /** The numbers that the next slot and the next link will have. */
  get next(): SlotNumbers {
    return { slots: this.slots, links: this.links };
  }

  /** The language of the open element. */
  get language(): string {
    for (let i = this.frames.length - 1; i >= 0; i--) {
      const { lang } = this.frames[i]!.element;
      if (lang !== undefined) return lang;
    }
    return this.base;
  }

  /** Whether an element of a type is open. */
  within(type: StructureType): boolean {
    return this.frames.some(({ element }) => element.type === type);
  }

  get current(): StructureElement {
    return this.top.element;
  }

  /** Whether text may stand in the open element without a P between. */
  get takesText(): boolean {
    return !GROUPING.has(this.current.type);
  }

  open(type: StructureType, options: StructureOptions = {}): StructureElement {
    const element: StructureElement = { kind: 'element', type, ...options, kids: [] };
    this.top.owner = undefined;
    this.current.kids.push(element);
    this.frames.push({ element, notes: [], owner: undefined });
    return element;
  }

  /** Opens an element again that was closed before: a definition's further paragraphs. */
  reopen(element: StructureElement): void {
    this.top.owner = undefined;
    this.frames.push({ element, notes: [], owner: undefined });
  }

  /** A heading's type: levels nest without a gap, whatever the source skips. */
  heading(level: number): StructureType {
    while (this.headings.length > 0 && this.headings[this.headings.length - 1]! >= level) this.headings.pop();
    // A first heading of the highest level ends all others.
    if (!this.hasHeading) this.inheritsHeadings = level > 1;
    this.hasHeading = true;
    this.headings.push(level);
    return `H${Math.min(6, this.headings.length) as 1 | 2 | 3 | 4 | 5 | 6}`;
  }

  close(): void {
    const { element, notes } = this.frames.pop()!;
    if (notes.length === 0) return;
    if (HOLDS_NOTES.has(element.type)) append(element.kids, notes);
    else if (this.frames.length > 0 && HOLDS_NOTES.has(this.current.type)) append(this.current.kids, notes);
    else append(this.top.notes, notes);
    this.top.owner = undefined;
  }

  /** Builds a note's element apart from the tree; it follows the paragraph that is open now. */
  note<T>(options: StructureOptions & { id: string }, build: () => T): T {
    const element: StructureElement = { kind: 'element', type: 'Note', ...options, kids: [] };
    const { frames } = this;
    this.frames = [{ element, notes: [], owner: undefined }];
    const result = build();
    const { notes } = this.frames[0]!;
    this.frames = frames;
    this.top.notes.push(element, ...notes);
    return result;
  }

  /** The open place for content: consecutive pieces of an element share a slot. */
  owner(): Owner {
    const frame = this.top;
    if (!frame.owner) {
      const slot: StructureSlot = { kind: 'slot', id: this.slots++ };
      frame.element.kids.push(slot);
      frame.owner = { kind: 'slot', slot };
    }
    return frame.owner;
  }

  /** Takes back the slot that was opened last in the open element, when nothing stands in it after all. */
  withdraw(owner: Owner): void {
    const frame = this.top;
    const last = frame.element.kids[frame.element.kids.length - 1];
    if (owner.kind !== 'slot' || last?.kind !== 'slot' || last.id !== owner.slot.id) return;
    frame.element.kids.pop();
    frame.owner = undefined;
  }

  linkTarget(contents: string, target: { dest: string } | { uri: string }): LinkTarget {
    return { id: this.links++, contents, ...target };
  }

  /** Closes what is open and takes out elements that hold nothing. */
  finish(): StructureElement {
    while (this.frames.length > 1) this.close();
    const { notes } = this.frames[0]!;
    append(this.root.kids, notes);
    prune(this.root);
    return this.root;
  }

  private get top(): Frame {
    return this.frames[this.frames.length - 1]!;
  }
}

/** A cell may be empty: its row needs it. */
function prune(element: StructureElement): boolean {
  element.kids = element.kids.filter((kid) => kid.kind === 'slot' || prune(kid));
  return element.kids.length > 0 || element.type === 'TD' || element.type === 'TH';
}

/** Content that is no part of the text: rules, leaders, ornaments. */
export const LAYOUT_ARTIFACT: Owner = { kind: 'artifact', type: 'layout' };
export const BACKGROUND_ARTIFACT: Owner = { kind: 'artifact', type: 'background' };
export const PAGINATION_ARTIFACT: Owner = { kind: 'artifact', type: 'pagination' };
