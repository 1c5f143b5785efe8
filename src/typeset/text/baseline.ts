import type { ComputedStyle } from '../style/computed.js';
import type { TextContext } from './text-context.js';

/**
 * Where browsers put superscripts and subscripts, in ems of the parent: fonts' own values vary too much to mix
 * families.
 */
const SUPERSCRIPT = 1 / 3;
const SUBSCRIPT = 1 / 5;

/**
 * How far a style's `vertical-align` moves its baseline from its parent's. Points, up is positive. `top` and `bottom`
 * are taken as `baseline`: they depend on a line that does not exist yet.
 */
export function baselineShift(style: ComputedStyle, parent: ComputedStyle, context: TextContext): number {
  switch (style.verticalAlign) {
    case 'baseline':
    case 'top':
    case 'bottom':
      return 0;
    case 'super':
      return parent.fontSize * SUPERSCRIPT;
    case 'sub':
      return -parent.fontSize * SUBSCRIPT;
    case 'middle': {
      const { font } = context.styles.resolve(parent);
      const own = context.styles.resolve(style);
      const xHeight = (font.xHeight / font.unitsPerEm) * parent.fontSize;
      return xHeight / 2 - (own.above - own.below) / 2;
    }
    default:
      return style.verticalAlign;
  }
}
