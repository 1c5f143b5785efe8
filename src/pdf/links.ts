import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { LinkTarget } from '../typeset/text/line.js';
import type { DrawnBook } from './drawn.js';
import { type Box, unite } from './marks.js';
import type { PdfFile } from './pdf-file.js';
import { numbers, type ObjectNumber, reference, textString, wellFormed } from './syntax.js';

/** An annotation that is in the file: its page, and its key in the parent tree. */
export interface PlacedAnnotation {
  object: ObjectNumber;
  page: number;
  key: number;
}

/**
 * Writes the annotations of links, one for each link and page. Only links that an element of the structure stands for
 * get one (not those in running heads), and only those that lead somewhere.
 */
export class Links {
  /** By part of the structure and by element, in the order of pages. */
  private readonly annotations: Map<number, PlacedAnnotation[]>[];
  /** By page: the part of the structure that it is of. */
  private readonly parts: number[];
  private readonly dead = new Set<string>();
  /** Keys of the parent tree: pages have the first ones. */
  private key: number;

  constructor(
    private readonly file: PdfFile,
    private readonly book: DrawnBook,
    private readonly diagnostics: Diagnostic[],
  ) {
    this.key = book.pages.length;
    this.annotations = book.structure.map(() => new Map());
    this.parts = book.structure.flatMap(({ owners }, part) => owners.map(() => part));
  }

  annotationsOf(part: number): ReadonlyMap<number, readonly PlacedAnnotation[]> {
    return this.annotations[part]!;
  }

  annotate(page: number, object: ObjectNumber): ObjectNumber[] {
    const { pages, structure } = this.book;
    const part = this.parts[page]!;
    const written: ObjectNumber[] = [];
    for (const [id, place, action] of pages[page]!.links) {
      const link = structure[part]!.links.get(id);
      if (!link || this.isDead(link.dest)) continue;
      // ISO 32000-1, 12.5.6.5. Printed, not hidden: F 4.
      const annotation = this.file.object(
        `<</Type/Annot/Subtype/Link${place}/Border[0 0 0]/F 4/P ${reference(object)}/StructParent ${this.key}${action}>>`,
      );
      written.push(annotation);
      const placed = this.annotations[part]!.get(link.element) ?? [];
      this.annotations[part]!.set(link.element, placed);
      placed.push({ object: annotation, page, key: this.key++ });
    }
    return written;
  }

  private isDead(dest: string | undefined): boolean {
    if (dest === undefined || this.book.destinations.has(dest)) return false;
    if (!this.dead.has(dest))
      this.diagnostics.push(diagnostic('pdf-link-dead', `A link leads to “#${dest}”, which is on no page.`));
    this.dead.add(dest);
    return true;
  }
}

/** What an annotation says of where a link is: a box for each line. */
export function placeOf(boxes: readonly Box[]): string {
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
  return `/Rect[${numbers(boxes.reduce(unite))}]/QuadPoints[${numbers(quads)}]`;
}

/** What an annotation says of what a link does. */
export function actionOf(link: LinkTarget): string {
  const target = 'uri' in link ? link.uri : link.dest;
  return (
    `/Contents${textString(link.contents.trim() || target)}` +
    ('uri' in link
      ? `/A<</Type/Action/S/URI/URI${textString(ascii(link.uri))}>>`
      : `/Dest${textString(link.dest)}`)
  );
}

/** A URI in ASCII, as PDF wants it: what is not gets percent-encoded as UTF-8. */
function ascii(uri: string): string {
  return wellFormed(uri).replace(/[^\x21-\x7e]/gu, (c) => encodeURIComponent(c));
}
