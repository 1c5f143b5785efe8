import type { LinkTarget } from '../typeset/text/line.js';
import { type Box, unite } from './marks.js';
import { numbers, type ObjectNumber, reference, textString, wellFormed } from './syntax.js';

/** A link annotation (ISO 32000-1, 12.5.6.5) for all places of a link on one page. Printed, not hidden: F 4. */
export function annotate(link: LinkTarget, boxes: readonly Box[], page: ObjectNumber, key: number): string {
  const quads = boxes.flatMap(([left, bottom, right, top]) => [
    left,
    top,
    right,
    top,
    left,
    bottom,
    right,
    bottom,
  ]);
  const target = 'uri' in link ? link.uri : link.dest;
  return (
    `<</Type/Annot/Subtype/Link/Rect[${numbers(boxes.reduce(unite))}]/QuadPoints[${numbers(quads)}]/Border[0 0 0]` +
    `/F 4/P ${reference(page)}/StructParent ${key}/Contents${textString(link.contents.trim() || target)}` +
    ('uri' in link
      ? `/A<</Type/Action/S/URI/URI${textString(ascii(link.uri))}>>`
      : `/Dest${textString(link.dest)}`) +
    '>>'
  );
}

/** A URI in ASCII, as PDF wants it: what is not gets percent-encoded as UTF-8. */
function ascii(uri: string): string {
  return wellFormed(uri).replace(/[^\x21-\x7e]/gu, (c) => encodeURIComponent(c));
}
