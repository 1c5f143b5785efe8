import type { Schema } from 'hast-util-sanitize';

/*
 * Which HTML may stand in a text: what an essay can be made of, and what every reader's software shows. Everything else
 * is left out and reported; the words in it stay, except where they are a program or a stylesheet.
 */

const BLOCKS = [
  ...[
    'blockquote',
    'div',
    'dl',
    'dt',
    'dd',
    'figure',
    'figcaption',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
  ],
  ...[
    'li',
    'ol',
    'ul',
    'p',
    'pre',
    'table',
    'caption',
    'colgroup',
    'col',
    'thead',
    'tbody',
    'tfoot',
    'tr',
    'th',
    'td',
  ],
];

const PHRASING = [
  ...[
    'a',
    'abbr',
    'author-note',
    'b',
    'bdi',
    'bdo',
    'br',
    'cite',
    'code',
    'del',
    'dfn',
    'em',
    'i',
    'img',
    'ins',
    'kbd',
  ],
  ...[
    'mark',
    'q',
    'rp',
    'rt',
    'ruby',
    's',
    'samp',
    'small',
    'span',
    'strong',
    'sub',
    'sup',
    'time',
    'u',
    'var',
    'wbr',
  ],
];

/** Elements whose content is no text of the author's. */
const REMOVED_WHOLE = ['script', 'style', 'template', 'noscript'];

/**
 * Elements that hold blocks, and that are no part of a text but of a page. Their content stays, in a `div`, so that
 * what stood in two of them does not run together.
 */
export const PAGE_BLOCKS = new Set([
  ...[
    'address',
    'article',
    'aside',
    'center',
    'details',
    'dialog',
    'dir',
    'fieldset',
    'footer',
    'form',
    'header',
  ],
  ...[
    'hgroup',
    'legend',
    'main',
    'menu',
    'nav',
    'optgroup',
    'option',
    'search',
    'section',
    'select',
    'summary',
  ],
]);

export const PHRASING_ELEMENTS = new Set(PHRASING);

/** Elements that hold phrasing content only. */
export const PHRASING_HOLDERS = new Set([
  'p',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'dt',
  'caption',
  ...PHRASING,
]);

/**
 * Classes that the pages of a book give a meaning to. A text that had them would be taken for a note or a link to the
 * glossary by stylesheets and by the typesetter.
 */
const RESERVED_CLASS =
  /^(?:(?:note|notes|call|term|use|level|part)(?:-.*)?|reading(?:-.*)?|text|headnote|questions|source-line|byline|contents|index|glossary|entry|locators|toc-.*|used-in)$/;

/** What `hast-util-sanitize` leaves in a tree. Identifiers are not kept, since they might be there twice in a book. */
export const ALLOWED: Schema & {
  attributes: NonNullable<Schema['attributes']>;
  protocols: NonNullable<Schema['protocols']>;
} = {
  tagNames: [...BLOCKS, ...PHRASING],
  strip: REMOVED_WHOLE,
  clobber: [],
  attributes: {
    '*': ['lang', 'dir', 'title', 'className'],
    a: ['href'],
    abbr: ['title'],
    'author-note': ['name'],
    blockquote: ['cite'],
    bdo: ['dir'],
    col: ['span'],
    colgroup: ['span'],
    del: ['cite', 'dateTime'],
    img: ['src', 'alt', 'role'],
    ins: ['cite', 'dateTime'],
    li: ['value'],
    ol: ['start', 'type', 'reversed'],
    q: ['cite'],
    td: ['colSpan', 'rowSpan', 'headers'],
    th: ['colSpan', 'rowSpan', 'scope', 'abbr'],
    time: ['dateTime'],
  },
  // Where links and images lead is checked, and reported, when the tree is tidied.
  protocols: {
    cite: ['http', 'https'],
  },
  ancestors: {
    caption: ['table'],
    col: ['table'],
    colgroup: ['table'],
    tbody: ['table'],
    td: ['table'],
    tfoot: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
  },
};

const TAG_NAMES = new Set(ALLOWED.tagNames);

export function isAllowedElement(tagName: string): boolean {
  return TAG_NAMES.has(tagName);
}

export function isRemovedWhole(tagName: string): boolean {
  return REMOVED_WHOLE.includes(tagName);
}

/** Whether an element keeps a property (by its name in hast). */
export function isAllowedProperty(tagName: string, property: string): boolean {
  return (
    ALLOWED.attributes['*']!.includes(property) || (ALLOWED.attributes[tagName]?.includes(property) ?? false)
  );
}

export function isAllowedClass(name: string): boolean {
  return !RESERVED_CLASS.test(name);
}
