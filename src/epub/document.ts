import type { Element, Nodes, Properties, Root, Text } from 'hast';
import { html, type Schema } from 'property-information';
import { HEADINGS } from '../render/conform/content-model.js';
import type { RenderedPage } from '../render/rendered.js';
import { cleanText } from '../render/tree-value.js';
import { type BreakPlaces, PlaceWriter } from './break-places.js';
import { firstText } from './first-text.js';
import { closesItself, schemaIn, serialise, startTag } from './serialise.js';

/** What the documents of one EPUB share. */
export interface DocumentContext {
  /** The file of an id, and whether the id is that of its page as a whole. */
  targets: { get(id: string): { file: string; wholePage: boolean } | undefined };
  /** The path in the EPUB of each image, by what `img[src]` holds. */
  images: ReadonlyMap<string, string>;
}

/** What a content document says of its page, besides its tree. */
export type DocumentHead = Pick<RenderedPage, 'id' | 'file' | 'kind' | 'matter' | 'title' | 'lang' | 'dir'>;

/** A content document: the text of an .xhtml file without page breaks, and what the manifest must say of it. */
export interface ContentDocument {
  file: string;
  xhtml: string;
  properties: string[];
  places: BreakPlaces;
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
 * ways; where page breaks may come is noted.
 */
export function contentDocument(page: DocumentHead, tree: Root, context: DocumentContext): ContentDocument {
  const writer = new DocumentWriter(page, context);
  writer.write(tree);
  const { file } = page;
  return { file, xhtml: writer.xhtml, properties: [...writer.properties], places: writer.places };
}

class DocumentWriter {
  xhtml = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n';
  readonly properties = new Set<string>();
  readonly #places = new PlaceWriter();
  /** Early places of texts that have not been reached. */
  readonly #awaited = new Map<Text, number[]>();
  readonly #inNavigation: boolean;

  constructor(
    private readonly page: DocumentHead,
    private readonly context: DocumentContext,
  ) {
    this.#inNavigation = page.kind === 'contents';
    if (this.#inNavigation) this.properties.add('nav');
  }

  get places(): BreakPlaces {
    return this.#places.places;
  }

  write(tree: Root): void {
    const { page } = this;
    const root: Properties = {
      xmlns: 'http://www.w3.org/1999/xhtml',
      'xmlns:epub': 'http://www.idpf.org/2007/ops',
      lang: page.lang,
      xmlLang: page.lang,
      ...(page.dir === 'rtl' && { dir: 'rtl' }),
    };
    const head = element('head', {}, [
      element('title', {}, [{ type: 'text', value: cleanText(page.title) || page.id }]),
      element('link', { rel: ['stylesheet'], type: 'text/css', href: 'style.css' }, []),
    ]);
    const body = startTag('body', { 'epub:type': MATTER[page.matter] }, html);
    this.xhtml += `${startTag('html', root, html)}>${serialise(head)}${body}>`;
    this.#all(tree.children, html, true);
    this.xhtml += '</body></html>\n';
  }

  /** @param counted whether page breaks may stand in the texts */
  #all(nodes: readonly Nodes[], schema: Schema, counted: boolean): void {
    for (const node of nodes)
      if (node.type === 'text') this.#text(node, counted);
      else if (node.type === 'element') this.#element(node, schema, counted);
  }

  #element(node: Element, outer: Schema, counted: boolean): void {
    const { tagName } = node;
    if (tagName === 'svg') this.properties.add('svg');
    if (tagName === 'math') this.properties.add('mathml');
    const schema = schemaIn(tagName, outer);
    this.#breakHere(node, this.#inNavigation ? BREAK_BEFORE_IN_NAVIGATION : BREAK_BEFORE);
    this.xhtml += startTag(tagName, this.#cleanProperties(node), schema);
    if (closesItself(node)) {
      this.xhtml += '/>';
      return;
    }
    this.xhtml += '>';
    this.#breakHere(node, this.#inNavigation ? NONE : BREAK_FIRST);
    this.#all(node.children, schema, counted && tagName !== 'svg' && tagName !== 'math');
    this.xhtml += `</${tagName}>`;
  }

  /** Notes that a page which begins with an element begins here, if the element is one of these. */
  #breakHere(node: Element, elements: ReadonlySet<string>): void {
    const text = elements.has(node.tagName) ? firstText(node) : undefined;
    if (!text) return;
    const awaited = this.#awaited.get(text);
    if (awaited) awaited.push(this.xhtml.length);
    else this.#awaited.set(text, [this.xhtml.length]);
  }

  #text(node: Text, counted: boolean): void {
    const early = this.#awaited.get(node) ?? [];
    this.#awaited.delete(node);
    this.xhtml += this.#places.text(node, this.xhtml.length, early, counted);
  }

  #cleanProperties({ tagName, properties }: Element): Properties {
    const result: Properties = {};
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || value === undefined) continue;
      if (key === 'href' && tagName === 'a' && typeof value === 'string') {
        const href = this.#href(value);
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
  #href(href: string): string | undefined {
    if (!href.startsWith('#')) return href;
    const target = this.context.targets.get(href.slice(1));
    if (!target) return undefined;
    // Ace reads the addresses of the navigation document as they stand, and needs the file in them.
    if (target.file === this.page.file && !this.#inNavigation) return href;
    return target.wholePage ? target.file : target.file + href;
  }
}

function element(tagName: string, properties: Properties, children: Element['children']): Element {
  return { type: 'element', tagName, properties, children };
}
