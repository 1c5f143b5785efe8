import { toString as plainText } from 'hast-util-to-string';
import type { Parents } from 'mdast';
import type { Point } from './markdown-text.js';

/**
 * Gives a place to children that have none: the parts of a text in which addresses were found. They stand in the source
 * as they are, one after another.
 */
export function placeParts(parent: Parents, text: string): void {
  if (!parent.position || parent.children.every((child) => child.position)) return;
  const limit = parent.position.end.offset!;
  let at = parent.position.start;
  for (const child of parent.children) {
    if (!child.position) {
      const value = 'value' in child ? child.value : 'children' in child ? plainText(child as never) : '';
      const found = text.indexOf(value, at.offset!);
      const start = found < 0 || found + value.length > limit ? at : advanced(at, text, found);
      child.position = {
        start: { ...start },
        end: { ...advanced(start, text, Math.min(limit, start.offset! + value.length)) },
      };
    }
    at = child.position.end;
  }
}

/** The point at an offset, counted on from a point before it. */
function advanced(from: Point, text: string, offset: number): Point {
  const lines = text.slice(from.offset!, offset).split(/\r\n|\r|\n/);
  if (lines.length === 1) return { line: from.line, column: from.column + lines[0]!.length, offset };
  return { line: from.line + lines.length - 1, column: lines.at(-1)!.length + 1, offset };
}
