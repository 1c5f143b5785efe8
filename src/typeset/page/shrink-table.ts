import type { ComputedStyle, Length } from '../style/computed.js';
import type { Inline } from '../text/line.js';
import type { BlockBox, Box, ParagraphBox, Piece, TableBox } from './box.js';
import { type Extent, extents } from './column-widths.js';
import type { LineSetter } from './line-setter.js';

/** What is left of a size that would just do, so that rounding does not make a word too wide after all. */
const ALMOST = 0.999;

/** A table with the widths that its columns may have. */
export interface FittedTable {
  table: TableBox;
  columns: Extent[];
}

/**
 * A table as it is, if its words find room; else set smaller, type and what stands around it, as far as `-fl-shrink` of its
 * style allows. Captions keep their size.
 *
 * @param room the most that the table may take, in points
 */
export function fitTable(table: TableBox, room: number, setter: LineSetter): FittedTable {
  const columns = extents(table, room, setter);
  const least = columns.reduce((sum, { min }) => sum + min, 0);
  const { shrink } = table.style;
  if (least <= room || shrink >= 1) return { table, columns };
  const shrunk = shrinkTable(table, new Shrinker(Math.max(shrink, (room / least) * ALMOST)));
  return { table: shrunk, columns: extents(shrunk, room, setter) };
}

function shrinkTable(table: TableBox, shrinker: Shrinker): TableBox {
  const rows = table.rows.map((row) => ({
    ...row,
    style: shrinker.style(row.style),
    cells: row.cells.map((cell) => ({ ...cell, box: shrinkBlock(cell.box, shrinker) })),
  }));
  return { ...table, rows };
}

function shrinkBlock(box: BlockBox, shrinker: Shrinker): BlockBox {
  const shrunk = {
    ...box,
    style: shrinker.style(box.style),
    children: box.children.map((child) => shrinkBox(child, shrinker)),
  };
  if (box.marker) {
    const { style, pieces } = box.marker;
    shrunk.marker = { style: shrinker.style(style), pieces: pieces.map((piece) => shrinker.piece(piece)) };
  }
  return shrunk;
}

function shrinkBox(box: Box, shrinker: Shrinker): Box {
  switch (box.kind) {
    case 'block':
      return shrinkBlock(box, shrinker);
    case 'paragraph':
      return shrinkParagraph(box, shrinker);
    case 'table':
      return shrinkTable(box, shrinker);
    case 'image':
      return box;
  }
}

function shrinkParagraph(box: ParagraphBox, shrinker: Shrinker): ParagraphBox {
  const shrunk = {
    ...box,
    style: shrinker.style(box.style),
    pieces: box.pieces.map((piece) => shrinker.piece(piece)),
  };
  if (box.firstLine) shrunk.firstLine = shrinker.style(box.firstLine);
  return shrunk;
}

/** Makes styles smaller: the same of the same, since caches go by the object. */
class Shrinker {
  private readonly styles = new Map<ComputedStyle, ComputedStyle>();

  constructor(private readonly share: number) {}

  style(style: ComputedStyle): ComputedStyle {
    let shrunk = this.styles.get(style);
    if (!shrunk) {
      shrunk = this.shrunk(style);
      this.styles.set(style, shrunk);
    }
    return shrunk;
  }

  piece(piece: Piece): Piece {
    switch (piece.kind) {
      case 'image':
        return piece;
      case 'deferred':
        return {
          kind: 'deferred',
          resolve: (pages) => piece.resolve(pages).map((inline) => this.inline(inline)),
        };
      default:
        return this.inline(piece);
    }
  }

  private inline(inline: Inline): Inline {
    switch (inline.kind) {
      case 'text': {
        const shrunk = { ...inline, style: this.style(inline.style) };
        if (inline.rise !== undefined) shrunk.rise = inline.rise * this.share;
        return shrunk;
      }
      case 'leader':
        return { ...inline, style: this.style(inline.style) };
      default:
        return inline;
    }
  }

  private shrunk(style: ComputedStyle): ComputedStyle {
    const { share } = this;
    const length = (value: Length): Length =>
      typeof value === 'number' ? value * share : { ...value, points: value.points * share };
    const margin = (value: Length | 'auto') => (value === 'auto' ? value : length(value));
    const { lineHeight, verticalAlign } = style;
    return {
      ...style,
      marginTop: margin(style.marginTop),
      marginRight: margin(style.marginRight),
      marginBottom: margin(style.marginBottom),
      marginLeft: margin(style.marginLeft),
      paddingTop: length(style.paddingTop),
      paddingRight: length(style.paddingRight),
      paddingBottom: length(style.paddingBottom),
      paddingLeft: length(style.paddingLeft),
      fontSize: style.fontSize * share,
      lineHeight: lineHeight === 'normal' ? lineHeight : lineHeight * share,
      letterSpacing: style.letterSpacing * share,
      wordSpacing: style.wordSpacing * share,
      verticalAlign: typeof verticalAlign === 'number' ? verticalAlign * share : verticalAlign,
      textIndent: length(style.textIndent),
    };
  }
}
