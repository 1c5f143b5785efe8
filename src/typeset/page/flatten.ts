import type { ComputedStyle } from '../style/computed.js';
import type { Line } from '../text/line.js';
import { type BlockEdges, decorationOf, edgesOf, type Space } from './block-edges.js';
import type { BlockBox, Box, ImageBox, Mark, NoteBox, ParagraphBox, TableBox } from './box.js';
import { HYPHEN, NOTE_SHARE, POLICY, WIDOW } from './costs.js';
import {
  type BreakItem,
  type Container,
  type Decoration,
  type Flow,
  type Hung,
  isContent,
  type LineItem,
  NO_BESIDE,
  NO_HUNG,
  NO_MARKS,
  NO_NOTES,
  type Note,
  type Paint,
} from './flow.js';
import { FlowBuilder } from './flow-builder.js';
import { ForcedBreaks } from './forced-breaks.js';
import { imageSize } from './image-size.js';
import type { LineSetter, SetParagraph } from './line-setter.js';
import { noteOf } from './note-flow.js';
import { leastOfNotes } from './note-plan.js';
import { type Geometries, resolveLength } from './page-geometry.js';
import { setTable } from './set-tables.js';
import { aligned, alignment, soleImage } from './sole-image.js';

/** Between a list item's marker and its text, as a share of the text's size: enough for a quotation mark that hangs. */
const MARKER_GAP = 0.5;
/** An image that others stand beside (a caption) leaves them this share of the page. */
const CAPTION_SHARE = 0.15;
/** Default distance of columns, as a share of the font size (`column-gap: normal` is 1em). */
const COLUMN_GAP = 1;

/**
 * Boxes to a flow: widths, lines, margins, breaks. Notes are broken into lines here too, once for the width of their
 * area. Cost: linear.
 */
export class Flattener {
  private builder = new FlowBuilder();
  private container: Container | undefined;
  private readonly notes = new Map<NoteBox, Note>();
  private breaks = new ForcedBreaks('ltr', undefined);
  private inFlow = true;
  private inNote = false;

  constructor(
    readonly setter: LineSetter,
    private readonly geometries: Geometries,
  ) {}

  /**
   * A whole document, or a part of one.
   *
   * @param breakAsked what the part before asks for with a `break-after` at its end
   */
  document(root: BlockBox, breakAsked?: BreakItem['to']): Flow {
    this.breaks = new ForcedBreaks(root.style.direction, breakAsked);
    this.block(root, { x: 0, width: this.geometries.widthOf('auto') });
    return { items: this.builder.finish().items, width: this.geometries.widthOf('auto') };
  }

  /** A stretch of its own, such as a table's cell or what stands in columns; without margins at its ends. */
  part(box: BlockBox, width: number): { flow: Flow; height: number } {
    const outer = { builder: this.builder, container: this.container, inFlow: this.inFlow };
    this.builder = new FlowBuilder();
    this.container = undefined;
    this.inFlow = false;
    this.children(box.children, { x: 0, width }, box.style);
    const { items } = this.builder.finish();
    Object.assign(this, outer);
    return { flow: { items, width }, height: items.reduce((sum, item) => sum + item.size, 0) };
  }

  /** What the part asks for with a `break-after` at its end. */
  get breakAsked(): BreakItem['to'] | undefined {
    return this.breaks.due;
  }

  /** The height of a page of the kind that is being filled. */
  get pageHeight(): number {
    return this.space.height;
  }

  /** Whether a page has room for something of a height, with the least of the notes called there. */
  hasRoom(height: number, notes: readonly Note[]): boolean {
    const { space } = this;
    return height + leastOfNotes(notes, space.areas) <= space.height + 0.01;
  }

  private get space() {
    const context = { name: this.breaks.name, side: 'right' as const, first: false, blank: false, nth: 2 };
    return this.geometries.of(context).space;
  }

  marksAndNotes(marks: readonly Mark[]): { marks: readonly Mark[]; notes: readonly Note[] } {
    if (marks.length === 0) return { marks: NO_MARKS, notes: NO_NOTES };
    const notes: Note[] = [];
    const others: Mark[] = [];
    for (const mark of marks) {
      if (mark.kind === 'note') notes.push(this.note(mark.note));
      else others.push(mark);
    }
    return { marks: others.length > 0 ? others : NO_MARKS, notes: notes.length > 0 ? notes : NO_NOTES };
  }

  /** @param only the room of an image that has this place to itself */
  private box(box: Box, space: Space, alone: boolean): void {
    switch (box.kind) {
      case 'block':
        this.block(box, space);
        break;
      case 'paragraph':
        this.paragraph(box, space);
        break;
      case 'image':
        this.image(box, space, alone);
        break;
      case 'table':
        this.table(box, space);
        break;
    }
  }

  private children(children: readonly Box[], space: Space, style: ComputedStyle): void {
    const only = children.length === 1 ? soleImage(children[0]!) : undefined;
    if (only) this.image({ ...only, style: aligned(only.style, style) }, space, true);
    else
      for (const child of children) {
        const image = soleImage(child);
        if (image) this.image({ ...image, style: aligned(image.style, style) }, space, false);
        else this.box(child, space, false);
      }
  }

  private block(box: BlockBox, around: Space): void {
    const { style } = box;
    const { builder } = this;
    const space = this.spaceOn(box.page, around);
    this.breakBefore(style, box.page);
    const edges = edgesOf(style, space);
    builder.margin(edges.marginTop, edges.fills);
    const decoration = decorationOf(style, edges.width);
    const container: Container | undefined = decoration && {
      parent: this.container,
      x: edges.x,
      width: edges.width,
      decoration,
    };
    if (container) builder.open(container);
    for (const mark of box.marks) builder.mark(mark);
    const height = style.height === 'auto' ? 0 : resolveLength(style.height, this.pageHeight);
    if (box.children.length === 0 && !box.marker) this.emptyBlock(edges, decoration, height);
    else {
      const outer = this.container;
      if (container) this.container = container;
      if (style.breakInside === 'avoid') builder.openAvoiding();
      const start = builder.items.length;
      builder.kern(edges.above);
      if (box.marker) this.marker(box.marker, edges);
      const content = { x: edges.contentX, width: edges.contentWidth };
      const columns = style.columnCount === 'auto' ? 1 : style.columnCount;
      if (columns > 1 && this.inFlow) this.columns(box, content, columns);
      else this.children(box.children, content, style);
      this.loneMarkers();
      if (height > 0) builder.endKern(Math.max(0, height + edges.above - builder.heightSince(start)));
      builder.endKern(edges.below);
      if (style.breakInside === 'avoid') builder.closeAvoiding();
      this.container = outer;
    }
    if (container) builder.close(container);
    if (box.ends !== undefined) builder.endMark({ kind: 'end', id: box.ends });
    builder.margin(edges.marginBottom);
    this.breakAfter(style);
    if (box.page !== undefined) this.breaks.close();
  }

  /** Pages of another name may be wider or narrower, and what stands on them with them. */
  private spaceOn(page: string | undefined, { x, width }: Space): Space {
    if (page === undefined || !this.inFlow) return { x, width };
    const change = this.geometries.widthOf(page) - this.geometries.widthOf(this.breaks.name);
    return { x, width: Math.max(1, width + change) };
  }

  /** A block without content is nothing, unless it has a height or edges of its own (a rule). */
  private emptyBlock(edges: BlockEdges, decoration: Decoration | undefined, height: number): void {
    const size = edges.above + height + edges.below;
    if (size <= 0) return;
    const paint: Paint[] = decoration
      ? [{ kind: 'box', x: edges.x, y: 0, width: edges.width, height: size, decoration, edges: BOTH }]
      : [];
    // Its own container would draw it a second time.
    this.content({ kind: 'unit', size, penalty: 0, paint, notes: NO_NOTES, marks: NO_MARKS }, 0);
  }

  private paragraph(box: ParagraphBox, space: Space): void {
    const set = this.setParagraph(box, space);
    const { lines } = set;
    const { orphans, widows } = box.style;
    const whole = this.lastBlockCall(lines);
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!;
      let penalty = i > 0 && i <= whole ? POLICY : 0;
      if (i > 0 && i < orphans) penalty += WIDOW * (orphans - i);
      if (i > 0 && lines.length - i < widows) penalty += WIDOW * (widows - lines.length + i);
      if (i > 0 && lines[i - 1]!.hyphenated) penalty += HYPHEN;
      const item = this.line(line, space.x);
      if (this.counts(box, i, line)) item.numbers = box.style.lineNumbers!;
      this.content(item, penalty);
      if (i === 0 && set.initial) {
        const { initial } = set;
        item.beside = [...item.beside, { line: initial.line, x: space.x + initial.x, drop: initial.drop }];
      }
      // The lines beside an initial letter stay with it.
      if (set.initial && i > 0 && i < set.initial.lines) this.lastPenalty(Number.POSITIVE_INFINITY);
    }
  }

  /** Whether a line is counted: of running text, not of notes, cells and columns. */
  private counts({ style }: ParagraphBox, index: number, line: Line): boolean {
    if (style.lineNumbers === undefined || style.lineCount === 'none' || !this.inFlow) return false;
    if (style.lineCount === 'first' && index > 0) return false;
    return line.source !== undefined || line.fragments.length > 0 || line.boxes.length > 0;
  }

  /** The last line with a call whose note asks the whole paragraph to move with it (`footnote-policy: block`). */
  private lastBlockCall(lines: readonly Line[]): number {
    return lines.findLastIndex(({ marks }) =>
      marks.some(({ mark }) => {
        const call = mark as Mark;
        return call.kind === 'note' && this.note(call.note).policy === 'block';
      }),
    );
  }

  /** A line that calls more notes than can begin on one page is ended after those that can. */
  private setParagraph(box: ParagraphBox, { width }: Space): SetParagraph {
    for (let current = box; ; ) {
      const set = this.setter.paragraph(current, { width, height: this.pageHeight });
      const last = this.lastWithRoom(set.lines);
      if (!last) return set;
      const at = current.pieces.findIndex((piece) => piece.kind === 'mark' && piece.mark === last);
      current = { ...current, pieces: current.pieces.toSpliced(at + 1, 0, { kind: 'break' }) };
    }
  }

  /** Of the first line that calls too many notes, the last call that may stand on it. */
  private lastWithRoom(lines: readonly Line[]): Mark | undefined {
    for (const line of lines) {
      if (line.marks.length < 2) continue;
      const calls = line.marks.map(({ mark }) => mark as Mark).filter((mark) => mark.kind === 'note');
      if (calls.length < 2) continue;
      const notes = calls.map((mark) => this.note(mark.note));
      const height = line.ascent + line.descent;
      if (this.hasRoom(height, notes)) continue;
      let count = notes.length - 1;
      while (count > 1 && !this.hasRoom(height, notes.slice(0, count))) count--;
      return calls[count - 1];
    }
    return undefined;
  }

  private lastPenalty(penalty: number): void {
    this.builder.items[this.builder.items.length - 1]!.penalty = penalty;
  }

  private line(line: Line, x: number): LineItem {
    let found: { marks: readonly Mark[]; notes: readonly Note[] } = { marks: NO_MARKS, notes: NO_NOTES };
    let hung = NO_HUNG;
    if (line.marks.length > 0) {
      const marks = line.marks.map(({ mark }) => mark as Mark);
      found = this.marksAndNotes(marks.filter(({ kind }) => kind !== 'hung'));
      if (marks.some(({ kind }) => kind === 'hung')) hung = marks.flatMap((mark) => this.hung(mark));
    }
    return {
      kind: 'line',
      size: line.ascent + line.descent,
      penalty: 0,
      line,
      x,
      baseline: line.ascent,
      notes: found.notes,
      marks: found.marks,
      beside: NO_BESIDE,
      hung,
    };
  }

  private hung(mark: Mark): Hung[] {
    if (mark.kind !== 'hung') return [];
    // The break ends it with a space, so that it does not run into the text when that is copied or read aloud.
    const line = this.setter.single([...mark.pieces, { kind: 'break' }], mark.style);
    return line ? [{ line, style: mark.style }] : [];
  }

  private image(box: ImageBox, space: Space, alone: boolean): void {
    const { style } = box;
    const edges = edgesOf({ ...style, width: 'auto', maxWidth: 'none' }, space);
    const share = this.inNote ? NOTE_SHARE - CAPTION_SHARE : alone ? 1 : 1 - CAPTION_SHARE;
    const height = this.pageHeight * share;
    const room = { width: edges.contentWidth, height: Math.max(1, height - edges.above - edges.below) };
    const size = imageSize(box.image, style, room);
    const left = alignment(style, room.width - size.width);
    this.breakBefore(style, undefined);
    this.builder.margin(edges.marginTop, edges.fills);
    const { marks, notes } = this.marksAndNotes(box.marks);
    const { picture } = size;
    const paint: Paint[] = [
      {
        kind: 'image',
        x: edges.contentX + left + picture.x,
        y: edges.above + picture.y,
        width: picture.width,
        height: picture.height,
        image: box.image,
        owner: box.owner,
      },
    ];
    const decoration = decorationOf(style, edges.width);
    if (decoration)
      paint.unshift({
        kind: 'box',
        x: edges.x + left,
        y: 0,
        width: edges.width - room.width + size.width,
        height: edges.above + size.height + edges.below,
        decoration,
        edges: BOTH,
      });
    const total = edges.above + size.height + edges.below;
    this.content({ kind: 'unit', size: total, penalty: 0, paint, marks, notes }, 0);
    this.builder.margin(edges.marginBottom);
    this.breakAfter(style);
  }

  private table(box: TableBox, space: Space): void {
    this.breakBefore(box.style, undefined);
    const edges = edgesOf({ ...box.style, width: 'auto', maxWidth: 'none' }, space);
    this.builder.margin(edges.marginTop, edges.fills);
    for (const mark of box.marks) this.builder.mark(mark);
    const captions = (side: 'top' | 'bottom') =>
      box.captions.filter(({ style }) => style.captionSide === side || box.style.captionSide === side);
    for (const caption of captions('top')) {
      this.block(caption, space);
      this.builder.avoidBreak();
    }
    if (box.style.breakInside === 'avoid') this.builder.openAvoiding();
    const { units, x, width, decoration } = setTable(box, { x: edges.x, width: edges.width }, this);
    const container: Container | undefined = decoration && { parent: this.container, x, width, decoration };
    if (container) this.builder.open(container);
    units.forEach((unit, i) => {
      this.content(unit, unit.penalty);
      if (unit.repeat === undefined && units[i + 1]?.repeat) this.builder.avoidBreak();
    });
    if (container) this.builder.close(container);
    if (box.style.breakInside === 'avoid') this.builder.closeAvoiding();
    for (const caption of box.captions.filter((caption) => !captions('top').includes(caption))) {
      this.builder.avoidBreak();
      this.block(caption, space);
    }
    this.builder.margin(edges.marginBottom);
    this.breakAfter(box.style);
  }

  /** What spans all columns parts them: those above it are balanced, and others begin below. */
  private columns(box: BlockBox, space: Space, count: number): void {
    let run: Box[] = [];
    const flush = () => {
      if (run.length > 0) this.columnsOf({ ...box, children: run }, space, count);
      run = [];
    };
    for (const child of box.children) {
      if (child.style.columnSpan !== 'all') run.push(child);
      else {
        flush();
        this.box(child, space, false);
      }
    }
    flush();
  }

  private columnsOf(box: BlockBox, space: Space, count: number): void {
    const { style } = box;
    const gap =
      style.columnGap === 'normal'
        ? style.fontSize * COLUMN_GAP
        : resolveLength(style.columnGap, space.width);
    const width = Math.max(1, (space.width - gap * (count - 1)) / count);
    const { flow } = this.part(box, width);
    if (!flow.items.some(isContent)) return;
    const notes = flow.items.flatMap((item) => ('notes' in item ? item.notes : NO_NOTES));
    this.content(
      {
        kind: 'columns',
        size: 0,
        penalty: 0,
        flow,
        count,
        gap,
        x: space.x,
        balance: style.columnFill === 'balance',
        notes,
      },
      0,
    );
  }

  private marker(marker: NonNullable<BlockBox['marker']>, edges: BlockEdges): void {
    const line = this.setter.single(marker.pieces, marker.style);
    if (!line) return;
    const gap = marker.style.fontSize * MARKER_GAP;
    const rtl = marker.style.direction === 'rtl';
    const x = rtl ? edges.contentX + edges.contentWidth + gap : edges.contentX - gap - line.width;
    this.builder.addBeside({ line, x, drop: 0 });
  }

  /** The marker of an item that has no line. */
  private loneMarkers(): void {
    for (const { line, x } of this.builder.takeBeside()) this.content(this.line(line, x), 0);
  }

  private content(item: Parameters<FlowBuilder['content']>[0], penalty: number): void {
    if (this.inFlow) this.breaks.content(this.builder);
    this.builder.content(item, penalty);
  }

  /** @param page the named page that the element itself asks for */
  private breakBefore(style: ComputedStyle, page: string | undefined): void {
    if (page !== undefined) this.breaks.open(page);
    if (style.breakBefore === 'avoid') this.builder.avoidBreak();
    if (this.inFlow) this.breaks.before(style, page !== undefined, this.builder);
  }

  private breakAfter(style: ComputedStyle): void {
    if (style.breakAfter === 'avoid') this.builder.avoidBreak();
    if (this.inFlow) this.breaks.after(style);
  }

  // ── Notes ──────────────────────────────────────────────────────────────────────────────────────────────────────

  private note(box: NoteBox): Note {
    const known = this.notes.get(box);
    if (known) return known;
    const area = Math.max(0, this.geometries.areaNames.indexOf(box.area));
    const width = this.geometries.noteWidth(area, this.breaks.name);
    const { builder, container, inFlow, inNote } = this;
    this.builder = new FlowBuilder();
    this.container = undefined;
    this.inFlow = false;
    this.inNote = true;
    this.block(box.box, { x: 0, width });
    const { items, marginTop, marginBottom } = this.builder.finish();
    Object.assign(this, { builder, container, inFlow, inNote });
    const note = noteOf(box, { items, width }, area);
    note.marginTop = Math.max(0, marginTop);
    note.marginBottom = Math.max(0, marginBottom);
    this.notes.set(box, note);
    return note;
  }
}

const BOTH = { top: true, bottom: true };
