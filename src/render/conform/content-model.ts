/**
 * What may stand where in EPUB 3.3 XHTML, as far as pages made from Markdown and templates need it: the content models
 * of the HTML Standard (https://html.spec.whatwg.org/multipage/dom.html#content-models), without scripts, forms,
 * frames and embedded media, which an anthology has no use for and a reading system may refuse.
 */

const set = (names: string) => new Set(names.split(' '));

/** Flow content that is not phrasing content: blocks. */
export const BLOCKS = set(
  'article aside blockquote details div dl figure footer h1 h2 h3 h4 h5 h6 header hr nav ol p pre section table ul',
);

/** Blocks whose content is phrasing; a block inside one is put after it. */
export const PARAGRAPHS = set('p pre');

export const HEADINGS = set('h1 h2 h3 h4 h5 h6');

/** Phrasing elements that hold what their parent may hold. */
export const TRANSPARENT = set('a ins del');

/** Phrasing elements with phrasing content. */
export const PHRASES = set(
  'abbr b bdi bdo cite code data dfn em i kbd mark q ruby s samp small span strong sub sup time u var',
);

/** Vocabularies of their own, taken as they are. */
export const ISLANDS = set('svg math');

/** Elements that only make sense in a parent of their own, with the parent that is put around one that has none. */
export const HOMES: Record<string, string> = {
  li: 'ul',
  dt: 'dl',
  dd: 'dl',
  caption: 'table',
  colgroup: 'table',
  col: 'table',
  thead: 'table',
  tbody: 'table',
  tfoot: 'table',
  tr: 'table',
  td: 'table',
  th: 'table',
};

/** What goes with all that it holds: none of it is text of the author's (rp has parentheses for readers without ruby). */
export const DROPPED = set(
  'area audio base basefont bgsound canvas datalist embed frame frameset head iframe link meta object param progress rp script select slot source style template textarea title track video',
);

/** What obsolete and foreign elements become; what is not known at all is replaced by its content. */
export const RENAMED: Record<string, string> = {
  acronym: 'abbr',
  center: 'div',
  dir: 'ul',
  menu: 'ul',
  strike: 's',
  tt: 'code',
  xmp: 'pre',
  listing: 'pre',
  plaintext: 'pre',
  dialog: 'div',
  form: 'div',
  fieldset: 'div',
  legend: 'p',
  optgroup: 'div',
  address: 'div',
  hgroup: 'div',
  search: 'div',
  main: 'div',
};

/** Elements that a heading, a term and a table heading may not hold, and what they become there. */
export const PLAIN_BLOCK: Record<string, string> = {
  h1: 'p',
  h2: 'p',
  h3: 'p',
  h4: 'p',
  h5: 'p',
  h6: 'p',
  section: 'div',
  article: 'div',
  aside: 'div',
  nav: 'div',
  header: 'div',
  footer: 'div',
};

/** Attributes that any element may have, besides `aria-*` and `data-*`. No `style`: looks belong to stylesheets. */
export const GLOBAL_ATTRIBUTES = set('id class lang dir title role epub:type hidden translate');

export const ATTRIBUTES: Record<string, ReadonlySet<string>> = {
  a: set('href hreflang rel type'),
  blockquote: set('cite'),
  q: set('cite'),
  ins: set('cite datetime'),
  del: set('cite datetime'),
  time: set('datetime'),
  data: set('value'),
  img: set('src alt width height'),
  ol: set('start reversed type'),
  li: set('value'),
  td: set('colspan rowspan headers'),
  th: set('colspan rowspan headers scope abbr'),
  col: set('span'),
  colgroup: set('span'),
  details: set('open'),
};
