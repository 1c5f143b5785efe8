import { append } from '../append.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { listed } from './anthology.js';
import { firstForbidden, forbiddenCharacters } from './characters.js';
import { byCodeUnit, type Folder, type Listing, readSource } from './files.js';
import { type CorpusFile, splitFrontMatter } from './front-matter.js';
import { idPlace, type Listed, listReadings } from './listed.js';
import type { ContentsItem, Reading, RichLine } from './manuscript.js';
import { convertMarkdown } from './markdown/convert.js';
import { markdownOfFile } from './markdown/markdown-text.js';
import type { Reader } from './reader.js';
import { plainLine, richLine, richText } from './rich.js';
import { type FrontMatter, frontMatterSchema } from './schema.js';
import { isMapping, nameMapping, validate } from './validate.js';
import { canonicalLanguage } from './values.js';

const CORPUS = 'corpus';

/** Files that are read at the same time: enough to keep a disk busy, and far below what a system lets one program open. */
const FILES_AT_ONCE = 32;

export interface Readings {
  contents: ContentsItem[];
  readings: Reading[];
  /** Ids that are listed, those with mistakes too, so that notes on them are no further mistake. */
  listed: Set<string>;
}

/** Every reading that annotations.yml lists, with its file. */
export async function readReadings(
  reader: Reader,
  root: Folder,
  corpus: Listing,
  language: string,
): Promise<Readings> {
  const unique = listReadings(reader);
  const files = corpusFiles(corpus);
  const names = unique.flatMap(({ id }) => files.get(id) ?? []);
  const texts = await readFiles(root, names, reader.diagnostics);
  const contents: ContentsItem[] = [];
  const readings: Reading[] = [];
  for (const one of unique) {
    if (!files.has(one.id)) missingFile(reader, one, files);
    const reading = readReading(reader, one, texts.get(files.get(one.id) ?? ''), language);
    readings.push(reading);
    if (one.part) {
      if (one.part.readings.length === 0) contents.push({ kind: 'part', part: one.part });
      one.part.readings.push(reading);
    } else if (one.matter === 'body') contents.push({ kind: 'reading', reading });
  }
  const ids = new Set(unique.map(({ id }) => id));
  for (const [id, name] of files)
    if (!ids.has(id))
      reader.diagnostics.push(
        diagnostic('reading-unlisted', `“${id}” is in no list of annotations.yml, and in no edition`, {
          file: `${CORPUS}/${name}`,
          hint: 'list it under “readings”',
        }),
      );
  return { contents, readings, listed: ids };
}

/**
 * What can be said of a corpus alone, where annotations.yml cannot be read: whether its files are texts, and what is
 * wrong with their front matter.
 */
export async function checkCorpus(root: Folder, corpus: Listing): Promise<Diagnostic[]> {
  const diagnostics: Diagnostic[] = [];
  const files = await readFiles(root, [...corpusFiles(corpus).values()], diagnostics);
  for (const file of files.values()) frontMatter(file, diagnostics);
  return diagnostics;
}

/** Files of corpus/ taken apart, by name. */
async function readFiles(
  root: Folder,
  names: readonly string[],
  diagnostics: Diagnostic[],
): Promise<Map<string, CorpusFile>> {
  const files = new Map<string, CorpusFile>();
  for (let i = 0; i < names.length; i += FILES_AT_ONCE)
    await Promise.all(
      names.slice(i, i + FILES_AT_ONCE).map(async (name) => {
        const source = await readSource(root, `${CORPUS}/${name}`);
        append(diagnostics, source.diagnostics);
        if (!source.value) return;
        const file = splitFrontMatter(source.value);
        append(diagnostics, file.diagnostics);
        files.set(name, file);
      }),
    );
  return files;
}

/** Ids of the Markdown files of corpus/ (composed form) with the names that they have on the disk. */
export function corpusFiles(corpus: Listing): Map<string, string> {
  const files = new Map<string, string>();
  for (const name of corpus.files)
    if (name.endsWith('.md')) files.set(name.slice(0, -3).normalize('NFC'), name);
  return files;
}

function missingFile({ file, diagnostics }: Reader, one: Listed, files: Map<string, string>): void {
  if (one.entry.text === 'local') return;
  const sameLetters = [...files.keys()].find((id) => id.toLowerCase() === one.id.toLowerCase());
  const markdown = /\.md$/.test(one.id) && files.has(one.id.slice(0, -3));
  diagnostics.push(
    diagnostic('reading-missing', `there is no file “${CORPUS}/${one.id}.md”`, {
      at: idPlace(file, one),
      hint: sameLetters
        ? `did you mean “${sameLetters}”? Capitals count`
        : markdown
          ? `did you mean “${one.id.slice(0, -3)}”?`
          : (didYouMean(one.id, [...files.keys()].sort(byCodeUnit)) ??
            'add the file, or say “text: local” where the text is not distributed'),
    }),
  );
}

function readReading(reader: Reader, one: Listed, corpus: CorpusFile | undefined, language: string): Reading {
  const { file, diagnostics, gathered } = reader;
  const { id, entry, path } = one;
  const front = corpus && frontMatter(corpus, diagnostics);
  /** Where a value comes from: annotations.yml wins. */
  const pick = <K extends keyof FrontMatter>(key: K) => {
    if (entry[key] !== undefined)
      return { value: entry[key] as NonNullable<FrontMatter[K]>, in: file, path: [...path, key], folder: '' };
    if (front?.[key] !== undefined)
      return {
        value: front[key] as NonNullable<FrontMatter[K]>,
        in: corpus!.frontMatter!,
        path: [key],
        folder: CORPUS,
      };
    return undefined;
  };
  const line = (key: 'title' | 'subtitle' | 'source' | 'rights'): RichLine | undefined => {
    const found = pick(key);
    return found && richLine(found.in, found.path, found.value, found.folder, gathered);
  };
  const headnote = pick('headnote');
  const reading: Reading = {
    id,
    matter: one.matter,
    title: line('title') ?? missingTitle(reader, one, corpus),
    authors: listed(pick('author')?.value),
    translators: listed(pick('translator')?.value),
    rightsHolders: listed(pick('rightsHolder')?.value),
    lang: canonicalLanguage(pick('lang')?.value.trim() ?? language),
    questions: (entry.questions ?? []).map((question, index) =>
      richText(file, [...path, 'questions', index], question, '', gathered),
    ),
    local: entry.text === 'local',
    authorNotes: [],
    at: idPlace(file, one),
  };
  const subtitle = line('subtitle');
  if (subtitle) reading.subtitle = subtitle;
  const source = line('source');
  if (source) reading.source = source;
  const rights = line('rights');
  if (rights) reading.rights = rights;
  const date = pick('date');
  if (date) reading.date = date.value.trim();
  const url = pick('url');
  if (url) reading.url = url.value.trim();
  if (headnote)
    reading.headnote = richText(headnote.in, headnote.path, headnote.value, headnote.folder, gathered);
  if (!corpus) return reading;
  reading.file = corpus.source;
  const text = corpus.source.text.slice(corpus.body);
  const forbidden = firstForbidden(text);
  if (forbidden >= 0) {
    const start = corpus.body + forbidden;
    diagnostics.push(forbiddenCharacters(text, { source: corpus.source, start, end: start + 1 }));
  }
  const { tree, authorNotes } = convertMarkdown(markdownOfFile(corpus.source, corpus.body, CORPUS), gathered);
  reading.body = tree;
  reading.authorNotes = authorNotes;
  if (tree.children.length === 0)
    diagnostics.push(
      diagnostic('reading-empty', `“${id}” has no text`, {
        at: { source: corpus.source, start: corpus.body, end: corpus.body },
      }),
    );
  return reading;
}

function frontMatter(corpus: CorpusFile, diagnostics: Diagnostic[]): FrontMatter | undefined {
  const yaml = corpus.frontMatter;
  if (!yaml || yaml.value === undefined || yaml.value === null) return undefined;
  return validate(
    yaml,
    [],
    yaml.value,
    frontMatterSchema,
    nameMapping('the front matter', frontMatterSchema),
    diagnostics,
  );
}

/** The id stands for a title, and its absence is reported unless the front matter has mistakes that explain it. */
function missingTitle({ file, diagnostics }: Reader, one: Listed, corpus: CorpusFile | undefined): RichLine {
  const { path } = one;
  // What is wrong with the front matter has been said.
  const values = corpus?.frontMatter?.value;
  const isExplained =
    corpus &&
    (corpus.diagnostics.some(({ severity }) => severity === 'error') ||
      (values !== undefined && values !== null && !isMapping(values)) ||
      (isMapping(values) && 'title' in values && values.title !== null));
  if (corpus && !isExplained) {
    const heading = /^#[ \t]+(.+)$/m.exec(corpus.source.text.slice(corpus.body, corpus.body + 2000))?.[1];
    diagnostics.push(
      diagnostic('title-missing', `“${one.id}” has no title`, {
        at: { source: corpus.source, start: 0, end: 0 },
        hint: corpus.frontMatter
          ? 'write “title: …” in its front matter'
          : `begin the file with front matter: a line “---”, “title: ${heading ?? '…'}”, a line “---”`,
      }),
    );
  } else if (!corpus && one.entry.text === 'local')
    diagnostics.push(
      diagnostic('title-missing', `“${one.id}” has no title`, {
        at: idPlace(file, one),
        hint: 'write “title: …” below its id, since its file is not there to give one',
      }),
    );
  return plainLine(one.id, file, path);
}
