import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { Source } from '../../../src/diagnostics/source.js';
import { styleDocument } from '../../../src/typeset/style/cascade.js';
import type { ComputedStyle } from '../../../src/typeset/style/computed.js';
import type { PageContext, StyledDocument, StyledElement } from '../../../src/typeset/style/styled.js';

export interface Styled {
  document: StyledDocument;
  /** `code line:column`, one for each problem. */
  problems: string[];
  /** The styled element of an id. */
  element(id: string): StyledElement;
  style(id: string): ComputedStyle;
}

/** Styles a piece of HTML with stylesheets, the later ones weighing more. */
export function style(html: string, ...sheets: string[]): Styled {
  const sources = sheets.map((css, i) => new Source(i === 0 ? 'print.css' : `print-${i + 1}.css`, css));
  const { value, diagnostics } = styleDocument(fromHtml(html), sources);
  const element = (id: string): StyledElement => {
    const found = find(value.root, (e) => e.properties.id === id);
    if (!found) throw new Error(`no element #${id}`);
    return found;
  };
  return {
    document: value,
    get problems() {
      return diagnostics.map(({ code, range }) => `${code} ${range?.start.line}:${range?.start.column}`);
    },
    element,
    style: (id) => element(id).style,
  };
}

function find(styled: StyledElement, wanted: (element: Element) => boolean): StyledElement | undefined {
  if (wanted(styled.element)) return styled;
  for (const child of styled.children) {
    const found = child.kind === 'element' ? find(child, wanted) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** A page that no selector speaks of but by what is given. */
export function page(context: Partial<PageContext> = {}): PageContext {
  return { name: 'auto', side: 'right', first: false, blank: false, nth: 2, ...context };
}
