import type { ComputedStyle } from '../style/computed.js';
import type { Inline, Line } from '../text/line.js';

/**
 * A paragraph whose first line has a style of its own (`::first-line`), in three steps: all of it is set in that style,
 * the first line of that is kept, and what stands after it is set in the paragraph's own (CSS Pseudo-Elements 4, 2.1).
 */

/** A paragraph's inline content in the style of its first line: what inline elements say for themselves stays. */
export function inFirstLine(
  inlines: readonly Inline[],
  paragraph: ComputedStyle,
  firstLine: ComputedStyle,
): Inline[] {
  const changed = Object.entries(firstLine).filter(([key, value]) => paragraph[key as Key] !== value);
  const styles = new Map<ComputedStyle, ComputedStyle>();
  const styleOf = (style: ComputedStyle): ComputedStyle => {
    let own = styles.get(style);
    if (!own) {
      const inherited = changed.filter(([key]) => style[key as Key] === paragraph[key as Key]);
      own = { ...style, ...Object.fromEntries(inherited) };
      styles.set(style, own);
    }
    return own;
  };
  return inlines.map((inline) =>
    inline.kind === 'text' || inline.kind === 'leader' ? { ...inline, style: styleOf(inline.style) } : inline,
  );
}

/**
 * What of a paragraph stands after its first line; undefined where that cannot be told: the line after it holds nothing
 * of the source.
 *
 * @param lines the paragraph in the style of its first line
 */
export function afterFirstLine(inlines: readonly Inline[], lines: readonly Line[]): Inline[] | undefined {
  const start = beginning(inlines, lines[1]!);
  if (!start) return undefined;
  const marks = new Set(lines[0]!.marks.map(({ mark }) => mark));
  const rest: Inline[] = [];
  inlines.forEach((inline, i) => {
    if (inline.kind === 'mark') {
      if (!marks.has(inline.mark)) rest.push(inline);
    } else if (i === start.index && inline.kind === 'text') {
      const from = start.offset - (inline.offset ?? 0);
      rest.push({ ...inline, text: inline.text.slice(from), offset: start.offset });
    } else if (i > start.index) rest.push(inline);
  });
  return rest;
}

/** Where a line begins: the first of the inlines that it holds something of, and the offset in its node. */
function beginning(inlines: readonly Inline[], line: Line): { index: number; offset: number } | undefined {
  let found: { index: number; offset: number } | undefined;
  for (const { node, offset } of line.fragments) {
    if (!node || offset === undefined) continue;
    const index = inlines.findIndex(
      (inline) =>
        inline.kind === 'text' &&
        inline.node === node &&
        (inline.offset ?? 0) <= offset &&
        offset < (inline.offset ?? 0) + inline.text.length,
    );
    if (index < 0 || (found && (index > found.index || (index === found.index && offset >= found.offset))))
      continue;
    found = { index, offset };
  }
  return found;
}

type Key = keyof ComputedStyle;
