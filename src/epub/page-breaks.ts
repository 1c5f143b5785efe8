import type { Parents, Text } from 'hast';
import { cleanId } from '../render/conform/attributes.js';
import type { RenderedPage } from '../render/rendered.js';
import { eachElement } from '../render/walk.js';

/** Where a page of the printed edition begins: a character of the rendered pages, and the page's number as printed. */
export interface PageStart {
  label: string;
  node: Text;
  /** UTF-16 offset in the node's value. */
  offset: number;
}

export interface PageBreak {
  label: string;
  offset: number;
  /** The id of the element that marks it in the EPUB. */
  id: string;
}

/** An entry of the page list. */
export interface ListedPage {
  label: string;
  id: string;
  file: string;
}

/** The page breaks of a book, by the text that they stand in. */
export class PageBreaks {
  /** All of them in reading order: those whose text stands in a page. */
  readonly list: ListedPage[] = [];
  readonly #inText = new Map<Text, PageBreak[]>();
  readonly #inFile = new Map<string, [nth: number, offset: number, id: string, label: string][]>();
  #texts = 0;

  constructor(starts: readonly PageStart[], pages: readonly RenderedPage[]) {
    if (starts.length === 0) return;
    const byText = new Map<Text, PageBreak[]>();
    const ids = new Set<unknown>();
    for (const { tree } of pages) eachElement(tree, ({ properties }) => ids.add(properties.id));
    for (const { label, node, offset } of starts) {
      const wanted = `page-${cleanId(`p${label}`).slice(1)}`;
      let id = wanted;
      for (let n = 2; ids.has(id); n++) id = `${wanted}-${n}`;
      ids.add(id);
      const at = Math.max(0, Math.min(offset, node.value.length));
      const breaks = byText.get(node);
      if (breaks) breaks.push({ label, offset: at, id });
      else byText.set(node, [{ label, offset: at, id }]);
    }
    for (const page of pages) {
      this.#texts = 0;
      this.#find(page.tree, page.file, byText);
    }
  }

  /** The breaks in a text, by offset. */
  in(text: Text): readonly PageBreak[] {
    return this.#inText.get(text) ?? [];
  }

  /** The breaks in a file as plain values: in the nth text of the file, at an offset. */
  places(file: string): readonly (string | number)[][] {
    return this.#inFile.get(file) ?? [];
  }

  #find(parent: Parents, file: string, byText: Map<Text, PageBreak[]>): void {
    for (const child of parent.children) {
      if (child.type === 'element' && child.tagName !== 'svg' && child.tagName !== 'math')
        this.#find(child, file, byText);
      if (child.type === 'text') this.#texts++;
      const breaks = child.type === 'text' ? byText.get(child) : undefined;
      if (child.type !== 'text' || !breaks) continue;
      breaks.sort((a, b) => a.offset - b.offset);
      this.#inText.set(child, breaks);
      const places = this.#inFile.get(file) ?? [];
      this.#inFile.set(file, places);
      for (const { label, id, offset } of breaks) {
        this.list.push({ label, id, file });
        places.push([this.#texts, offset, id, label]);
      }
    }
  }
}
