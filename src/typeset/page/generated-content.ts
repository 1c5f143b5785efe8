import type { Element } from 'hast';
import { formatCounter } from '../../counter-style.js';
import type { ComputedStyle, ContentItem, TargetUrl } from '../style/computed.js';
import type { StyledElement } from '../style/styled.js';
import type { Inline, LinkTarget, Owner } from '../text/line.js';
import type { PageNumber, PageNumbers, Piece } from './box.js';
import type { Counters } from './counters.js';
import type { NoteCalls } from './note-calls.js';
import { plainText } from './plain-text.js';
import type { Quotes } from './quotes.js';
import { LAYOUT_ARTIFACT } from './structure.js';

/** Stands in for a page number while pages are not known: wide enough for most books. */
export const UNKNOWN_PAGE = '000';

export interface ContentContext {
  counters: Counters;
  quotes: Quotes;
  calls: NoteCalls;
  /** Whether something in the book has an id. */
  has(id: string): boolean;
  /** The values of counters at an id, once the document has been walked. */
  countersAt(id: string): ReadonlyMap<string, number> | undefined;
  /** A new id for a place that asks for its own page. */
  newPlace(): string;
  /** Called for a target that is no id of the book. */
  unresolved(target: string): void;
}

/** The pieces of a `content` value. @param origin the element that it belongs to: what attr() and content() read */
export function contentPieces(
  items: readonly ContentItem[],
  style: ComputedStyle,
  origin: StyledElement,
  context: ContentContext,
  owner: () => Owner,
  link: LinkTarget | undefined,
): Piece[] {
  const pieces: Piece[] = [];
  const withLink = link ? { link } : {};
  for (const item of items) {
    if (item.kind === 'leader') {
      pieces.push({ kind: 'leader', text: item.text, style, owner: LAYOUT_ARTIFACT });
    } else if (item.kind === 'target-counter') {
      const target = targetOf(item.target, origin.element);
      if (target === undefined || !context.has(target)) {
        context.unresolved(target ?? '');
        continue;
      }
      const { name, style: counting } = item;
      const text = (pages: PageNumbers) =>
        name === 'page'
          ? pageText(pages.page(target), counting)
          : formatCounter(context.countersAt(target)?.get(name) ?? 0, counting);
      pieces.push(deferred(owner(), style, link, text));
    } else if (item.kind === 'counter' && item.name === 'pages') {
      const { style: counting } = item;
      pieces.push(deferred(owner(), style, link, (pages) => formatCounter(pages.total() ?? 0, counting)));
    } else if (item.kind === 'counter' && item.name === 'page') {
      const { style: counting } = item;
      const id = context.newPlace();
      pieces.push({ kind: 'mark', mark: { kind: 'id', id } });
      pieces.push(deferred(owner(), style, link, (pages) => pageText(pages.page(id), counting)));
    } else {
      const text = contentText(item, origin, style, context);
      if (text !== '') pieces.push({ kind: 'text', text, style, owner: owner(), ...withLink });
    }
  }
  return pieces;
}

function deferred(
  owner: Owner,
  style: ComputedStyle,
  link: LinkTarget | undefined,
  text: (pages: PageNumbers) => string,
): Piece {
  return { kind: 'deferred', resolve: (pages) => [textPiece(text(pages), style, owner, link)] };
}

/** A page as it calls itself, unless a style of counting is asked for. */
function pageText(page: PageNumber | undefined, style: string): string {
  if (!page) return UNKNOWN_PAGE;
  return style === 'decimal' ? page.label : formatCounter(page.number, style);
}

/** The text of a value that may not depend on pages, such as `string-set` and `bookmark-label`. */
export function contentString(
  items: readonly ContentItem[],
  style: ComputedStyle,
  origin: StyledElement,
  context: ContentContext,
): string {
  return items.map((item) => contentText(item, origin, style, context)).join('');
}

function contentText(
  item: ContentItem,
  origin: StyledElement,
  style: ComputedStyle,
  context: ContentContext,
): string {
  switch (item.kind) {
    case 'text':
      return item.text;
    case 'attr': {
      const value = attribute(origin.element, item.name);
      return value ?? '';
    }
    case 'content':
      return partText(origin, item.part, context);
    case 'counter':
      return formatCounter(context.counters.value(item.name), item.style);
    case 'counters':
      return context.counters
        .all(item.name)
        .map((value) => formatCounter(value, item.style))
        .join(item.separator);
    case 'target-text': {
      const target = targetOf(item.target, origin.element);
      const styled = target === undefined ? undefined : context.calls.ids.get(target);
      if (!styled) context.unresolved(target ?? '');
      const part = item.part === 'content' ? 'text' : item.part;
      return styled ? partText(styled, part, context) : '';
    }
    case 'open-quote':
    case 'close-quote':
    case 'no-open-quote':
    case 'no-close-quote':
      return context.quotes.mark(item.kind, style);
    default:
      return '';
  }
}

function partText(
  styled: StyledElement,
  part: 'text' | 'before' | 'after' | 'first-letter' | 'marker',
  context: ContentContext,
): string {
  if (part === 'text') return plainText(styled, context.calls.references);
  if (part === 'first-letter')
    return /\p{L}\p{M}*/u.exec(plainText(styled, context.calls.references))?.[0] ?? '';
  const pseudo = styled[part];
  if (!pseudo) return '';
  return pseudo.content
    .filter((item) => item.kind === 'text' || item.kind === 'attr')
    .map((item) => contentText(item, styled, pseudo.style, context))
    .join('');
}

/** An attribute by its HTML name, as text. */
export function attribute(element: Element, name: string): string | undefined {
  const { properties } = element;
  const camel = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  for (const key of [name, camel, ALIASES[name] ?? name]) {
    const value = properties[key];
    if (value === undefined || value === null || value === false) continue;
    return Array.isArray(value) ? value.join(' ') : String(value);
  }
  return undefined;
}

const ALIASES: Record<string, string> = {
  class: 'className',
  for: 'htmlFor',
  colspan: 'colSpan',
  rowspan: 'rowSpan',
};

function targetOf(target: TargetUrl, element: Element): string | undefined {
  const url = target.kind === 'url' ? target.url : attribute(element, target.name);
  return url?.startsWith('#') ? url.slice(1) : undefined;
}

/** Text that is given, for generated calls and markers. */
export function textPiece(text: string, style: ComputedStyle, owner: Owner, link?: LinkTarget): Inline {
  return { kind: 'text', text, style, owner, ...(link ? { link } : {}) };
}
