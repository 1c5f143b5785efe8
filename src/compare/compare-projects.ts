import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { anchor } from '../anchoring/anchor.js';
import type { Anchored, ReadingText } from '../anchoring/anchored.js';
import { compareRecords, isUnchanged } from '../changes/compare-records.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { ANNOTATIONS } from '../manuscript/corpus.js';
import { readBuiltInTemplates } from '../manuscript/package-files.js';
import { readManuscript } from '../manuscript/read.js';
import { renderEdition } from '../prepare.js';
import type { EditionRecord } from '../record/edition-record.js';
import { hashPage } from '../record/print-hash.js';
import { recordEdition } from '../record/record-edition.js';
import { compareChronologies, compareGlossaries, compareNotes } from './compare-entries.js';
import { comparedReadings, compareReadings } from './compare-readings.js';
import { changedFields, type Field, oneLine } from './fields.js';
import type { EditionPages, ProjectDiff } from './project-diff.js';
import { checkOut } from './revision.js';

export interface CompareOptions {
  /** Folders that hold an annotations.yml, or git revisions of `project`. A folder wins over a revision of its name. */
  old: string;
  new: string;
  /** The project whose revisions are meant. Default: the current folder. */
  project?: string;
  /** Editions whose pages are compared. Default: all. */
  editions?: string[];
  /** Whether both are set as pages. Default: true. */
  pages?: boolean;
}

export interface CompareResult {
  /** `missing`: git is not installed. */
  status: 'done' | 'content' | 'configuration' | 'missing';
  diagnostics: Diagnostic[];
  diff?: ProjectDiff;
}

/** Compares two projects, or two states of one. Nothing is written in either. */
export async function compareProjects(options: CompareOptions): Promise<CompareResult> {
  const project = resolve(options.project ?? '.');
  const before = await open(options.old, project);
  const after = before.side ? await open(options.new, project) : before;
  try {
    if (!before.side || !after.side) {
      const { status, diagnostics } = before.side ? after : before;
      return { status, diagnostics };
    }
    const { editions } = options;
    const unknown = unknownEditions(editions ?? [], [before.side, after.side]);
    if (unknown.length > 0) return { status: 'configuration', diagnostics: unknown };
    const diff = compareTexts(options, before.side.anchored, after.side.anchored);
    const diagnostics = [...before.diagnostics, ...after.diagnostics];
    if (options.pages !== false) diff.pages = await comparePages(before.side, after.side, editions);
    return { status: 'done', diagnostics, diff };
  } finally {
    await before.side?.remove();
    if (after !== before) await after.side?.remove();
  }
}

/** One of the two projects, read. */
interface Side {
  anchored: Anchored;
  /** Why no pages can be made of it. */
  broken: boolean;
  remove(): Promise<void>;
}

interface Opened {
  side?: Side;
  status: CompareResult['status'];
  diagnostics: Diagnostic[];
}

async function open(name: string, project: string): Promise<Opened> {
  const isFolder = await stat(name).then(
    (about) => about.isDirectory(),
    () => false,
  );
  const found = isFolder
    ? { folder: resolve(name), remove: async () => undefined }
    : await checkOut(project, name);
  if ('diagnostic' in found)
    return { status: found.missing ? 'missing' : 'configuration', diagnostics: [found.diagnostic] };
  const { value: manuscript, diagnostics } = await readManuscript(found.folder);
  const said = diagnostics
    .filter(({ severity }) => severity === 'error')
    .map((each) => ({ ...each, ...(each.file !== undefined && { file: `${name}:${each.file}` }) }));
  if (!manuscript) {
    await found.remove();
    const missing = diagnostics.some(({ code }) => code === 'project-missing');
    return { status: missing ? 'configuration' : 'content', diagnostics: said };
  }
  const anchored = anchor(manuscript);
  const broken = hasErrors([...diagnostics, ...anchored.diagnostics]);
  return {
    side: { anchored: anchored.value, broken, remove: found.remove },
    status: 'done',
    diagnostics: said,
  };
}

function unknownEditions(editions: readonly string[], sides: readonly Side[]): Diagnostic[] {
  const known = new Set(
    sides.flatMap(({ anchored }) => anchored.manuscript.editions.map(({ name }) => name)),
  );
  return editions
    .filter((name) => !known.has(name))
    .map((name) =>
      diagnostic('edition-unknown', `Neither has an edition “${name}”.`, {
        file: ANNOTATIONS,
        hint: didYouMean(name, known),
      }),
    );
}

function compareTexts({ old, new: now }: CompareOptions, before: Anchored, after: Anchored): ProjectDiff {
  const { changes: readings, ids } = compareReadings(
    comparedReadings(before.manuscript, paragraphsOf(before)),
    comparedReadings(after.manuscript, paragraphsOf(after)),
  );
  const titles = new Map([
    ...before.manuscript.readings.map(({ id, title }) => [`before ${id}`, title.plain] as const),
    ...after.manuscript.readings.map(({ id, title }) => [id, title.plain] as const),
  ]);
  return {
    old,
    new: now,
    anthology: changedFields(anthologyFields(before), anthologyFields(after)),
    readings,
    notes: compareNotes(before.notes, after.notes, ids, titles),
    glossary: compareGlossaries(before.manuscript.glossary, after.manuscript.glossary),
    chronology: compareChronologies(before.manuscript.chronology, after.manuscript.chronology),
    pages: [],
  };
}

/** The body of each reading and the author's own notes, block by block. */
function paragraphsOf({ texts }: Anchored): Map<string, string[]> {
  return new Map([...texts].map(([id, text]) => [id, blocksOf(text)]));
}

/** Line ends of the file are spaces; those that part blocks belong to no piece. */
function blocksOf({ zones, pieces }: ReadingText): string[] {
  const first = zones.find(({ kind }) => kind === 'body' || kind === 'author-note')?.start ?? 0;
  const blocks: string[] = [];
  let end = -1;
  for (const { node, start, end: next } of pieces) {
    if (start < first) continue;
    if (start === end) blocks.push(`${blocks.pop()}${node.value}`);
    else blocks.push(node.value);
    end = next;
  }
  return blocks.map(oneLine).filter((block) => block !== '');
}

function anthologyFields({ manuscript: { anthology } }: Anchored): Field[] {
  return [
    ['title', anthology.title],
    ['subtitle', anthology.subtitle],
    ['editors', anthology.editors.join(', ')],
    ['language', anthology.language],
    ['date', anthology.date],
    ['publisher', anthology.publisher],
    ['rights', anthology.rights],
    ['description', anthology.description],
    ['subjects', anthology.subjects.join('; ')],
    ['identifier', anthology.identifier],
  ];
}

async function comparePages(
  before: Side,
  after: Side,
  chosen: readonly string[] | undefined,
): Promise<EditionPages[]> {
  const names = new Set(
    [before, after].flatMap(({ anchored }) =>
      anchored.manuscript.editions
        .filter(({ name, formats }) => formats.includes('pdf') && (chosen?.includes(name) ?? true))
        .map(({ name }) => name),
    ),
  );
  const pages: EditionPages[] = [];
  for (const edition of names) {
    const old = await setPages(before, edition);
    const now = await setPages(after, edition);
    if (old === 'broken' || now === 'broken') pages.push({ edition, kind: 'unknown' });
    else if (!old) pages.push({ edition, kind: 'added', count: [0, now?.pages.length ?? 0] });
    else if (!now) pages.push({ edition, kind: 'removed', count: [old.pages.length, 0] });
    else {
      const changes = compareRecords(old, now);
      const count: [number, number] = [old.pages.length, now.pages.length];
      if (isUnchanged(changes)) pages.push({ edition, kind: 'same', count });
      else pages.push({ edition, kind: 'changed', count, changes });
    }
  }
  return pages;
}

/** @returns undefined where there is no such edition, or none with a PDF */
async function setPages(
  { anchored, broken }: Side,
  name: string,
): Promise<EditionRecord | 'broken' | undefined> {
  const { manuscript } = anchored;
  const edition = manuscript.editions.find((each) => each.name === name && each.formats.includes('pdf'));
  if (!edition) return undefined;
  if (broken) return 'broken';
  const { typeset } = await import('../typeset/typeset.js');
  const rendered = renderEdition({ manuscript, anchored }, edition, await readBuiltInTemplates());
  if (hasErrors(rendered.diagnostics)) return 'broken';
  const { value: layout } = await typeset(rendered.value);
  return recordEdition(rendered.value, layout, layout.pages.map(hashPage));
}
