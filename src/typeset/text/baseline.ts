import type { ComputedStyle } from '../style/computed.js';
import type { TextContext } from './text-context.js';

/**
 * Where browsers put superscripts and subscripts, in ems of the parent: fonts' own values vary too much to mix
 * families.
 */
const SUPERSCRIPT = 1 / 3;
const SUBSCRIPT = 1 / 5;

/**
 * How far a style's `vertical-align` moves its baseline from its parent's. Points, up is positive. The line of which
 * `top` and `bottom` speak does not exist yet: they are those of a line of the parent's text alone.
 */
export function baselineShift(style: ComputedStyle, parent: ComputedStyle, context: TextContext): number {
  switch (style.verticalAlign) {
    case 'baseline':
      return 0;
    case 'top':
      return context.styles.resolve(parent).above - context.styles.resolve(style).above;
    case 'bottom':
      return context.styles.resolve(style).below - context.styles.resolve(parent).below;
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
