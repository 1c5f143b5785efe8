import type { z } from 'zod';
import { diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { UnnamedEdition } from './identifiers.js';
import type { Imposition, NotePlacement, Part, Reading, Series } from './manuscript.js';
import type { Reader } from './reader.js';
import type { editionSchema } from './schema.js';
import { unknownReading } from './sections.js';
import { oneLine } from './spelling.js';
import type { Path } from './yaml-file.js';

/** What the settings of an edition may name. */
export interface Project {
  readings: readonly Reading[];
  /** Ids that are listed, those with mistakes, too. */
  listed: ReadonlySet<string>;
  parts: readonly Part[];
  series: readonly Series[];
  /** Names of themes. */
  themes: ReadonlySet<string>;
}

type Entry = z.output<typeof editionSchema>;

/** One edition: what its entry says, and the defaults. */
export function readEdition(
  reader: Reader,
  name: string,
  entry: Entry,
  path: Path,
  project: Project,
): UnnamedEdition {
  const { lineNumbers, permissions } = entry;
  const edition: UnnamedEdition = {
    name,
    formats: [...new Set(entry.formats ?? (['epub', 'pdf'] as const))],
    numbering: entry.numbering ?? 'reading',
    glossaryLinks: entry.glossaryLinks ?? 'first',
    openings: entry.openings ?? 'any',
    conformance: [...new Set(entry.conformance ?? (['ua-1', 'a-2a'] as const))],
    paragraphNumbers: entry.paragraphNumbers ?? false,
    notes: placements(reader, entry.notes, [...path, 'notes'], project.series),
    headnotes: entry.headnotes ?? true,
    questions: entry.questions ?? true,
    glossary: entry.glossary ?? true,
    index: entry.index ?? true,
    chronology: entry.chronology ?? true,
    embedFonts: entry.embedFonts ?? false,
    permissions: permissions === undefined ? 'sources' : permissions ? 'full' : 'none',
    answerLines: entry.answerLines ?? 0,
    separate: entry.separate ?? false,
    cropMarks: entry.cropMarks ?? false,
    bleed: entry.bleed ?? 0,
    at: reader.file.keyAt(path),
    spans: spansOf(reader, entry, path),
  };
  if (entry.identifier) edition.identifier = entry.identifier.trim();
  if (entry.page) edition.page = pageSize(entry.page);
  const theme = knownTheme(reader, entry.theme, [...path, 'theme'], project.themes);
  if (theme !== undefined) edition.theme = theme;
  if (entry.readings) edition.readings = selected(reader, entry.readings, [...path, 'readings'], project);
  if (entry.front) edition.front = ofMatter(reader, 'front', entry.front, path, project);
  if (entry.back) edition.back = ofMatter(reader, 'back', entry.back, path, project);
  if (lineNumbers !== undefined)
    edition.lineNumbers =
      typeof lineNumbers === 'number'
        ? { every: lineNumbers, restart: 'page' }
        : { every: lineNumbers.every, restart: lineNumbers.restart ?? 'page' };
  if (entry.writingMargin) edition.writingMargin = entry.writingMargin;
  if (entry.imposition) edition.imposition = imposition(reader, entry.imposition, [...path, 'imposition']);
  return edition;
}

function spansOf({ file }: Reader, entry: Entry, path: Path): UnnamedEdition['spans'] {
  const paths = Object.keys(entry).map((key) => [key]);
  if (typeof entry.imposition === 'object')
    for (const key of Object.keys(entry.imposition)) paths.push(['imposition', key]);
  return Object.fromEntries(paths.map((keys) => [keys.join('.'), file.at([...path, ...keys])]));
}

function pageSize(written: string): string {
  return written.trim().replace(/\s+/g, ' ').toLowerCase();
}

function knownTheme(
  { file, diagnostics }: Reader,
  written: string | undefined,
  path: Path,
  themes: ReadonlySet<string>,
): string | undefined {
  const theme = written?.trim();
  if (theme === undefined || themes.has(theme)) return theme;
  diagnostics.push(
    diagnostic('theme-unknown', `there is no theme “${theme}”`, {
      at: file.at(path),
      hint: didYouMean(theme, themes),
    }),
  );
  return undefined;
}

/** A placement for every series: one for all, or by name. */
function placements(
  { file, diagnostics }: Reader,
  written: Entry['notes'],
  path: Path,
  series: readonly Series[],
): Record<string, NotePlacement> {
  const names = series.map(({ name }) => name);
  const byName = typeof written === 'string' ? {} : (written ?? {});
  for (const name of Object.keys(byName))
    if (!names.includes(name))
      diagnostics.push(
        diagnostic('series-unknown', `there is no series “${name}”`, {
          at: file.keyAt([...path, name]),
          hint: didYouMean(name, names),
        }),
      );
  const usual = typeof written === 'string' ? written : 'foot';
  return Object.fromEntries(names.map((name) => [name, Object.hasOwn(byName, name) ? byName[name]! : usual]));
}

/** The ids that a selection names, each once: those of a part in the order of the book. */
function selected(
  { file, diagnostics }: Reader,
  written: NonNullable<Entry['readings']>,
  path: Path,
  { readings, listed, parts }: Project,
): string[] {
  const matter = new Map(readings.map((reading) => [reading.id, reading.matter]));
  const kept = new Set<string>();
  written.forEach((item, index) => {
    const isPart = typeof item !== 'string';
    const at = file.at(isPart ? [...path, index, 'part'] : [...path, index]);
    const ids = isPart ? readingsOf(item.part) : [item.trim().normalize('NFC')];
    if (isPart && ids.length === 0) {
      const titles = parts.map(({ title }) => title.plain);
      const hint = titles.length > 0 ? didYouMean(oneLine(item.part), titles) : 'the book has no parts';
      diagnostics.push(diagnostic('part-unknown', `there is no part “${oneLine(item.part)}”`, { at, hint }));
    }
    for (const id of ids) {
      const kind = matter.get(id);
      if (!listed.has(id)) diagnostics.push(unknownReading(id, at, listed));
      else if (kind === 'front' || kind === 'back')
        diagnostics.push(
          diagnostic('reading-is-matter', `“${id}” is ${kind} matter`, {
            at,
            hint: `leave it out of this list: an edition has what it names under “${kind}”, and all without that`,
          }),
        );
      else if (kept.has(id))
        diagnostics.push(
          diagnostic('reading-twice', `“${id}” is listed twice`, {
            at,
            hint: isPart
              ? `it stands in the part “${oneLine(item.part)}” as well`
              : 'a reading stands in an edition once',
          }),
        );
      else kept.add(id);
    }
  });
  return [...kept];

  function readingsOf(title: string): string[] {
    const wanted = composed(title);
    return parts
      .filter(({ title, written }) => composed(title.plain) === wanted || composed(written) === wanted)
      .flatMap((part) => part.readings.map(({ id }) => id));
  }
}

/** The ids of front or back matter that an edition names, each once. */
function ofMatter(
  { file, diagnostics }: Reader,
  kind: 'front' | 'back',
  written: readonly string[],
  path: Path,
  { readings, listed }: Project,
): string[] {
  const kinds = new Map(readings.map((reading) => [reading.id, reading.matter]));
  const there = readings.filter(({ matter }) => matter === kind).map(({ id }) => id);
  const kept = new Set<string>();
  written.forEach((item, index) => {
    const id = item.trim().normalize('NFC');
    const at = file.at([...path, kind, index]);
    if (kinds.get(id) === kind) kept.add(id);
    else if (!listed.has(id)) diagnostics.push(unknownReading(id, at, there));
    else if (kinds.has(id))
      diagnostics.push(
        diagnostic('reading-unknown', `“${id}” is no ${kind} matter`, { at, hint: didYouMean(id, there) }),
      );
  });
  return [...kept];
}

/** A title as it is compared: on one line, its accents composed. */
function composed(title: string): string {
  return oneLine(title).normalize('NFC');
}

function imposition(
  { file, diagnostics }: Reader,
  written: NonNullable<Entry['imposition']>,
  path: Path,
): Imposition {
  if (typeof written === 'string') return { layout: written, creep: 0 };
  const { layout, sheet, signature, creep } = written;
  for (const key of ['signature', 'creep'] as const)
    if (layout === '2-up' && written[key] !== undefined)
      diagnostics.push(
        diagnostic('value-invalid', `“${key}” is for a booklet`, {
          at: file.at([...path, key]),
          hint: 'pages that are 2-up are not folded: leave it out',
        }),
      );
  return {
    layout,
    ...(sheet !== undefined && { sheet: pageSize(sheet) }),
    ...(signature !== undefined && { signature }),
    creep: creep ?? 0,
  };
}
