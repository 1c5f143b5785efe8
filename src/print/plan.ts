import type { Element } from 'hast';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Image } from '../manuscript/manuscript.js';
import type { RenderedBook } from '../render/rendered.js';
import { divide } from '../typeset/page/divide.js';
import { internalTarget } from '../typeset/page/element-roles.js';
import type { Place } from '../typeset/page/section.js';
import { firstPlace } from '../typeset/page/set-pages.js';
import type { StyledElement } from '../typeset/style/styled.js';
import { printDocument } from '../typeset/typeset.js';
import { collectIds } from './elsewhere.js';
import type { BookParts } from './known-sections.js';
import { bookDocument, shellOf } from './partial.js';
import { type BookFrame, makeFrame } from './press.js';

/** A book parted into sections, with what all of them have in common. */
export interface BookPlan extends BookFrame {
  parts: BookParts;
  /** By section: the children of the body that it is made of, as indices. */
  sections: number[][];
  /** By section: the length of its text, in characters. */
  lengths: number[];
  /** Ids that links lead to. */
  targets: ReadonlySet<string>;
  first: Place;
  /** Of the document: `html`. */
  root: Element;
  language: string;
  imagesByPath: ReadonlyMap<string, Image>;
  diagnostics: readonly Diagnostic[];
}

/** Content that quotes other places of a book, apart from their pages: sections would have to know each other. */
const QUOTING = /target-text\(|target-counters?\((?:[^()]|\([^()]*\))*?,\s*(?!\s*page\b)[\w-]/;

/** Undefined for a book that has to be set in one piece: see `docs/architecture.md`. */
export function planBook(rendered: RenderedBook): BookPlan | undefined {
  const { root, sheets } = printDocument(rendered);
  const document = bookDocument(root);
  if (!document || sheets.some(({ text }) => QUOTING.test(text))) return undefined;
  const shells = { ...document, roots: document.roots.map(shellOf) };
  const { frame, styled, diagnostics } = makeFrame(shells, sheets, rendered.assets);
  if (styled.looksDeep) return undefined;
  const places = new Map(shells.roots.map((shell, n) => [shell, n]));
  const divided = divide(styled);
  if (divided.length < 2) return undefined;
  const sections = divided.map((part) =>
    ((part.root.children[0] as StyledElement).children as StyledElement[]).map(
      ({ element }) => places.get(element)!,
    ),
  );
  const shown = sections.flat().map((n) => document.roots[n]!);
  const { images } = rendered.book;
  const { assets } = rendered;
  return {
    ...frame,
    parts: { document, shells, sheets, assets, images, ids: collectIds(shown) },
    sections,
    lengths: sections.map((roots) => roots.reduce((sum, n) => sum + textLength(document.roots[n]!), 0)),
    targets: targetsIn(shown),
    first: firstPlace(styled.root.style),
    root: styled.root.element,
    language: styled.root.style.lang,
    imagesByPath: new Map([...images.values()].map((image) => [image.path, image])),
    diagnostics: [...frame.styler.diagnostics, ...diagnostics],
  };
}

function textLength({ children }: Element): number {
  return children.reduce(
    (sum, child) =>
      sum + (child.type === 'text' ? child.value.length : child.type === 'element' ? textLength(child) : 0),
    0,
  );
}

function targetsIn(roots: readonly Element[]): Set<string> {
  const targets = new Set<string>();
  const open = [...roots];
  for (let element = open.pop(); element; element = open.pop()) {
    const target = element.tagName === 'a' ? internalTarget(element) : undefined;
    if (target !== undefined) targets.add(target);
    for (const child of element.children) if (child.type === 'element') open.push(child);
  }
  return targets;
}
