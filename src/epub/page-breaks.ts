import type { Parents, Root, Text } from 'hast';
import { cleanId } from '../render/conform/attributes.js';
import type { RenderedPage } from '../render/rendered.js';
import { cleanText } from '../render/tree-value.js';

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

/** The breaks in a text, by offset. */
export interface BrokenText {
  text: Text;
  /** The how many-th text of its tree it is, from 0; texts of pictures and formulas are not counted. */
  nth: number;
  breaks: readonly PageBreak[];
}

/** The page breaks of a book, by the text that they stand in. */
export class PageBreaks {
  /** All of them in reading order: those whose text stands in a page. */
  readonly list: ListedPage[] = [];
  readonly #inText = new Map<Text, PageBreak[]>();
  readonly #inFile = new Map<string, BrokenText[]>();

  /** @param taken ids of the pages, which no break may have */
  constructor(
    starts: readonly PageStart[],
    pages: readonly Pick<RenderedPage, 'file' | 'tree'>[],
    taken: { has(id: string): boolean },
  ) {
    if (starts.length === 0) return;
    const ids = new Set<string>();
    for (const { label, node, offset } of starts) {
      const wanted = `page-${cleanId(`p${label}`).slice(1)}`;
      let id = wanted;
      for (let n = 2; ids.has(id) || taken.has(id); n++) id = `${wanted}-${n}`;
      ids.add(id);
      const at = Math.max(0, Math.min(offset, node.value.length));
      const breaks = this.#inText.get(node);
      if (breaks) breaks.push({ label, offset: at, id });
      else this.#inText.set(node, [{ label, offset: at, id }]);
    }
    for (const breaks of this.#inText.values()) breaks.sort((a, b) => a.offset - b.offset);
    for (const { tree, file } of pages) {
      const found = this.in(tree);
      this.#inFile.set(file, found);
      for (const { breaks } of found) for (const { label, id } of breaks) this.list.push({ label, id, file });
    }
  }

  /** The broken texts of a tree, in order. */
  in(tree: Root): BrokenText[] {
    const found: BrokenText[] = [];
    let nth = 0;
    const walk = (parent: Parents) => {
      for (const child of parent.children)
        if (child.type === 'text') {
          const breaks = this.#inText.get(child);
          if (breaks) found.push({ text: child, nth, breaks });
          nth++;
        } else if (child.type === 'element' && child.tagName !== 'svg' && child.tagName !== 'math')
          walk(child);
    };
    walk(tree);
    return found;
  }

  /** Those of the page that becomes a file. */
  inFile(file: string): readonly BrokenText[] {
    return this.#inFile.get(file) ?? [];
  }

  /** Whether there is something to read in each label. */
  get legible(): boolean {
    return this.list.every(({ label }) => cleanText(label).trim() !== '');
  }
}

/** A list of pages as good as any, before there is one: each file is a page, from its first word. */
export function trialStarts(pages: readonly Pick<RenderedPage, 'tree'>[]): PageStart[] {
  return pages.flatMap(({ tree }, n) => {
    const node = firstText(tree);
    return node ? { label: String(n + 1), node, offset: 0 } : [];
  });
}

/** The first text that is more than white space, outside of pictures and formulas or not. */
export function firstText(node: Parents): Text | undefined {
  for (const child of node.children) {
    if (child.type === 'text' && child.value.trim() !== '') return child;
    const text = child.type === 'element' ? firstText(child) : undefined;
    if (text) return text;
  }
  return undefined;
}
