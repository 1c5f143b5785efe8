import { attribute, type Element, type PdfDocument } from '../pdf/document.js';
import { type EditionWords, TextParts } from './edition-words.js';

/** Elements that stand in a line: no word ends at their edges. */
const INLINE = new Set(['Span', 'Link', 'Reference', 'Quote', 'Code', 'Annot']);

/**
 * The words of a tagged PDF in the order of its structure. Not among them: notes, which are kept apart; the references that call
 * them; the numbers and bullets of lists; and artifacts.
 */
export function pdfWords(document: PdfDocument): EditionWords {
  const parts = new TextParts();
  for (const element of document.top) collect(document, element, parts);
  return parts.words();
}

function collect(document: PdfDocument, element: Element, parts: TextParts): void {
  const { standard, parent } = element;
  if (standard === 'Reference' && parent?.standard !== 'TOCI') {
    // Where a line ends with a call, the space between two words is a part of that.
    if (/\s$/.test(shownIn(document, element))) parts.add(' ');
    return;
  }
  if (standard === 'Lbl' && isMarker(document, element)) return;
  const inline = INLINE.has(standard);
  if (standard === 'Note') parts.openNote();
  if (!inline) parts.space();
  for (const kid of element.kids) {
    if (kid.kind === 'element') collect(document, kid.element, parts);
    else parts.add(shown(document, kid));
  }
  if (!inline) parts.space();
  if (standard === 'Note') parts.closeNote();
}

/** What an element's content shows. */
function shownIn(document: PdfDocument, { kids }: Element): string {
  return kids
    .map((kid) => (kid.kind === 'element' ? shownIn(document, kid.element) : shown(document, kid)))
    .join('');
}

function shown(document: PdfDocument, kid: Element['kids'][number]): string {
  if (kid.kind !== 'content' || kid.page === undefined) return '';
  return document.pageById.get(kid.page)?.content.texts.get(kid.mcid) ?? '';
}

/** The label of a note or of a paragraph, or the marker of a list; the label of a definition list is a word of the text. */
function isMarker(document: PdfDocument, label: Element): boolean {
  const list = label.parent?.standard === 'LI' ? label.parent.parent : undefined;
  if (!list) return true;
  return document.reader.name(attribute(document.reader, list, 'ListNumbering')) !== 'None';
}
