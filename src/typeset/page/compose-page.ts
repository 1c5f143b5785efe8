import type { Area, PageBox } from '../layout.js';
import type { Line } from '../text/line.js';
import { decorationOf } from './block-edges.js';
import type { InlineImage, Mark } from './box.js';
import { columnsHeight } from './columns.js';
import { placeMarginNotes } from './compose-margin.js';
import type { Container, Flow, FlowItem, LineItem, Note, Paint, UnitItem } from './flow.js';
import { hangLine } from './hang-line.js';
import { imageSize } from './image-size.js';
import type { CountedLine, EndOfPart } from './line-numbers.js';
import { PageCanvas } from './page-canvas.js';
import type { PageFill } from './page-fill.js';
import type { AreaGeometry } from './page-geometry.js';
import type { PagePlan } from './paginate.js';

/** A page with everything but its margin boxes, and what its marks said. */
export interface ComposedPage {
  plan: PagePlan;
  canvas: PageCanvas;
  areas: Area[];
  marks: FoundMark[];
  /** The notes that begin on the page, by area, in order. */
  notes: string[][];
  begins: PageBox['begins'];
  /** Lines of running text that are counted, and where parts of the book end, from top to bottom. */
  counted: (CountedLine | EndOfPart)[];
  /** Lines of text and notes, for what is to be said about them. */
  lines: Line[];
}

export interface FoundMark {
  mark: Mark;
  x: number;
  y: number;
  /** Whether it stands before any text of the page. */
  atTop: boolean;
  inNote: boolean;
}

/**
 * Puts what was decided for pages at its place. Pages are composed in order: a box that goes on from page to page is
 * open in between.
 */
export class PageComposer {
  /** The boxes open at the end of what was set of a flow so far. */
  private readonly open = new Map<readonly FlowItem[], Container[]>();

  constructor(private readonly flow: Flow) {}

  compose(plan: PagePlan): ComposedPage {
    const { geometry, fill } = plan;
    const { x, y, space } = geometry;
    const page: ComposedPage = {
      plan,
      canvas: new PageCanvas(),
      areas: [],
      marks: [],
      notes: space.areas.map(() => []),
      begins: undefined,
      counted: [],
      lines: [],
    };
    if (!fill) {
      page.areas.push({
        kind: 'body',
        name: plan.context.name,
        x,
        y,
        width: space.width,
        height: space.height,
      });
      return page;
    }
    const body = space.height - fill.notes.height;
    page.areas.push({ kind: 'body', name: plan.context.name, x, y, width: space.width, height: body });
    const last = fill.to.inner > 0 ? fill.to.index + 1 : fill.to.index;
    const calls = new Map<Note, number>();
    const { stretch, repeated, columns } = fill;
    const text = { x, calls, stretch, artifact: false, inNote: false, repeated, columns };
    new Run(this.open, page, text).items(this.flow.items, fill.from.index, last, y, plan.opens);
    const first =
      page.canvas.lines.length > 0 ? Math.min(...page.canvas.lines.map((line) => line.baseline)) : undefined;
    this.footnotes(page, y + body, calls);
    this.marginNotes(page, calls, first);
    page.canvas.finish();
    return page;
  }

  private footnotes(page: ComposedPage, top: number, calls: Map<Note, number>): void {
    const { geometry, fill } = page.plan;
    const { notes } = fill!;
    let y = top;
    notes.areas.forEach((set, a) => {
      const area = geometry.space.areas[a]!;
      if (set.length === 0 || area.column !== undefined) return;
      const height = notes.heights[a]!;
      const box = {
        x: geometry.x + area.x,
        y: y + area.marginTop,
        width: area.width,
        height: height - area.marginTop - area.marginBottom,
      };
      const decoration = decorationOf(area.style, box.width);
      if (decoration) page.canvas.reserve()(box, decoration, { top: true, bottom: true });
      page.areas.push({ kind: 'footnote', name: area.name, ...box });
      let at = y + area.above;
      let gap = -1;
      for (const { note, from, to } of set) {
        if (gap >= 0) at += Math.max(gap, note.marginTop);
        gap = note.marginBottom;
        if (from === 0) page.notes[a]!.push(note.id);
        at = this.note(page, area, calls).items(note.flow.items, from, to, at, from === 0);
      }
      y += height;
    });
  }

  private marginNotes(page: ComposedPage, calls: Map<Note, number>, first: number | undefined): void {
    const { geometry, fill } = page.plan;
    fill!.notes.areas.forEach((set, a) => {
      const area = geometry.space.areas[a]!;
      if (set.length === 0 || area.column === undefined) return;
      for (const { note, from, to, top, height } of placeMarginNotes(page, area, set, calls, first)) {
        const { name, contentWidth } = area;
        const x = geometry.x + area.contentX;
        page.areas.push({ kind: 'sidenote', name, x, y: top, width: contentWidth, height });
        if (from === 0) page.notes[a]!.push(note.id);
        this.note(page, area, calls).items(note.flow.items, from, to, top, from === 0);
      }
    });
  }

  private note(page: ComposedPage, area: AreaGeometry, calls: Map<Note, number>): Run {
    const x = page.plan.geometry.x + area.contentX;
    return new Run(this.open, page, {
      x,
      calls,
      stretch: 0,
      artifact: false,
      inNote: true,
      ...WITHIN,
    });
  }
}

interface RunContext {
  /** The baselines of the lines that call notes, as they are found. */
  calls: Map<Note, number>;
  /** Left edge of the flow on the page. */
  x: number;
  stretch: number;
  artifact: boolean;
  inNote: boolean;
  /** The rows of a table's head that are set again at the top. */
  repeated: readonly UnitItem[];
  /** Of the text itself: each stretch set in columns, by the item's index. */
  columns: PageFill['columns'] | undefined;
}

/** Of what stands within something else: it is not continued by columns, nor a table by its head. */
const WITHIN = { repeated: [], columns: undefined } as const;

/** A stretch of a flow, from top to bottom. */
class Run {
  constructor(
    private readonly open: Map<readonly FlowItem[], Container[]>,
    private readonly page: ComposedPage,
    private readonly context: RunContext,
  ) {}

  /** Sets the items from `from` to `to`; gives where the last of them ends. @param keepTop whether space at the top stays */
  items(items: readonly FlowItem[], from: number, to: number, top: number, keepTop: boolean): number {
    const { canvas } = this.page;
    const { x, stretch } = this.context;
    let y = top;
    let glue = 0;
    let edge = !keepTop;
    let content = false;
    let closing: readonly Paint[] | undefined;
    const stack = (this.open.get(items) ?? []).map((container) => ({
      container,
      y,
      first: false,
      draw: canvas.reserve(),
    }));
    for (let i = from; i < to; i++) {
      const item = items[i]!;
      switch (item.kind) {
        case 'glue':
          if (!edge) glue += item.size + item.stretch * stretch;
          break;
        case 'kern':
          y += glue + item.size;
          glue = 0;
          edge = false;
          break;
        case 'open':
          y += glue;
          glue = 0;
          stack.push({ container: item.container, y, first: true, draw: canvas.reserve() });
          break;
        case 'close': {
          const entry = stack.pop();
          if (entry) {
            const { container } = entry;
            entry.draw(
              { x: x + container.x, y: entry.y, width: container.width, height: y - entry.y },
              container.decoration,
              { top: entry.first, bottom: true },
            );
          }
          break;
        }
        case 'mark':
          this.mark(item.mark, x, y + glue, !content);
          break;
        case 'break':
          break;
        default: {
          y += glue;
          glue = 0;
          edge = false;
          if (!content)
            for (const row of this.context.repeated) {
              this.paint(row.paint, y, true);
              y += row.size;
            }
          y = this.content(item, i, y, !content);
          content = true;
          closing = item.kind === 'unit' ? item.closing : undefined;
        }
      }
    }
    if (closing) this.paint(closing, y, true);
    for (const { container, y: start, first, draw } of stack)
      draw(
        { x: x + container.x, y: start, width: container.width, height: y - start },
        container.decoration,
        {
          top: first,
          bottom: false,
        },
      );
    if (stack.length > 0)
      this.open.set(
        items,
        stack.map(({ container }) => container),
      );
    else this.open.delete(items);
    return y;
  }

  private content(item: FlowItem, index: number, y: number, atTop: boolean): number {
    const { x } = this.context;
    if (item.kind === 'line') {
      for (const mark of item.marks) this.mark(mark, x + item.x, y, atTop);
      this.line(item, y);
      return y + item.size;
    }
    if (item.kind === 'unit') {
      for (const mark of item.marks) this.mark(mark, x, y, atTop);
      this.paint(item.paint, y, this.context.artifact);
      // Calls in what it holds have been found there, at their lines.
      this.called(item.notes, y);
      return y + item.size;
    }
    if (item.kind !== 'columns') return y;
    const cuts = this.context.columns?.get(index);
    if (!cuts) return y;
    let from = cuts.from;
    const { width } = item.flow;
    cuts.cuts.forEach((cut, column) => {
      const left = x + item.x + column * (width + item.gap);
      const repeated = cuts.repeated[column]!;
      new Run(this.open, this.page, { ...this.context, x: left, stretch: 0, ...WITHIN, repeated }).items(
        item.flow.items,
        from,
        cut,
        y,
        from === 0,
      );
      from = cut;
    });
    return y + columnsHeight(cuts);
  }

  private line(item: LineItem, y: number): void {
    const { x, artifact, inNote } = this.context;
    const { page } = this;
    const { line } = item;
    const left = x + item.x;
    const baseline = y + item.baseline;
    // What hangs in the margin comes first: an initial letter is read with the line that follows it.
    for (const hung of item.hung) hangLine(page, hung, baseline, artifact);
    for (const beside of item.beside)
      page.canvas.line(x + beside.x, baseline + beside.drop, beside.line, artifact);
    page.canvas.line(left, baseline, line, artifact);
    for (const box of line.boxes) {
      const piece = box.content as InlineImage;
      const { picture } = imageSize(piece.image, piece.style, {
        width: box.width,
        height: box.height + box.depth,
      });
      page.canvas.graphic(
        {
          kind: 'image',
          x: left + box.x + picture.x,
          y: baseline - box.height + picture.y,
          width: picture.width,
          height: picture.height,
          image: piece.image,
          owner: piece.owner,
        },
        artifact,
      );
    }
    if (artifact) return;
    page.lines.push(line);
    this.called(item.notes, baseline);
    if (item.numbers) page.counted.push({ kind: 'line', baseline, numbers: item.numbers });
    if (!inNote && !page.begins) page.begins = beginning(item);
  }

  private paint(paints: readonly Paint[], y: number, artifact: boolean): void {
    const { x } = this.context;
    const { canvas } = this.page;
    for (const paint of paints) {
      const box = { x: x + paint.x, y: y + paint.y };
      if (paint.kind === 'flow')
        new Run(this.open, this.page, {
          ...this.context,
          x: box.x,
          stretch: 0,
          artifact: artifact || paint.artifact,
          ...WITHIN,
        }).items(paint.items, paint.from, paint.to, box.y, true);
      else if (paint.kind === 'image')
        canvas.graphic(
          {
            kind: 'image',
            ...box,
            width: paint.width,
            height: paint.height,
            image: paint.image,
            owner: paint.owner,
          },
          artifact,
        );
      else
        canvas.reserve()({ ...box, width: paint.width, height: paint.height }, paint.decoration, paint.edges);
    }
  }

  private mark(mark: Mark, x: number, y: number, atTop: boolean): void {
    const { artifact, inNote } = this.context;
    if (artifact) return;
    this.page.marks.push({ mark, x, y, atTop, inNote });
    if (mark.kind === 'end') this.page.counted.push({ kind: 'end' });
  }

  private called(notes: readonly Note[], baseline: number): void {
    const { calls } = this.context;
    for (const note of notes) if (!calls.has(note)) calls.set(note, baseline);
  }
}

/** The first character of running text in a line. */
function beginning({ line }: LineItem): PageBox['begins'] {
  for (const { node, offset } of line.fragments) if (node && offset !== undefined) return { node, offset };
  return undefined;
}
