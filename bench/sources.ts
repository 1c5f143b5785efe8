import type { BenchBook, BenchReading, Block } from './book.js';

/** A book as a florilegium project: files by their path. */
export function projectFiles(book: BenchBook): Map<string, string> {
  const files = new Map<string, string>();
  for (const reading of book.readings) files.set(`corpus/${reading.id}.md`, readingFile(reading));
  const notes = book.readings.flatMap(({ id, blocks }) =>
    blocks.flatMap(({ text, note }) => {
      if (!note) return [];
      const selector = {
        reading: id,
        quote: text.slice(note.start, note.end),
        prefix: plain(text.slice(Math.max(0, note.start - CONTEXT), note.start)),
        suffix: plain(text.slice(note.end, note.end + CONTEXT)),
      };
      return [{ ...selector, note: note.text }];
    }),
  );
  const annotations = {
    anthology: { title: 'A Generated Book', editors: ['Nobody'], language: 'en', date: '2024-01-01' },
    readings: book.readings.map(({ id }) => id),
    notes,
    glossary: book.terms,
    editions: { reader: { formats: ['epub', 'pdf'] } },
  };
  files.set('annotations.yml', yaml(annotations));
  return files;
}

/** Characters of context on each side of a quotation. */
const CONTEXT = 32;

function readingFile({ title, author, blocks }: BenchReading): string {
  return `---\ntitle: ${title}\nauthor: ${author}\n---\n\n${markdownBlocks(blocks, () => '').join('\n\n')}\n`;
}

/** A book as one Markdown file with footnotes, for pandoc. */
export function pandocSource(book: BenchBook): string {
  const notes: string[] = [];
  const parts = book.readings.flatMap(({ title, blocks }) => [
    `# ${title}`,
    ...markdownBlocks(blocks, ({ text }) => {
      notes.push(`[^${notes.length + 1}]: ${text}`);
      return `[^${notes.length}]`;
    }),
  ]);
  const glossary = ['# Glossary', ...book.terms.map(({ term, definition }) => `${term}\n:   ${definition}`)];
  return `---\ntitle: A Generated Book\nlang: en\n---\n\n${[...parts, ...notes, ...glossary].join('\n\n')}\n`;
}

function markdownBlocks(
  blocks: readonly Block[],
  call: (note: NonNullable<Block['note']>) => string,
): string[] {
  const mark = { heading: '## ', paragraph: '', quotation: '> ' };
  return blocks.map((block) => mark[block.kind] + called(block, call));
}

/**
 * A book in Typst's language: page, type and notes as templates/print.css has them, lines 14 points apart, chapters on
 * new pages, running heads, contents and glossary.
 */
export function typstSource(book: BenchBook): string {
  const parts = book.readings.flatMap(({ title, blocks }) => [
    `= ${title}`,
    ...blocks.map((block) => {
      const text = called(block, ({ text }) => `#footnote[${text}]`).replaceAll('*', '_');
      return block.kind === 'heading'
        ? `== ${text}`
        : block.kind === 'quotation'
          ? `#quote(block: true)[${text}]`
          : text;
    }),
  ]);
  const glossary = ['= Glossary', ...book.terms.map(({ term, definition }) => `/ ${term}: ${definition}`)];
  return `${TYPST_STYLE}\n${[...parts, ...glossary].join('\n\n')}\n`;
}

const TYPST_STYLE = `#set document(title: "A Generated Book")
#set page(
  width: 6in, height: 9in, margin: (inside: 57pt, outside: 78pt, top: 62pt, bottom: 68pt), numbering: "1",
  header: context align(center, {
    let chapters = query(selector(heading.where(level: 1)).before(here()))
    if chapters.len() > 0 { emph(chapters.last().body) }
  }),
)
#set text(font: "EB Garamond", size: 11pt, lang: "en", number-type: "old-style", top-edge: 0.7em, bottom-edge: -0.3em)
#set par(justify: true, leading: 3pt, spacing: 3pt, first-line-indent: 1.3em)
#show heading.where(level: 1): it => { pagebreak(weak: true); it }
#show footnote.entry: set text(size: 9pt)
#show footnote.entry: set par(leading: 2.4pt)
#outline(depth: 1)
`;

/** A block's text with what calls its note, if it has one. */
function called({ text, note }: Block, call: (note: NonNullable<Block['note']>) => string): string {
  return note ? text.slice(0, note.end) + call(note) + text.slice(note.end) : text;
}

function plain(text: string): string {
  return text.replaceAll('*', '');
}

/** Block YAML with every string in double quotes. */
function yaml(value: unknown, indent = ''): string {
  if (Array.isArray(value))
    return value.map((item) => `\n${indent}- ${yaml(item, `${indent}  `).trimStart()}`).join('');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return Object.entries(value)
    .map(([key, item]) => {
      const nested = typeof item === 'object';
      return `\n${indent}${key}:${nested ? '' : ' '}${yaml(item, `${indent}  `)}`;
    })
    .join('');
}
