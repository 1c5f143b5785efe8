import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { RenderedBook } from '../render/rendered.js';
import { loadFontFaces, missingFamily } from './font-faces.js';
import { styleDocument } from './style/cascade.js';
import type { StyledNode } from './style/styled.js';
import { createFontLibrary } from './text/index.js';
import { printDocument } from './typeset.js';

/**
 * What is wrong with the stylesheets and fonts of a book's print, as `typeset` says it, without setting the book: what
 * only pages show (no room on one of them, a bad line) is not found. Linear in the number of elements.
 */
export function printSheetProblems(rendered: RenderedBook): Diagnostic[] {
  const { root, sheets } = printDocument(rendered);
  const { value: styled, diagnostics } = styleDocument(root, sheets);
  const faces = loadFontFaces(styled.fontFaces, rendered.assets);
  const fonts = createFontLibrary(faces.value);
  const waiting: StyledNode[] = [styled.root];
  for (let node = waiting.pop(); node; node = waiting.pop())
    if (node.kind === 'element') {
      fonts.match(node.style);
      for (const child of node.children) waiting.push(child);
    }
  return [
    ...diagnostics,
    ...faces.diagnostics,
    ...[...fonts.unknownFamilies].map((family) => missingFamily(family, sheets)),
  ];
}
