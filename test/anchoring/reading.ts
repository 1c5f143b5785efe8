import type { Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { visit } from 'unist-util-visit';
import type { Selector } from '../../src/anchoring/quotation.js';
import { Source } from '../../src/diagnostics/source.js';
import type { Manuscript, Reading, RichLine } from '../../src/manuscript/manuscript.js';

export interface ReadingParts {
  id?: string;
  title?: string;
  subtitle?: string;
  /** HTML; its text nodes' positions point into it as the reading's file. */
  body?: string;
  /** HTML by name. */
  authorNotes?: Record<string, string>;
}

/** A reading from HTML: what `readManuscript` would give for a file of the same content. */
export function reading({
  id = 'essay',
  title = 'On Means',
  subtitle,
  body,
  authorNotes,
}: ReadingParts): Reading {
  const file = new Source(`corpus/${id}.md`, body ?? '');
  const listing = new Source('annotations.yml', `readings: [${id}]\n`);
  const at = { source: listing, start: 11, end: 11 + id.length };
  const line = (plain: string): RichLine => ({
    children: plain === '' ? [] : [{ type: 'text', value: plain }],
    plain,
    at,
  });
  return {
    id,
    matter: 'body',
    title: line(title),
    ...(subtitle === undefined ? {} : { subtitle: line(subtitle) }),
    authors: [],
    translators: [],
    rightsHolders: [],
    lang: 'en',
    questions: [],
    local: body === undefined,
    ...(body === undefined ? {} : { file, body: tree(body) }),
    authorNotes: Object.entries(authorNotes ?? {}).map(([name, html]) => ({ name, body: tree(html), at })),
    at,
  };
}

/** Readings hold `author-note` with a `name` only. */
function tree(html: string): Root {
  const root = fromHtml(html, { fragment: true });
  visit(root, 'element', (node) => {
    if (node.tagName === 'author-note') node.children = [];
  });
  return root;
}

/** A manuscript with one reading and its notes, as far as anchoring looks at it. */
export function manuscript(readings: Reading[], notes: (Selector & { reading?: string })[]): Manuscript {
  const source = new Source('annotations.yml', notes.map((note) => `- quote: ${note.quote}\n`).join(''));
  return {
    root: '/',
    source,
    anthology: {
      title: 'Reader',
      editors: [],
      language: 'en',
      identifier: 'urn:x',
      subjects: [],
      at: span(source),
    },
    contents: [],
    readings,
    series: [],
    notes: notes.map((note) => ({
      reading: readings[0]!.id,
      ...note,
      series: 'editor',
      note: { tree: { type: 'root', children: [] }, plain: '', at: span(source) },
      at: span(source),
      spans: { quote: span(source) },
    })),
    glossary: [],
    chronology: [],
    editions: [],
    templates: new Map(),
    assets: new Map(),
    images: new Map(),
  };
}

function span(source: Source) {
  return { source, start: 0, end: 1 };
}
