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

/** Elements whose text is read as a name or a label: a page that begins with it begins before the element. */
const BREAK_BEFORE = new Set([...HEADINGS, 'a', 'sup', 'rt']);
/** The same, where nothing may stand before the element: the break is the first thing in it. */
const BREAK_FIRST = new Set(['dt', 'summary', 'figcaption']);
/** In the navigation document, whose lists take nothing but links, a break stands before a list or in a link. */
const BREAK_BEFORE_IN_NAVIGATION = new Set(['nav']);
const NONE = new Set<string>();

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
  /** The breaks that stand before the element of their text, or first in it. */
  private readonly placed = new Set<PageBreak>();
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
    const before = this.breakIn(node, this.inNavigation ? BREAK_BEFORE_IN_NAVIGATION : BREAK_BEFORE);
    const first = this.breakIn(node, this.inNavigation ? NONE : BREAK_FIRST);
    const children = [...first, ...this.copy(node.children)];
    return [...before, { type: 'element', tagName, properties, children }];
  }

  /** The break at the very beginning of an element, if the element is one of these. */
  private breakIn(node: Element, elements: ReadonlySet<string>): Element[] {
    const text = elements.has(node.tagName) ? firstText(node) : undefined;
    const found = text && this.context.breaks.in(text).find((each) => !this.placed.has(each));
    if (!found || text.value.slice(0, found.offset).trim() !== '') return [];
    this.placed.add(found);
    return [pageBreak(found)];
  }

  private text(node: Text): ElementContent[] {
    const breaks = this.context.breaks.in(node).filter((each) => !this.placed.has(each));
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
    // Ace reads the addresses of the navigation document as they stand, and needs the file in them.
    if (target.file === this.page.file && !this.inNavigation) return href;
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

function text(value: string): Text {
  return { type: 'text', value: cleanText(value) };
}

function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children };
}
