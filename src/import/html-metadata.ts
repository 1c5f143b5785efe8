import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { collapse, type Metadata } from './draft.js';
import { find, hasClass, isClass } from './html-elements.js';
import { linkedData } from './linked-data.js';

/** What blogs call the heading of an article that is no `h1`, which the name of the blog is then. */
const TITLE = /^(?:entry|post|article)-title$/i;

/** The heading of the page; on old pages without any headings, the name of the window. */
function titleOf(tree: Root): Element | undefined {
  const headings = find(tree, ({ tagName }) => /^h[1-6]$/.test(tagName));
  const named = headings.find(({ properties: { className } }) =>
    Array.isArray(className) ? className.some((name) => TITLE.test(String(name))) : false,
  );
  const heading = named ?? headings.find(({ tagName }) => tagName === 'h1');
  if (heading || headings.length > 0) return heading;
  return find(tree, ({ tagName }) => tagName === 'title')[0];
}

/** The line of the author: a paragraph, or what WordPress and microformats make of it. */
function isByLine({ tagName, properties }: Element): boolean {
  if (Array.isArray(properties.rel) && properties.rel.includes('author')) return tagName === 'a';
  return isClass(properties, 'author') && (tagName === 'p' || isClass(properties, 'vcard'));
}

/** A box of the author or authors, as magazines have it: “By Ida Moen”, “By Ida Moen and Per Lie”. */
const BOX = /(?:^|[-_])(?:authors|by-?line)$/;

/** The names in a box of authors; none where an element is no such box, or says something else. */
export function namesInByLine(element: Element): string[] {
  if (!hasClass(element, BOX)) return [];
  const links = find(element, ({ tagName }) => tagName === 'a').map((link) => collapse(textOf(link)));
  const rest = collapse(textOf(element)).replace(/^by:?\s*/i, '');
  const others = links.reduce((text, name) => text.replace(name, ''), rest);
  const isNames = links.length > 0 && links.every((name) => /^\p{Lu}.{2,60}$/u.test(name));
  return isNames && /^(?:[\s,&]|and)*$/.test(others) ? links : [];
}

/** `subtitle`, `entry-subtitle`, `pw-subtitle-paragraph` … */
function isSubtitle({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.some((name) => SUBTITLE.test(String(name)));
}

const SUBTITLE = /^(?:[a-z]+-)?sub-?title(?:-paragraph)?$/i;

/** A paragraph of this class that is longer says something about the author. */
const LONGEST_NAME = 60;

/** What a page says of itself: in `meta` elements, in JSON-LD, and in elements of known classes. */
export function metadataOf(tree: Root): Metadata {
  const values = new Map<string, string[]>();
  for (const { properties } of find(tree, ({ tagName }) => tagName === 'meta')) {
    const name = properties.name ?? properties.property ?? properties.itemProp;
    const content = typeof properties.content === 'string' ? collapse(properties.content) : '';
    if (name === undefined || content === '') continue;
    const key = String(name).toLowerCase();
    values.set(key, [...(values.get(key) ?? []), content]);
  }
  const all = (...names: string[]) =>
    names.map((name) => values.get(name)).find((value) => value !== undefined);
  const first = (...names: string[]) => all(...names)?.[0];
  const html = find(tree, ({ tagName }) => tagName === 'html')[0];
  const canonical = find(tree, ({ tagName, properties }) => {
    return tagName === 'link' && Array.isArray(properties.rel) && properties.rel.includes('canonical');
  })[0]?.properties.href;
  const linked = linkedData(tree);
  const authors =
    all('author', 'article:author', 'dc.creator', 'parsely-author') ??
    all('citation_author')?.map(givenNameFirst) ??
    [];
  const lines = find(tree, isByLine)
    .map((element) => collapse(textOf(element)))
    .filter((name) => name !== '' && name.length <= LONGEST_NAME);
  const named = lines.length > 0 ? lines : find(tree, () => true).flatMap(namesInByLine);
  const names =
    authors.some((name) => /^https?:/.test(name)) || authors.length === 0
      ? [...new Set(linked.authors.length > 0 ? linked.authors : named)]
      : [...new Set(authors)];
  const date =
    first(
      'article:published_time',
      'date',
      'dc.date',
      'citation_publication_date',
      'citation_date',
      'pubdate',
    ) ?? linked.date;
  const title =
    first('og:title', 'dc.title', 'citation_title') ??
    collapse(textOf(titleOf(tree) ?? { type: 'root', children: [] }));
  const subtitle = find(tree, isSubtitle)
    .map((element) => collapse(textOf(element)))
    .find((line) => !names.includes(line));
  const source = first('og:site_name') ?? journal(first);
  const url = typeof canonical === 'string' && /^https?:/.test(canonical) ? canonical : first('og:url');
  const published = /^\d{4}(?:[-/]\d\d){0,2}/.exec(date ?? '')?.[0].replaceAll('/', '-');
  return {
    ...(title !== '' && { title }),
    ...(subtitle !== undefined && subtitle !== '' && { subtitle }),
    ...(names.length > 0 && { author: names.length === 1 ? names[0]! : names }),
    ...(published !== undefined && { date: published }),
    ...(source !== undefined && { source }),
    ...(url !== undefined && { url }),
    ...(typeof html?.properties.lang === 'string' &&
      html.properties.lang !== '' && { lang: html.properties.lang.replaceAll('_', '-') }),
  };
}

/** Libraries of journals give names as catalogues do: “Moen, Ida”. */
function givenNameFirst(name: string): string {
  const [, last, given] = /^([^,]+), ([^,]+)$/.exec(name) ?? [];
  return last !== undefined && given !== undefined ? `${given} ${last}` : name;
}

/** What libraries of journals say of where an article stands, as it is cited: “River Studies 12 (3), 45–67”. */
function journal(first: (name: string) => string | undefined): string | undefined {
  const title = first('citation_journal_title');
  if (title === undefined) return undefined;
  const [volume, issue] = [first('citation_volume'), first('citation_issue')];
  const [from, to] = [first('citation_firstpage'), first('citation_lastpage')];
  const number = [volume, volume !== undefined && issue !== undefined ? `(${issue})` : issue];
  const pages = from !== undefined && to !== undefined && to !== from ? `${from}–${to}` : from;
  const where = [title, ...number].filter((part) => part !== undefined).join(' ');
  return pages === undefined ? where : `${where}, ${pages}`;
}
