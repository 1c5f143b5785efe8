import type { Element, ElementContent, Properties, Root, Text } from 'hast';
import { HEADINGS } from '../render/conform/content-model.js';
import type { RenderedPage } from '../render/rendered.js';
import { cleanText } from '../render/tree-value.js';
import type { PageBreak, PageBreaks } from './page-breaks.js';
import { serialise } from './serialise.js';

/** What the documents of one EPUB share. */
export interface DocumentContext {
  /** The file of each id, and the files that are an id's page as a whole. */
  targets: ReadonlyMap<string, { file: string; wholePage: boolean }>;
  /** The path in the EPUB of each image, by what `img[src]` holds. */
  images: ReadonlyMap<string, string>;
  breaks: PageBreaks;
}

/** A content document: the text of an .xhtml file, and what the manifest must say of it. */
export interface ContentDocument {
  file: string;
  xhtml: string;
  properties: string[];
}

const MATTER = { front: 'frontmatter', body: 'bodymatter', back: 'backmatter' } as const;

/** Places where a page break may not stand inside, or would be read as part of a name: it is put before them. */
const BREAK_BEFORE = new Set([...HEADINGS, 'a', 'sup', 'dt', 'summary', 'figcaption', 'rt']);

/**
 * A page as an XHTML content document. Links to ids become links to files, languages are said in both of XHTML's
 * ways, page breaks are put in.
 */
export function contentDocument(
  page: Omit<RenderedPage, 'tree'>,
  tree: Root,
  context: DocumentContext,
): ContentDocument {
  const writer = new DocumentWriter(page, context);
  const body: Element = element(
    'body',
    { 'epub:type': MATTER[page.matter] },
    writer.copy(tree.children as ElementContent[]),
  );
  const html = element(
    'html',
    {
      xmlns: 'http://www.w3.org/1999/xhtml',
      'xmlns:epub': 'http://www.idpf.org/2007/ops',
      lang: page.lang,
      xmlLang: page.lang,
      ...(page.dir === 'rtl' && { dir: 'rtl' }),
    },
    [
      element('head', {}, [
        element('title', {}, [{ type: 'text', value: cleanText(page.title) || page.id }]),
        element('link', { rel: ['stylesheet'], type: 'text/css', href: 'style.css' }, []),
      ]),
      body,
    ],
  );
  const xhtml = `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n${serialise(html)}\n`;
  return { file: page.file, xhtml, properties: [...writer.properties] };
}

class DocumentWriter {
  readonly properties = new Set<string>();
  /** In the navigation document an element holds each break, because nothing but links may stand in its lists. */
  private readonly inNavigation: boolean;

  constructor(
    private readonly page: Omit<RenderedPage, 'tree'>,
    private readonly context: DocumentContext,
  ) {
    this.inNavigation = page.kind === 'contents';
    if (this.inNavigation) this.properties.add('nav');
  }

  copy(nodes: readonly ElementContent[]): ElementContent[] {
    return nodes.flatMap((node) => {
      if (node.type === 'text') return this.text(node);
      return node.type === 'element' ? this.element(node) : [];
    });
  }

  private element(node: Element): ElementContent[] {
    const { tagName } = node;
    if (tagName === 'svg') this.properties.add('svg');
    if (tagName === 'math') this.properties.add('mathml');
    const properties = this.cleanProperties(node);
    if (this.inNavigation) {
      const id = this.itemId(node);
      if (id !== undefined) properties.id = id;
    }
    const before = this.breakBefore(node);
    const copy: Element = { type: 'element', tagName, properties, children: this.copy(node.children) };
    return before ? [pageBreak(before), copy] : [copy];
  }

  private breakBefore(node: Element): PageBreak | undefined {
    if (this.inNavigation || !BREAK_BEFORE.has(node.tagName)) return undefined;
    const text = firstText(node);
    return text && this.context.breaks.takeFirst(text);
  }

  private itemId(node: Element): string | undefined {
    if (node.tagName !== 'li' && !HEADINGS.has(node.tagName)) return undefined;
    for (const text of ownTexts(node)) {
      const id = this.context.breaks.itemId(text);
      if (id !== undefined) return id;
    }
    return undefined;
  }

  private text(node: Text): ElementContent[] {
    const breaks = this.context.breaks.take(node);
    const result: ElementContent[] = [];
    let from = 0;
    for (const each of breaks) {
      if (each.offset > from) result.push(text(node.value.slice(from, each.offset)));
      result.push(pageBreak(each));
      from = each.offset;
    }
    result.push(text(node.value.slice(from)));
    return result;
  }

  private cleanProperties({ tagName, properties }: Element): Properties {
    const result: Properties = {};
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || value === undefined) continue;
      if (key === 'href' && tagName === 'a' && typeof value === 'string') {
        const href = this.href(value);
        if (href !== undefined) result.href = href;
      } else if (key === 'src' && tagName === 'img')
        result.src = this.context.images.get(String(value)) ?? String(value);
      else if (key === 'lang') {
        result.lang = String(value);
        result.xmlLang = String(value);
      } else result[key] = typeof value === 'string' ? cleanText(value) : value;
    }
    return result;
  }

  /** `#id` as the address of the file that has it, undefined where no file has. */
  private href(href: string): string | undefined {
    if (!href.startsWith('#')) return href;
    const target = this.context.targets.get(href.slice(1));
    if (!target) return undefined;
    if (target.file === this.page.file) return href;
    return target.wholePage ? target.file : target.file + href;
  }
}

function pageBreak({ id, label }: PageBreak): Element {
  return element('span', { 'epub:type': 'pagebreak', role: 'doc-pagebreak', id, ariaLabel: label }, []);
}

function firstText(node: Element): Text | undefined {
  for (const child of node.children) {
    if (child.type === 'text' && child.value.trim() !== '') return child;
    const text = child.type === 'element' ? firstText(child) : undefined;
    if (text) return text;
  }
  return undefined;
}

/** The texts of an item of the contents, without those of the items in it. */
function* ownTexts(node: Element): Generator<Text> {
  for (const child of node.children) {
    if (child.type === 'text') yield child;
    else if (child.type === 'element' && child.tagName !== 'li') yield* ownTexts(child);
  }
}

function text(value: string): Text {
  return { type: 'text', value: cleanText(value) };
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}
