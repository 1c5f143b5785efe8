import type { Memo } from '../cache/memo.js';
import type { RenderedPage } from '../render/rendered.js';
import type { BreakPlaces } from './break-places.js';
import { contentDocument, type DocumentContext, type DocumentHead } from './document.js';
import { documentShape } from './sound.js';

/** A content document without page breaks, and without its text, which may be long: plain values. */
export interface DraftedDocument {
  /** The id of its page. */
  page: string;
  file: string;
  properties: string[];
  places: BreakPlaces;
  /** See `documentShape`; empty where nothing is remembered. */
  shape: string;
  /** A name that only the same document has; empty where nothing is remembered. */
  key: string;
}

/**
 * The content document of a page, and how to come by its text: that of one that is as it was is often not asked for.
 *
 * @param memo remembers documents of pages that have a name
 */
export function draftDocument(
  page: RenderedPage,
  context: DocumentContext,
  memo: Memo,
): { document: DraftedDocument; xhtml: () => string } {
  const { facts } = page;
  const make = () => contentDocument(page, page.tree, context);
  const targets = facts.links.map((id) => context.targets.get(id));
  const paths = facts.images.map((src) => context.images.get(src));
  const key = page.key ? memo.key('document', page.key, headOf(page), targets, paths) : '';
  const known = key ? memo.recall<DraftedDocument>(key) : undefined;
  if (known) return { document: known, xhtml: () => memo.recall<string>(textName(key)) ?? make().xhtml };
  const { xhtml, ...made } = make();
  const shape = memo.remembers ? documentShape(made.file, xhtml) : '';
  const document: DraftedDocument = { page: page.id, ...made, shape, key };
  if (key) {
    memo.keep(key, document);
    memo.keep(textName(key), xhtml);
  }
  return { document, xhtml: () => xhtml };
}

function textName(key: string): string {
  return `text-of-${key}`;
}

/** What is said of a page beside its tree. */
function headOf({ id, file, kind, matter, title, lang, dir }: RenderedPage): DocumentHead {
  return { id, file, kind, matter, title, lang, dir };
}
