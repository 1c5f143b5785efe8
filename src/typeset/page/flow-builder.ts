import type { Mark } from './box.js';
import { AVOID, AVOID_INSIDE, FILL, GLUE_STRETCH } from './costs.js';
import {
  type Beside,
  type BreakItem,
  type ColumnsItem,
  type Container,
  type FlowItem,
  isContent,
  type LineItem,
  NO_MARKS,
  NO_NOTES,
  type UnitItem,
} from './flow.js';

/**
 * Writes a flow item by item: collapses margins (CSS 2.2, 8.3.1), keeps what opens together with the line that it
 * opens before, and turns the break properties into penalties.
 */
export class FlowBuilder {
  readonly items: FlowItem[] = [];
  /** What opens before the next line, not yet written. */
  private lead: FlowItem[] = [];
  /** Where in the lead the pending margin belongs: after the last padding. */
  private marginAt = 0;
  private positive = 0;
  private negative = 0;
  private fills = false;
  /** A break before the next line is to be avoided. */
  private avoid = false;
  /** Blocks with `break-inside: avoid` that are open, and whether something of them stands already. */
  private readonly avoiding: { begun: boolean }[] = [];
  private beside: Beside[] = [];

  /** @param fills whether it grows by all that the page has left over */
  margin(size: number, fills = false): void {
    if (fills) this.fills = true;
    if (size > 0) this.positive = Math.max(this.positive, size);
    else this.negative = Math.min(this.negative, size);
  }

  open(container: Container): void {
    this.lead.push({ kind: 'open', size: 0, penalty: Number.POSITIVE_INFINITY, container });
  }

  mark(mark: Mark): void {
    this.lead.push({ kind: 'mark', size: 0, penalty: Number.POSITIVE_INFINITY, mark });
  }

  /** A mark that stays with what stands before it. */
  endMark(mark: Mark): void {
    const item: FlowItem = { kind: 'mark', size: 0, penalty: Number.POSITIVE_INFINITY, mark };
    if (this.lead.length > 0) this.lead.push(item);
    else this.items.push(item);
  }

  /** Padding and border at the beginning of a box: they go with its first line. */
  kern(size: number): void {
    if (size === 0) return;
    this.settleMargin();
    this.lead.push({ kind: 'kern', size, stretch: 0, penalty: Number.POSITIVE_INFINITY });
    this.marginAt = this.lead.length;
  }

  /** Padding and border at the end of a box: they stay with its last line. */
  endKern(size: number): void {
    if (size === 0) return;
    this.settleMargin();
    this.flushLead();
    this.items.push({ kind: 'kern', size, stretch: 0, penalty: Number.POSITIVE_INFINITY });
  }

  close(container: Container): void {
    const item: FlowItem = { kind: 'close', size: 0, penalty: Number.POSITIVE_INFINITY, container };
    if (this.lead.length > 0) this.lead.push(item);
    else this.items.push(item);
  }

  avoidBreak(): void {
    this.avoid = true;
  }

  openAvoiding(): void {
    this.avoiding.push({ begun: false });
  }

  closeAvoiding(): void {
    this.avoiding.pop();
  }

  /** Stands beside the next line: a list item's marker. */
  addBeside(beside: Beside): void {
    this.beside.push(beside);
  }

  /** Markers that found no line to stand beside. */
  takeBeside(): Beside[] {
    const { beside } = this;
    this.beside = [];
    return beside;
  }

  /** @param penalty of a break before it, beyond what the blocks around it say */
  content(item: LineItem | UnitItem | ColumnsItem, penalty: number): void {
    this.settleMargin();
    let cost = penalty;
    if (this.avoid) cost += AVOID;
    this.avoid = false;
    let inside = false;
    for (const block of this.avoiding) {
      if (block.begun) inside = true;
      block.begun = true;
    }
    if (inside) cost += AVOID_INSIDE;
    if (this.beside.length > 0) this.attachBeside(item);
    const first = this.lead.find((lead) => lead.kind !== 'glue') ?? item;
    item.penalty = Number.POSITIVE_INFINITY;
    first.penalty = cost;
    this.flushLead();
    this.items.push(item);
  }

  forceBreak(to: BreakItem['to'], page: string, group: boolean): void {
    if (this.lead.length === 0) {
      this.positive = 0;
      this.negative = 0;
      this.fills = false;
    }
    this.avoid = false;
    this.items.push({ kind: 'break', size: 0, penalty: Number.POSITIVE_INFINITY, to, page, group });
  }

  /** Ends the flow; gives the margins at its ends, which are not in it. */
  finish(): { items: FlowItem[]; marginTop: number; marginBottom: number } {
    const marginBottom = this.positive + this.negative;
    this.positive = 0;
    this.negative = 0;
    this.flushLead();
    const { items } = this;
    let marginTop = 0;
    if (items[0]?.kind === 'glue') {
      marginTop = items[0].size;
      items.shift();
    }
    return { items, marginTop, marginBottom };
  }

  /** The height of what was written since an index, the pending margin left out. */
  heightSince(index: number): number {
    let sum = 0;
    for (let i = index; i < this.items.length; i++) sum += this.items[i]!.size;
    for (const item of this.lead) sum += item.size;
    return sum;
  }

  private settleMargin(): void {
    const size = this.positive + this.negative;
    const { fills } = this;
    this.positive = 0;
    this.negative = 0;
    this.fills = false;
    if (size === 0 && !fills) return;
    const stretch = fills ? FILL : Math.max(0, size) * GLUE_STRETCH;
    this.lead.splice(this.marginAt, 0, { kind: 'glue', size, stretch, penalty: Number.POSITIVE_INFINITY });
  }

  private flushLead(): void {
    for (const item of this.lead) this.items.push(item);
    this.lead = [];
    this.marginAt = 0;
  }

  private attachBeside(item: LineItem | UnitItem | ColumnsItem): void {
    if (item.kind === 'line') item.beside = [...item.beside, ...this.takeBeside()];
    else if (item.kind === 'unit') {
      const paints = this.takeBeside().map(({ line, x }) => {
        const alone: LineItem = {
          kind: 'line',
          size: line.ascent + line.descent,
          penalty: 0,
          line,
          x,
          baseline: line.ascent,
          notes: NO_NOTES,
          marks: NO_MARKS,
          beside: [],
          hung: [],
        };
        return { kind: 'flow' as const, x: 0, y: 0, items: [alone], from: 0, to: 1, artifact: false };
      });
      item.paint = [...item.paint, ...paints];
    } else {
      const line = item.flow.items.find((inner) => isContent(inner));
      if (line?.kind === 'line') line.beside = [...line.beside, ...this.takeBeside()];
    }
  }
}
