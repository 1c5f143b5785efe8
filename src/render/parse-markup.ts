import {
  parseXml,
  XmlComment,
  type XmlDocument,
  type XmlElement,
  XmlElement as XmlElementClass,
  type XmlError,
  XmlText,
} from '@rgrove/parse-xml';
import { decodeNamedCharacterReference } from 'decode-named-character-reference';
import type { Element, ElementContent, Properties } from 'hast';
import { find, html, type Schema, svg } from 'property-information';
import { parse as spaces } from 'space-separated-tokens';
import { append } from '../append.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source, Span } from '../diagnostics/source.js';
import type { LeftOut } from './left-out.js';
import { TREE_CLOSE, TREE_OPEN, type TreeValue } from './tree-value.js';

const TOKEN = new RegExp(`${TREE_OPEN}(\\d+)${TREE_CLOSE}`);

/** The element that the block helper `leading` prints around what belongs into a tree's first paragraph. */
export const LEADING = 'florilegium-leading';

/** What looks at a template's own markup, where it is not the built-in one; see `leftOut`. */
export type Look = (document: XmlDocument) => readonly LeftOut[];

/**
 * What a template printed as hast: one element, parsed as strictly as XML, with trees where their tokens stand. Nodes
 * of trees are taken as they are, not copied.
 *
 * @param places where stretches of the output come from: `start` is the offset at which one begins, in order
 * @param template for faults that have no place
 */
export function parseMarkup(
  text: string,
  trees: readonly TreeValue[],
  places: Places,
  template: Source,
  look?: Look,
): { element?: Element; diagnostics: Diagnostic[] } {
  const { document, diagnostics, start } = parsed(text, places, template, look !== undefined);
  if (!document) return { diagnostics };
  for (const { offset, message, hint } of look?.(document) ?? []) {
    const at = placeOf(offset + start, places) ?? { source: template, start: 0, end: 0 };
    diagnostics.push(diagnostic('template-left-out', message, { at, hint }));
  }
  return { element: element(document.root!, trees, html), diagnostics };
}

/** What is wrong with XML that a template printed, and that no page is. */
export function xmlFaults(text: string, places: Places, template: Source): Diagnostic[] {
  return parsed(text, places, template, false).diagnostics;
}

type Places = readonly { start: number; at: Span }[];

function parsed(text: string, places: Places, template: Source, includeOffsets: boolean) {
  const at = { source: template, start: 0, end: 0 };
  const start = text.search(/\S/);
  if (start < 0)
    return { start, diagnostics: [diagnostic('template-markup', 'The template prints nothing.', { at })] };
  try {
    const document = parseXml(text.slice(start), { resolveUndefinedEntity: namedCharacter, includeOffsets });
    return { document, start, diagnostics: [] as Diagnostic[] };
  } catch (error) {
    if (!isXmlError(error)) throw error;
    const place = placeOf(start + (openedAt(error, text.slice(start)) ?? error.pos), places) ?? at;
    return {
      start,
      diagnostics: [diagnostic('template-markup', explain(error), { at: place, hint: hintFor(error) })],
    };
  }
}

/** Where an element begins that is not closed where the parser expects it to be; undefined where an end tag has no beginning. */
function openedAt(error: XmlError, text: string): number | undefined {
  const unclosed = /^Missing end tag for element ([\w:.-]+)/.exec(error.message)?.[1];
  const closed = /^<\/([\w:.-]+)/.exec(text.slice(error.pos))?.[1];
  if (unclosed === undefined) return undefined;
  const before = text.slice(0, error.pos);
  return closed !== undefined && lastOpen(before, closed) === undefined
    ? undefined
    : lastOpen(before, unclosed);
}

/** Where the last element of a name begins that is still open at the end of a text. */
function lastOpen(text: string, name: string): number | undefined {
  const open: number[] = [];
  const tag = new RegExp(`<(/?)${name.replaceAll('.', '\\.')}(?![\\w:.-])[^<>]*?(/?)>`, 'g');
  for (const { 1: end, 2: empty, index } of text.matchAll(tag))
    if (end) open.pop();
    else if (!empty) open.push(index);
  return open.at(-1);
}

function element(xml: XmlElement, trees: readonly TreeValue[], outer: Schema): Element {
  const schema = xml.name === 'svg' ? svg : outer;
  const properties: Properties = {};
  for (const [name, value] of Object.entries(xml.attributes)) {
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const info = find(schema, name);
    properties[info.property] = property(plainTokens(value, trees), info);
  }
  const childSchema = xml.name === 'foreignObject' ? html : schema;
  const children: ElementContent[] = [];
  for (const child of xml.children) {
    if (child instanceof XmlElementClass) {
      if (child.name === LEADING) append(children, leading(child, trees, childSchema));
      else children.push(element(child, trees, childSchema));
    } else if (child instanceof XmlText) append(children, text(child.text, trees));
    else if (child instanceof XmlComment) continue;
  }
  return { type: 'element', tagName: xml.name, properties, children };
}

function text(value: string, trees: readonly TreeValue[]): ElementContent[] {
  return value
    .split(TOKEN)
    .flatMap((piece, index): ElementContent[] =>
      index % 2 === 1
        ? ([...(trees[Number(piece)]?.nodes() ?? [])] as ElementContent[])
        : piece === ''
          ? []
          : [{ type: 'text', value: piece }],
    );
}

/** `<leading>label</leading>` and a tree: the label goes into the tree's first paragraph, or before the tree as its own. */
function leading(xml: XmlElement, trees: readonly TreeValue[], schema: Schema): ElementContent[] {
  const { children } = element(xml, trees, schema);
  const split = children.findIndex(
    (child) => child.type === 'element' && child.tagName === `${LEADING}-tree`,
  );
  const lead = children.slice(0, split);
  const tree = (children[split] as Element).children;
  const first = tree.findIndex((node) => node.type !== 'text' || node.value.trim() !== '');
  const paragraph = tree[first];
  if (paragraph?.type === 'element' && paragraph.tagName === 'p')
    return [
      ...tree.slice(0, first),
      { ...paragraph, children: [...lead, ...paragraph.children] },
      ...tree.slice(first + 1),
    ];
  return [{ type: 'element', tagName: 'p', properties: {}, children: lead }, ...tree];
}

function plainTokens(value: string, trees: readonly TreeValue[]): string {
  if (!value.includes(TREE_OPEN)) return value;
  return value
    .split(TOKEN)
    .map((piece, index) => (index % 2 === 1 ? (trees[Number(piece)]?.plain() ?? '') : piece))
    .join('');
}

function property(value: string, info: ReturnType<typeof find>): Properties[string] {
  if (info.boolean) return true;
  if (info.overloadedBoolean && (value === '' || value.toLowerCase() === info.attribute)) return true;
  if (info.number && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value);
  if (info.spaceSeparated) return spaces(value);
  return value;
}

/** `&nbsp;` → U+00A0: XHTML files cannot use HTML's names, but templates may. */
function namedCharacter(reference: string): string | undefined {
  const decoded = decodeNamedCharacterReference(reference.slice(1, -1));
  return decoded === false ? undefined : decoded;
}

/** The place in a template of an offset in its output, where that stretch of output is the template's own text. */
function placeOf(position: number, places: Places): Span | undefined {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (places[middle]!.start <= position) low = middle;
    else high = middle - 1;
  }
  const place = places[low];
  if (!place || place.start > position) return place?.at;
  const start = Math.min(place.at.start + position - place.start, place.at.end);
  return { source: place.at.source, start, end: Math.min(start + 1, place.at.end) };
}

function isXmlError(error: unknown): error is XmlError {
  return error instanceof Error && 'pos' in error && 'excerpt' in error;
}

/** The parser's first sentence, without the excerpt of the output that follows it. */
function explain(error: XmlError): string {
  const sentence = error.message
    .split('\n')[0]!
    .replace(/ \(line \d+, column \d+\)$/, '')
    .replace(/\.$/, '');
  return `The markup that this prints is not well formed: ${sentence}.`;
}

function hintFor(error: XmlError): string | undefined {
  if (/end tag/.test(error.message))
    return 'close every element in the order in which they were opened, and write <br/> for an empty one';
  if (/Attribute|attribute/.test(error.message)) return 'write every attribute as name="value"';
  if (/Extra content/.test(error.message)) return 'a page is one element: put everything into it';
  return undefined;
}
