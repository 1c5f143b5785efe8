import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { listed } from './anthology.js';
import { CORPUS, type CorpusFile, corpusFiles, firstHeading } from './corpus.js';
import { byCodeUnit, type Listing } from './files.js';
import { idPlace, type Listed, listReadings } from './listed.js';
import type { ContentsItem, Reading, RichLine } from './manuscript.js';
import type { Reader } from './reader.js';
import { plainLine, richLine, richText } from './rich.js';
import { type FrontMatter, frontMatterSchema } from './schema.js';
import { isMapping, nameMapping, validate } from './validate.js';
import { canonicalLanguage, nameFault } from './values.js';
import { YamlFile } from './yaml-file.js';

export interface Readings {
  contents: ContentsItem[];
  readings: Reading[];
  /** Ids that are listed, those with mistakes too, so that notes on them are no further mistake. */
  listed: Set<string>;
}

/**
 * Every reading that annotations.yml lists, without its text.
 *
 * @param texts the files of those that have one, by name
 */
export function readReadings(
  reader: Reader,
  corpus: Listing,
  texts: ReadonlyMap<string, CorpusFile>,
  language: string,
): Readings {
  const unique = listReadings(reader);
  const files = corpusFiles(corpus);
  const contents: ContentsItem[] = [];
  const readings: Reading[] = [];
  for (const one of unique) {
    if (!files.has(one.id)) missingFile(reader, one, files, corpus);
    const reading = readReading(reader, one, texts.get(files.get(one.id) ?? ''), language);
    readings.push(reading);
    if (one.part) {
      if (one.part.readings.length === 0) contents.push({ kind: 'part', part: one.part });
      one.part.readings.push(reading);
    } else if (one.matter === 'body') contents.push({ kind: 'reading', reading });
  }
  const ids = new Set(unique.map(({ id }) => id));
  for (const [id, name] of files) {
    if (ids.has(id)) continue;
    const unfit = nameFault(id);
    reader.diagnostics.push(
      diagnostic('reading-unlisted', `“${id}” is in no list of annotations.yml, and in no edition`, {
        file: `${CORPUS}/${name}`,
        hint: unfit
          ? `give the file another name (${unfit.hint}), and list that`
          : 'list it under “readings”',
      }),
    );
  }
  return { contents, readings, listed: ids };
}

/** What is wrong with the front matter of files, where nothing else can be said of them. */
export function checkFrontMatter(files: Iterable<CorpusFile>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const file of files) frontMatter(file, diagnostics);
  return diagnostics;
}

function missingFile(
  { file, diagnostics }: Reader,
  one: Listed,
  files: Map<string, string>,
  corpus: Listing,
): void {
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
          : (otherwiseNamed(one.id, corpus) ??
            didYouMean(one.id, [...files.keys()].sort(byCodeUnit)) ??
            'add the file, or say “text: local” where the text is not distributed'),
    }),
  );
}

/** What to do with a file that has the name of a reading and another ending. */
function otherwiseNamed(id: string, { files }: Listing): string | undefined {
  const named = files.filter((name) =>
    name.normalize('NFC').toLowerCase().startsWith(`${id.toLowerCase()}.`),
  );
  const markdown = named.find((name) => /\.(?:md|markdown|mdown|mkd)(?:\.txt)?$/i.test(name));
  if (markdown !== undefined) return `rename “${markdown}” to “${id}.md”`;
  const source = named.find((name) => /\.(?:txt|text|x?html?|docx)$/i.test(name));
  return source && `make one of “${source}”: florilegium import ${CORPUS}/${source} --id ${id}`;
}

function readReading(reader: Reader, one: Listed, corpus: CorpusFile | undefined, language: string): Reading {
  const { file, diagnostics, gathered } = reader;
  const { id, entry, path } = one;
  const front = corpus && frontMatter(corpus, diagnostics);
  const values = front?.values;
  /** Where a value comes from: annotations.yml wins. */
  const pick = <K extends keyof FrontMatter>(key: K) => {
    if (entry[key] !== undefined)
      return { value: entry[key] as NonNullable<FrontMatter[K]>, in: file, path: [...path, key], folder: '' };
    if (values?.[key] !== undefined)
      return {
        value: values[key] as NonNullable<FrontMatter[K]>,
        in: front!.yaml,
        path: [key],
        folder: CORPUS,
      };
    return undefined;
  };
  const line = (key: 'title' | 'subtitle' | 'shortTitle' | 'source' | 'rights'): RichLine | undefined => {
    const found = pick(key);
    return found && richLine(found.in, found.path, found.value, found.folder, gathered);
  };
  const headnote = pick('headnote');
  const reading: Reading = {
    id,
    matter: one.matter,
    title: line('title') ?? missingTitle(reader, one, corpus, front?.yaml),
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
  const shortTitle = line('shortTitle');
  if (shortTitle) reading.shortTitle = shortTitle;
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
  if (corpus) reading.file = corpus.source;
  return reading;
}

/** The front matter of a file, and its values where they could be read. */
function frontMatter(
  { source, frontMatter: at }: CorpusFile,
  diagnostics: Diagnostic[],
): { yaml: YamlFile; values: FrontMatter | undefined } | undefined {
  if (!at) return undefined;
  const yaml = new YamlFile(source, at.start, at.end);
  diagnostics.push(...yaml.diagnostics);
  if (yaml.value === undefined || yaml.value === null) return { yaml, values: undefined };
  const what = nameMapping('the front matter', frontMatterSchema);
  return { yaml, values: validate(yaml, [], yaml.value, frontMatterSchema, what, diagnostics) };
}

/** The id stands for a title, and its absence is reported unless the front matter has mistakes that explain it. */
function missingTitle(
  { file, diagnostics }: Reader,
  one: Listed,
  corpus: CorpusFile | undefined,
  front: YamlFile | undefined,
): RichLine {
  const { path } = one;
  // What is wrong with the front matter has been said.
  const values = front?.value;
  const isExplained =
    corpus &&
    (hasErrors([...corpus.diagnostics, ...(front?.diagnostics ?? [])]) ||
      (values !== undefined && values !== null && !isMapping(values)) ||
      (isMapping(values) && 'title' in values && values.title !== null));
  if (corpus && !isExplained) {
    const heading = firstHeading(corpus);
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
