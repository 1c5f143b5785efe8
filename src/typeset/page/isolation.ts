import type { ComputedStyle } from '../style/computed.js';
import type { StyledElement } from '../style/styled.js';
import { attribute } from '../style/tree.js';

/** The characters of UAX #9 that stand around an inline element. */
interface Isolation {
  opens: string;
  closes: string;
}

const ISOLATES = { ltr: '\u2066', rtl: '\u2067', auto: '\u2068' } as const;
const OVERRIDES = { ltr: '\u202d', rtl: '\u202e' } as const;
const END_OF_ISOLATE = '\u2069';
const END_OF_OVERRIDE = '\u202c';

/**
 * What sets the text of an inline element apart from that around it, as HTML has it: one that runs the other way by its
 * `dir`, `bdi` by what stands in it, `bdo` whatever does. Undefined for all others.
 *
 * @param outer the style of what it stands in
 */
export function isolationOf({ element, style }: StyledElement, outer: ComputedStyle): Isolation | undefined {
  const { direction } = style;
  const isDirected = attribute(element, 'dir') !== undefined;
  if (element.tagName === 'bdo' && isDirected)
    return { opens: ISOLATES[direction] + OVERRIDES[direction], closes: END_OF_OVERRIDE + END_OF_ISOLATE };
  if (element.tagName === 'bdi' && !isDirected) return { opens: ISOLATES.auto, closes: END_OF_ISOLATE };
  return direction === outer.direction ? undefined : { opens: ISOLATES[direction], closes: END_OF_ISOLATE };
}
