import type { Part } from '../cache/digest.js';
import type { Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { readAnthology } from './anthology.js';
import { ANNOTATIONS, type CorpusFile, corpusFiles } from './corpus.js';
import { readEditions } from './editions.js';
import type { Listing } from './files.js';
import { readChronology, readGlossary } from './glossary.js';
import { resolveLinks } from './links.js';
import { listReadings } from './listed.js';
import type { Manuscript, Note } from './manuscript.js';
import { Gathered, type LinkUse } from './markdown/markdown-text.js';
import { type NoteGroup, partNotes, readGroup } from './note-groups.js';
import { checkNotes, readSeries, writtenNotes } from './notes.js';
import type { Reader } from './reader.js';
import { readReadings } from './readings.js';
import { annotationsSchema, anthologySchema } from './schema.js';
import { describe, isMapping } from './validate.js';
import { around, type NotesPlace, type Rest, rememberRest } from './without-notes.js';
import { YamlFile } from './yaml-file.js';

/** What annotations.yml and the front matter of the readings say: a manuscript without the texts. */
export interface Frame
  extends Pick<
    Manuscript,
    'anthology' | 'contents' | 'readings' | 'series' | 'notes' | 'glossary' | 'chronology' | 'editions'
  > {
  /** The files that spans point into. */
  sources: Source[];
  /** Ids that are listed, those with mistakes too. */
  listed: Set<string>;
  /** Images, problems of Markdown, and links into texts. All other links are resolved. */
  gathered: Gathered;
  /** What else there is to say. */
  diagnostics: Diagnostic[];
}

/** What a frame is made of besides annotations.yml. */
export interface FrameFiles {
  corpus: Listing;
  /** The files of the readings that are listed, by name. */
  texts: ReadonlyMap<string, CorpusFile>;
  /** The names of the themes that there are. */
  themes: readonly string[];
}

/** annotations.yml as a YAML file that holds a mapping. */
export interface Annotations {
  /** Parsed when it is first asked for, where its notes were read by themselves. */
  readonly file: YamlFile;
  /** Its notes, where they were read by themselves: they are not in the file then. */
  parted?: { source: Source; notes: NotesPlace; groups: NoteGroup[] };
}

/** @param memo remembers groups of notes */
export function openAnnotations(source: Source, memo: Memo): Result<Annotations | undefined> {
  const parted = memo.remembers ? openParted(source, memo) : undefined;
  if (parted) return { value: parted, diagnostics: [] };
  const file = new YamlFile(source);
  if (isMapping(file.value)) return { value: { file }, diagnostics: file.diagnostics };
  if (file.diagnostics.length > 0) return { value: undefined, diagnostics: file.diagnostics };
  const wrong =
    file.value === null
      ? diagnostic('annotations-empty', `${ANNOTATIONS} is empty`, {
          at: { source, start: 0, end: 0 },
          hint: 'it needs at least “anthology:” with a title, and “readings:”',
        })
      : diagnostic('value-kind', `${ANNOTATIONS} must be a mapping; found ${describe(file.value)}`, {
          at: file.at([]),
          hint: 'it begins with “anthology:”',
        });
  return { value: undefined, diagnostics: [wrong] };
}

/** The file and its notes, each read by itself, where nothing is unusual or wrong. */
function openParted(source: Source, memo: Memo): Annotations | undefined {
  const parted = partNotes(source.text);
  if (!parted) return undefined;
  const notes = { start: parted.groups[0]!.start, end: parted.groups.at(-1)!.end };
  let opened: YamlFile | undefined;
  const open = () => {
    opened ??= new YamlFile(source, 0, source.text.length, parted.rest);
    return opened;
  };
  const isUsual = memo.remember('usual', around(source, notes), () => {
    const { diagnostics, value } = open();
    return diagnostics.length === 0 && isMapping(value) && value.notes === null;
  });
  if (!isUsual) return undefined;
  const groups: NoteGroup[] = [];
  for (const place of parted.groups) {
    const group = readGroup(source, place, memo);
    if (!group) return undefined;
    groups.push(group);
  }
  return {
    get file() {
      return open();
    },
    parted: { source, notes, groups },
  };
}

/** The names of the files in corpus/ that the readings have. */
export function listedFiles(annotations: Annotations, corpus: Listing, memo: Memo): string[] {
  const { parted } = annotations;
  const list = () => {
    const files = corpusFiles(corpus);
    const { file } = annotations;
    const readings = listReadings({ file, diagnostics: [], gathered: new Gathered() });
    return readings.flatMap(({ id }) => files.get(id) ?? []);
  };
  return parted ? memo.remember('files', [...around(parted.source, parted.notes), corpus], list) : list();
}

/**
 * @param front names what is read of the texts' files
 * @param memo remembers what stands around the notes
 */
export function readFrame(annotations: Annotations, files: FrameFiles, front: Part, memo: Memo): Frame {
  const { parted } = annotations;
  const { corpus, texts, themes } = files;
  const rest = parted
    ? rememberRest(
        {
          sources: [parted.source, ...sourcesOf(texts)],
          notes: parted.notes,
          parts: [corpus, themes, front],
        },
        memo,
        () => readRest(annotations.file, files),
        ({ said }) => said.diagnostics.length === 0,
      )
    : readRest(annotations.file, files);
  const { listed, series, glossary, ...said } = rest.said;
  const { sources, before: gathered, after } = rest;
  const unlisted = new Set([...corpusFiles(corpus).keys()].filter((id) => !listed.has(id)));
  const diagnostics = [...said.diagnostics];
  const written = parted
    ? parted.groups.flatMap((group) => {
        gathered.add(group.gathered);
        return group.notes;
      })
    : notesOf(annotations.file, diagnostics, gathered);
  const notes = checkNotes(written, listed, unlisted, series, diagnostics);
  gathered.join(after);
  // Whether a text has a paragraph of that number is known when there are texts.
  const { links } = gathered;
  const [now, later] = [links.filter((use) => !leadsIntoText(use)), links.filter(leadsIntoText)];
  links.splice(0, links.length, ...later);
  return {
    ...said,
    listed,
    series,
    glossary,
    notes,
    sources,
    gathered,
    diagnostics: [...diagnostics, ...resolveLinks(now, listed, [], notes, glossary)],
  };
}

function notesOf(file: YamlFile, diagnostics: Diagnostic[], gathered: Gathered): Note[] {
  return writtenNotes(
    { file, diagnostics, gathered },
    ['notes'],
    (file.value as Record<string, unknown>).notes,
  );
}

function sourcesOf(texts: FrameFiles['texts']): Source[] {
  return [...texts.values()].map(({ source }) => source);
}

type Said = Omit<Frame, 'notes' | 'sources' | 'gathered'>;

/** Everything but the notes. */
function readRest(file: YamlFile, { corpus, texts, themes }: FrameFiles): Rest<Said> {
  const diagnostics = [...file.diagnostics];
  const reader: Reader = { file, diagnostics, gathered: new Gathered() };
  const behind: Reader = { file, diagnostics, gathered: new Gathered() };
  const top = file.value as Record<string, unknown>;
  checkTopLevel(reader, top, corpus);
  const anthology = readAnthology(reader, top.anthology);
  const { contents, readings, listed } = readReadings(reader, corpus, texts, anthology.language);
  const series = readSeries(reader, top.series);
  const glossary = readGlossary(behind, top.glossary);
  const chronology = readChronology(behind, top.chronology, listed, anthology.language);
  const editions = readEditions(behind, top.editions, anthology, {
    readings,
    listed,
    parts: contents.flatMap((item) => (item.kind === 'part' ? [item.part] : [])),
    series,
    themes: new Set(themes),
  });
  return {
    said: { anthology, contents, readings, listed, series, glossary, chronology, editions, diagnostics },
    sources: [file.source, ...sourcesOf(texts)],
    before: reader.gathered,
    after: behind.gathered,
  };
}

function leadsIntoText({ kind, target }: LinkUse): boolean {
  return kind === 'reading' && target.includes('#');
}

/** The keys of annotations.yml themselves; what they hold is checked by whoever reads it. */
function checkTopLevel({ file, diagnostics }: Reader, top: Record<string, unknown>, corpus: Listing): void {
  const { shape } = annotationsSchema;
  const keys = Object.keys(shape);
  for (const key of Object.keys(top))
    if (!(key in shape))
      diagnostics.push(
        diagnostic('key-unknown', `“${key}” is not a key of ${ANNOTATIONS}`, {
          at: file.keyAt([key]),
          hint:
            key in anthologySchema.shape ? 'write it below “anthology:”, indented' : didYouMean(key, keys),
        }),
      );
  for (const [key, schema] of Object.entries(shape)) {
    const value = top[key];
    const isEmpty = value === undefined || value === null || (Array.isArray(value) && value.length === 0);
    if (!isEmpty || schema.safeParse(undefined).success) continue;
    const ids = [...corpusFiles(corpus).keys()].slice(0, 6);
    const example = key === 'anthology' ? 'title: …' : `[${ids.length > 0 ? ids.join(', ') : 'an id, …'}]`;
    const hint = `write “${key}:” with, for example, ${example}`;
    if (key in top)
      diagnostics.push(diagnostic('value-empty', `“${key}” is empty`, { at: file.keyAt([key]), hint }));
    else diagnostics.push(diagnostic('key-missing', `“${key}” is missing`, { at: file.at([]), hint }));
  }
}
