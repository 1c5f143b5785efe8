import type { BenchBook, BenchReading, Block, TermUse } from './book.js';

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
  return `---\ntitle: ${title}\nauthor: ${author}\n---\n\n${markdownBlocks(blocks).join('\n\n')}\n`;
}

/**
 * A book as one Markdown file with footnotes, for pandoc. What florilegium links by itself is linked here: terms to their
 * definitions, and these to where the terms are used.
 */
export function pandocSource(book: BenchBook): string {
  const notes: string[] = [];
  const places = new Places();
  const parts = book.readings.flatMap(({ title, blocks }) => [
    `# ${title}`,
    ...markdownBlocks(blocks, {
      call: ({ text }) => {
        notes.push(`[^${notes.length + 1}]: ${text}`);
        return `[^${notes.length}]`;
      },
      use: (word, { term }) => `[${word}](#term-${term}){#${places.add(term, title)}}`,
    }),
  ]);
  const glossary = book.terms.map(({ term, definition }) => {
    const uses = places.of(term).map(({ id, title }) => `[${title}](#${id})`);
    return `[${term}]{#term-${term}}\n:   ${definition}${usedIn(uses)}`;
  });
  return `---\ntitle: A Generated Book\nlang: en\n---\n\n${[...parts, ...notes, '# Glossary', ...glossary].join('\n\n')}\n`;
}

/** Where terms are used, as they are met: an identifier for each place, and the title of its reading. */
class Places {
  readonly #places = new Map<string, { id: string; title: string }[]>();
  #count = 0;

  add(term: string, title: string): string {
    const id = `use-${++this.#count}`;
    this.#places.set(term, [...this.of(term), { id, title }]);
    return id;
  }

  of(term: string): readonly { id: string; title: string }[] {
    return this.#places.get(term) ?? [];
  }
}

function usedIn(places: readonly string[]): string {
  return places.length === 0 ? '' : ` Used in ${places.join(', ')}.`;
}

function markdownBlocks(blocks: readonly Block[], marks?: Marks): string[] {
  const mark = { heading: '## ', paragraph: '', quotation: '> ' };
  return blocks.map((block) => mark[block.kind] + (marks ? marked(block, marks) : block.text));
}

/**
 * A book in Typst's language: page, type and notes as templates/print.css has them, lines 14 points apart, chapters on
 * new pages, running heads, contents and glossary; terms and their definitions are linked both ways, with the pages on
 * which the terms are used.
 */
export function typstSource(book: BenchBook): string {
  const places = new Places();
  const parts = book.readings.flatMap(({ title, blocks }) => [
    `= ${title}`,
    ...blocks.map((block) => {
      const text = marked(block, {
        call: ({ text }) => `#footnote[${text}]`,
        use: (word, { term }) => `#link(<term-${term}>)[${word}] <${places.add(term, title)}>`,
      }).replaceAll('*', '_');
      return block.kind === 'heading'
        ? `== ${text}`
        : block.kind === 'quotation'
          ? `#quote(block: true)[${text}]`
          : text;
    }),
  ]);
  const glossary = book.terms.map(({ term, definition }) => {
    const uses = places.of(term).map(({ id }) => `#used(<${id}>)`);
    return `/ #box[${term}] <term-${term}>: ${definition}${usedIn(uses)}`;
  });
  return `${TYPST_STYLE}\n${[...parts, '= Glossary', ...glossary].join('\n\n')}\n`;
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
#let used(place) = link(place, context counter(page).at(place).first())
#outline(depth: 1)
`;

/** How a language calls a note, and links a term that is used. */
interface Marks {
  call: (note: NonNullable<Block['note']>) => string;
  use: (word: string, use: TermUse) => string;
}

/** A block's text with what calls its note, if it has one, and links its terms. */
function marked({ text, note, uses }: Block, { call, use }: Marks): string {
  let done = 0;
  const parts: string[] = [];
  const upTo = (end: number) => {
    parts.push(text.slice(done, end));
    done = end;
  };
  const linked = (from: readonly TermUse[]) => {
    for (const each of from) {
      upTo(each.start);
      done += each.term.length;
      parts.push(use(each.term, each));
    }
  };
  const end = note?.end ?? text.length;
  linked(uses.filter(({ start }) => start < end));
  upTo(end);
  if (note) parts.push(call(note));
  linked(uses.filter(({ start }) => start >= end));
  upTo(text.length);
  return parts.join('');
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
