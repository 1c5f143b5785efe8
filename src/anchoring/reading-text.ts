import type { Element, ElementContent, Nodes, Root, RootContent, Text } from 'hast';
import type { Reading } from '../manuscript/manuscript.js';
import type { ReadingText, TextPiece, TextZone } from './anchored.js';

/**
 * The words of a reading as one string: title, subtitle, body, then the author's own notes. Blocks, line breaks and
 * table cells are apart by one `\n` that belongs to no piece, as are zones; a text that begins or ends a line of its
 * own (code, a line end beside a `br`) needs none. White space between block tags, and references to the author's
 * notes, contribute nothing; every other text node is a piece, its value unchanged.
 *
 * Linear in the size of the trees, which may be of any depth.
 */
export function readingText(reading: Reading): ReadingText {
  const writer = new Writer();
  writer.zone({ kind: 'title' }, reading.title.children);
  if (reading.subtitle) writer.zone({ kind: 'subtitle' }, reading.subtitle.children);
  if (reading.body) writer.zone({ kind: 'body' }, reading.body.children);
  for (const note of reading.authorNotes)
    writer.zone({ kind: 'author-note', name: note.name }, note.body.children);
  return writer.result();
}

/** The words of a reading, made when they are first asked for: those of a reading that is as it was are often not. */
export class LazyText implements ReadingText {
  private made: ReadingText | undefined;

  constructor(private readonly reading: Reading) {}

  get text(): string {
    return this.whole.text;
  }

  get pieces(): TextPiece[] {
    return this.whole.pieces;
  }

  get zones(): TextZone[] {
    return this.whole.zones;
  }

  private get whole(): ReadingText {
    this.made ??= readingText(this.reading);
    return this.made;
  }
}

type Child = RootContent | ElementContent;

/** A node whose children are being written, or the end of a block whose children have been. */
type Step = { children: readonly Child[]; next: number; parent: Root | Element; block: boolean };

class Writer {
  private readonly parts: string[] = [];
  private readonly pieces: TextPiece[] = [];
  private readonly zones: TextZone[] = [];
  private length = 0;
  /** Whether a `\n` is due before the next text. */
  private broken = false;

  result(): ReadingText {
    return { text: this.parts.join(''), pieces: this.pieces, zones: this.zones };
  }

  zone(zone: Pick<TextZone, 'kind' | 'name'>, children: readonly Child[]): void {
    const first = this.pieces.length;
    this.breakLine();
    this.walk(children);
    this.breakLine();
    const start = this.pieces[first]?.start ?? this.length;
    this.zones.push({ ...zone, start, end: this.length });
  }

  /** Depth first with a stack of its own: quotations may be nested deeper than calls may. */
  private walk(children: readonly Child[]): void {
    const parent: Root = { type: 'root', children: [] };
    const stack: Step[] = [{ children, next: 0, parent, block: true }];
    for (let step = stack.at(-1); step; step = stack.at(-1)) {
      const node = step.children[step.next];
      if (!node) {
        if (step.block) this.breakLine();
        stack.pop();
        continue;
      }
      const at = step.next++;
      if (node.type === 'text') {
        if (!isBetweenBlocks(node, at, step)) this.write(node);
      } else if (node.type === 'element') {
        if (node.tagName === 'author-note') continue;
        const block = isBlock(node);
        if (block) this.breakLine();
        stack.push({ children: node.children, next: 0, parent: node, block });
      }
    }
  }

  private breakLine(): void {
    this.broken = this.length > 0;
  }

  private write(node: Text): void {
    if (node.value === '') return;
    if (this.broken && !this.parts.at(-1)!.endsWith('\n') && !node.value.startsWith('\n')) {
      this.parts.push('\n');
      this.length += 1;
    }
    this.broken = false;
    this.parts.push(node.value);
    const start = this.length;
    this.length += node.value.length;
    this.pieces.push({ node, start, end: this.length });
  }
}

/** White space that only lays out the markup: at a block's edge, or beside a block or a line break. */
function isBetweenBlocks(node: Text, at: number, step: Step): boolean {
  if (/\S/.test(node.value) || isPreformatted(step.parent)) return false;
  const before = step.children[at - 1];
  const after = step.children[at + 1];
  return (before ? isBlock(before) : step.block) || (after ? isBlock(after) : step.block);
}

function isPreformatted(parent: Root | Element): boolean {
  return parent.type === 'element' && (parent.tagName === 'pre' || parent.tagName === 'code');
}

const BLOCKS = new Set(
  `address article aside blockquote br caption center dd details dialog div dl dt fieldset figcaption figure footer
  form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre search section summary table tbody
  td tfoot th thead tr ul`.split(/\s+/),
);

/** Whether text before and after (or in) an element is on different lines. A line of verse counts, as a `br` does. */
function isBlock(node: Nodes): boolean {
  if (node.type !== 'element') return false;
  if (BLOCKS.has(node.tagName)) return true;
  const { className } = node.properties;
  return node.tagName === 'span' && Array.isArray(className) && className.includes('line');
}
