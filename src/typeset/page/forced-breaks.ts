import type { ComputedStyle } from '../style/computed.js';
import type { BreakItem } from './flow.js';
import type { FlowBuilder } from './flow-builder.js';

type Sides = BreakItem['to'];

/**
 * Where pages must end: where an element asks for it, and where pages of another name begin. What stands apart from the
 * flow (notes, cells, columns) asks for nothing.
 */
export class ForcedBreaks {
  private readonly names: string[] = ['auto'];
  /** The named page that the last content stands on. */
  private page: string | undefined;

  /**
   * @param direction the way in which the book is read decides which side a recto is, whatever is written on it
   * @param asked what ended before asks for with its `break-after`
   */
  constructor(
    private readonly direction: ComputedStyle['direction'],
    private asked: Sides | undefined,
  ) {}

  /** What has ended asks for, and nothing has come after it yet. */
  get due(): Sides | undefined {
    return this.asked;
  }

  /** The name of the pages for what comes next. */
  get name(): string {
    return this.names[this.names.length - 1]!;
  }

  /** Begins an element that asks for named pages. */
  open(page: string): void {
    this.names.push(page);
  }

  close(): void {
    this.names.pop();
  }

  /** Before an element. @param named whether it asks for named pages itself */
  before({ breakBefore }: ComputedStyle, named: boolean, builder: FlowBuilder): void {
    this.force(sidesOf(breakBefore, this.direction), named, builder);
  }

  after({ breakAfter }: ComputedStyle): void {
    this.asked = sidesOf(breakAfter, this.direction) ?? this.asked;
  }

  /** Before content, which stands on the page then. */
  content(builder: FlowBuilder): void {
    this.force(undefined, false, builder);
    this.page = this.name;
  }

  private force(to: Sides | undefined, named: boolean, builder: FlowBuilder): void {
    const { name } = this;
    const asked = to === undefined || to === 'page' ? (this.asked ?? to) : to;
    this.asked = undefined;
    if (asked === undefined && this.page === name) return;
    builder.forceBreak(asked ?? 'page', name, named);
    this.page = name;
  }
}

function sidesOf(
  value: ComputedStyle['breakBefore'],
  direction: ComputedStyle['direction'],
): Sides | undefined {
  switch (value) {
    case 'page':
    case 'left':
    case 'right':
      return value;
    case 'recto':
      return direction === 'rtl' ? 'left' : 'right';
    case 'verso':
      return direction === 'rtl' ? 'right' : 'left';
    default:
      return undefined;
  }
}
