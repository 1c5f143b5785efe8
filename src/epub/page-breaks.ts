import type { Element, Parents, Text } from 'hast';
import { cleanId } from '../render/conform/attributes.js';
import { HEADINGS } from '../render/conform/content-model.js';
import type { RenderedPage } from '../render/rendered.js';

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
  /** In the contents, whose lists take nothing but links, a page begins with an item: the ids of items, by their text. */
  readonly #inContents = new Map<Text, string>();
  readonly #items = new Map<Element, string>();

  constructor(starts: readonly PageStart[], pages: readonly RenderedPage[]) {
    if (starts.length === 0) return;
    const byText = new Map<Text, PageBreak[]>();
    const ids = new Set<string>();
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
    for (const page of pages) this.#find(page.tree, undefined, page, byText);
  }

  /** The breaks in a text, by offset; each is given once. */
  take(text: Text): PageBreak[] {
    const breaks = this.#inText.get(text) ?? [];
    this.#inText.delete(text);
    return breaks;
  }

  /** The break before the first word of a text, if there is one. */
  takeFirst(text: Text): PageBreak | undefined {
    const first = this.#inText.get(text)?.[0];
    if (!first || text.value.slice(0, first.offset).trim() !== '') return undefined;
    return this.#inText.get(text)!.shift();
  }

  /** The id that an item of the contents gets, because a page begins in this text of it. */
  itemId(text: Text): string | undefined {
    return this.#inContents.get(text);
  }

  #find(
    parent: Parents,
    item: Element | undefined,
    page: RenderedPage,
    byText: Map<Text, PageBreak[]>,
  ): void {
    for (const child of parent.children) {
      if (child.type === 'element' && child.tagName !== 'svg' && child.tagName !== 'math')
        this.#find(child, child.tagName === 'li' || HEADINGS.has(child.tagName) ? child : item, page, byText);
      const breaks = child.type === 'text' ? byText.get(child) : undefined;
      if (child.type !== 'text' || !breaks) continue;
      breaks.sort((a, b) => a.offset - b.offset);
      const itemId = page.kind === 'contents' && item ? this.#itemId(item, breaks[0]!) : undefined;
      if (itemId === undefined) this.#inText.set(child, breaks);
      else this.#inContents.set(child, itemId);
      for (const { label, id } of breaks) this.list.push({ label, id: itemId ?? id, file: page.file });
    }
  }

  #itemId(item: Element, first: PageBreak): string {
    const id =
      this.#items.get(item) ?? (typeof item.properties.id === 'string' ? item.properties.id : first.id);
    this.#items.set(item, id);
    return id;
  }
}
