import { XmlElement, XmlText } from '@rgrove/parse-xml';
import type { EpubFile } from '../epub/epub-file.js';
import { has } from '../epub/xhtml.js';
import { type EditionWords, TextParts } from './edition-words.js';

const INLINE = new Set(
  'a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rb rp rt ruby s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
);

/**
 * The words of an EPUB in the order of its spine. Not among them: notes, kept apart, the references that call them, and the
 * numbers of paragraphs.
 */
export function epubWords(epub: EpubFile): EditionWords {
  const parts = new TextParts();
  for (const { root } of epub.spine) {
    const body = root.children.find(
      (kid): kid is XmlElement => kid instanceof XmlElement && kid.name === 'body',
    );
    if (body) collect(body, parts);
  }
  return parts.words();
}

function collect(element: XmlElement, parts: TextParts): void {
  if (has(element, 'noteref') || has(element, 'pagebreak') || has(element, 'doc-backlink')) return;
  if (has(element, 'paragraph-number')) return;
  if (element.name === 'script' || element.name === 'style' || element.name === 'svg') return;
  const note = has(element, 'footnote') || has(element, 'endnote') || has(element, 'rearnote');
  const inline = INLINE.has(element.name) && !has(element, 'line');
  if (note) parts.openNote();
  if (!inline) parts.space();
  for (const kid of element.children) {
    if (kid instanceof XmlText) parts.add(kid.text);
    else if (kid instanceof XmlElement) collect(kid, parts);
  }
  if (!inline) parts.space();
  if (note) parts.closeNote();
}
