import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { StructureElement } from '../typeset/layout.js';
import type { LinkTarget } from '../typeset/text/line.js';
import type { DrawnBook } from './drawn.js';
import { type Box, type Marks, unite } from './marks.js';
import type { PdfFile } from './pdf-file.js';
import { numbers, type ObjectNumber, reference, textString, wellFormed } from './syntax.js';

/** An annotation that is in the file: its page, and its key in the parent tree. */
export interface PlacedAnnotation {
  object: ObjectNumber;
  page: number;
  key: number;
}

/**
 * Writes the annotations of links, one for each link and page. Only links that an element of the structure with content
 * stands for get one (not those in running heads), and only those that lead somewhere.
 */
export class Links {
  /** By the link's id. */
  readonly annotations = new Map<number, PlacedAnnotation[]>();
  private readonly usable: Map<number, LinkTarget>;
  private readonly dead = new Set<string>();
  /** Keys of the parent tree: pages have the first ones. */
  private key: number;

  constructor(
    private readonly file: PdfFile,
    private readonly book: DrawnBook,
    marks: Marks,
    private readonly diagnostics: Diagnostic[],
  ) {
    this.key = book.pages.length;
    this.usable = linksWithContent(book.structure, marks);
  }

  annotate(page: number, object: ObjectNumber): ObjectNumber[] {
    const written: ObjectNumber[] = [];
    for (const [id, place, action] of this.book.pages[page]!.links) {
      const link = this.usable.get(id);
      if (!link || this.isDead(link)) continue;
      // ISO 32000-1, 12.5.6.5. Printed, not hidden: F 4.
      const annotation = this.file.object(
        `<</Type/Annot/Subtype/Link${place}/Border[0 0 0]/F 4/P ${reference(object)}/StructParent ${this.key}${action}>>`,
      );
      written.push(annotation);
      const placed = this.annotations.get(id) ?? [];
      this.annotations.set(id, placed);
      placed.push({ object: annotation, page, key: this.key++ });
    }
    return written;
  }

  private isDead(link: LinkTarget): boolean {
    if ('uri' in link || this.book.destinations.has(link.dest)) return false;
    if (!this.dead.has(link.dest))
      this.diagnostics.push(
        diagnostic('pdf-link-dead', `A link leads to “#${link.dest}”, which is on no page.`),
      );
    this.dead.add(link.dest);
    return true;
  }
}

function linksWithContent(root: StructureElement, marks: Marks): Map<number, LinkTarget> {
  const found = new Map<number, LinkTarget>();
  const visit = (element: StructureElement, links: readonly LinkTarget[]) => {
    const inner = element.type === 'Link' && element.link ? [...links, element.link] : links;
    for (const kid of element.kids) {
      if (kid.kind === 'element') visit(kid, inner);
      else if (marks.content[kid.id]) for (const link of inner) found.set(link.id, link);
    }
  };
  visit(root, []);
  return found;
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
