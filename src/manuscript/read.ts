import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { append } from '../append.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { readAnthology } from './anthology.js';
import { readEditions } from './editions.js';
import { byCodeUnit, decode, type Folder, type Listing, listFiles, readBytes, readSource } from './files.js';
import { readChronology, readGlossary } from './glossary.js';
import { readImages } from './images.js';
import { resolveLinks } from './links.js';
import type { Manuscript, Note, Reading } from './manuscript.js';
import { Gathered } from './markdown/markdown-text.js';
import { readNotes, readSeries } from './notes.js';
import { builtInThemes, themesOf } from './package-files.js';
import type { Reader } from './reader.js';
import { checkCorpus, corpusFiles, readReadings } from './readings.js';
import { annotationsSchema } from './schema.js';
import { describe, isMapping } from './validate.js';
import { YamlFile } from './yaml-file.js';

/** The file that makes a folder a project. */
export const ANNOTATIONS = 'annotations.yml';

/**
 * Reads a project: annotations.yml, the readings that it lists, templates/ and the images that are shown. Everything
 * that is wrong is found in one run. A value is given wherever annotations.yml could be read, even where there are
 * errors: what is wrong is left out of it, so that later stages can look for mistakes of their own; nothing is to be
 * made of it then.
 *
 * @param root the project's folder, absolute, or a record of what is read of it
 */
export async function readManuscript(root: Folder): Promise<Result<Manuscript | undefined>> {
  const annotations = await readAnnotations(root);
  if (!annotations.value) {
    const { value: corpus } = await listFiles(root, 'corpus');
    const alone = await checkCorpus(root, corpus);
    return { value: undefined, diagnostics: inOrder([...annotations.diagnostics, ...alone]) };
  }
  const file = annotations.value;
  const gathered = new Gathered();
  const diagnostics = [...annotations.diagnostics];
  const reader: Reader = { file, diagnostics, gathered };
  const top = file.value as Record<string, unknown>;

  const corpus = await listFiles(root, 'corpus');
  append(diagnostics, corpus.diagnostics);
  checkTopLevel(reader, top, corpus.value);
  const anthology = readAnthology(reader, top.anthology);
  const { contents, readings, listed } = await readReadings(reader, root, corpus.value, anthology.language);
  const series = readSeries(reader, top.series);
  const unlisted = new Set([...corpusFiles(corpus.value).keys()].filter((id) => !listed.has(id)));
  const notes = readNotes(reader, top.notes, listed, unlisted, series);
  const glossary = readGlossary(reader, top.glossary);
  const chronology = readChronology(reader, top.chronology, listed);
  const { templates, assets } = await readTemplates(root, diagnostics);
  const themes = [...(await builtInThemes()), ...themesOf([...templates.keys(), ...assets.keys()])];
  const editions = readEditions(reader, top.editions, {
    readings,
    listed,
    parts: contents.flatMap((item) => (item.kind === 'part' ? [item.part] : [])),
    series,
    themes: new Set(themes),
  });
  const images = await readImages(root, gathered.images);
  diagnostics.push(
    ...gathered.diagnostics,
    ...images.diagnostics,
    ...resolveLinks(gathered.links, listed, notes, glossary),
    ...localTextsMissing(readings, notes),
  );
  return {
    value: {
      root: pathOf(root),
      source: file.source,
      anthology,
      contents,
      readings,
      series,
      notes,
      glossary,
      chronology,
      editions,
      templates,
      assets,
      images: images.images,
    },
    diagnostics: inOrder(diagnostics),
  };
}

function pathOf(folder: Folder): string {
  return typeof folder === 'string' ? folder : folder.root;
}

/** annotations.yml as a YAML file that holds a mapping. */
async function readAnnotations(root: Folder): Promise<Result<YamlFile | undefined>> {
  const path = pathOf(root);
  const about = await stat(path).catch(() => undefined);
  if (about && !about.isDirectory())
    return {
      value: undefined,
      diagnostics: [
        diagnostic('project-missing', `“${basename(path)}” is a file; a project is a folder`, {
          file: basename(path),
          hint: `name the folder that holds ${ANNOTATIONS}`,
        }),
      ],
    };
  const { value: source, diagnostics } = await readSource(root, ANNOTATIONS);
  if (!source) {
    if (diagnostics.length > 0) return { value: undefined, diagnostics };
    const other = await readBytes(root, 'annotations.yaml');
    return {
      value: undefined,
      diagnostics: [
        diagnostic('project-missing', `there is no ${ANNOTATIONS} in this folder`, {
          file: ANNOTATIONS,
          hint:
            other.kind === 'file'
              ? `rename annotations.yaml to ${ANNOTATIONS}`
              : `a project is a folder with an ${ANNOTATIONS}; go there, or name it in the call`,
        }),
      ],
    };
  }
  const file = new YamlFile(source);
  const all = [...diagnostics, ...file.diagnostics];
  if (isMapping(file.value)) return { value: file, diagnostics: all };
  if (all.length === 0)
    all.push(
      file.value === null
        ? diagnostic('annotations-empty', `${ANNOTATIONS} is empty`, {
            at: { source, start: 0, end: 0 },
            hint: 'it needs at least “anthology:” with a title, and “readings:”',
          })
        : diagnostic('value-kind', `${ANNOTATIONS} must be a mapping; found ${describe(file.value)}`, {
            at: file.at([]),
            hint: 'it begins with “anthology:”',
          }),
    );
  return { value: undefined, diagnostics: all };
}

/** The keys of annotations.yml themselves; what they hold is checked by whoever reads it. */
function checkTopLevel({ file, diagnostics }: Reader, top: Record<string, unknown>, corpus: Listing): void {
  const { shape } = annotationsSchema;
  for (const key of Object.keys(top))
    if (!(key in shape))
      diagnostics.push(
        diagnostic('key-unknown', `“${key}” is not a key of ${ANNOTATIONS}`, {
          at: file.keyAt([key]),
          hint: didYouMean(key, Object.keys(shape)),
        }),
      );
  for (const [key, schema] of Object.entries(shape)) {
    if (schema.safeParse(undefined).success || (top[key] !== undefined && top[key] !== null)) continue;
    const ids = [...corpusFiles(corpus).keys()].slice(0, 6);
    const example = key === 'anthology' ? 'title: …' : `[${ids.length > 0 ? ids.join(', ') : 'an id, …'}]`;
    const hint = `write “${key}:” with, for example, ${example}`;
    if (key in top)
      diagnostics.push(diagnostic('value-empty', `“${key}” is empty`, { at: file.keyAt([key]), hint }));
    else diagnostics.push(diagnostic('key-missing', `“${key}” is missing`, { at: file.at([]), hint }));
  }
}

async function readTemplates(
  root: Folder,
  diagnostics: Diagnostic[],
): Promise<Pick<Manuscript, 'templates' | 'assets'>> {
  const templates = new Map<string, Source>();
  const assets = new Map<string, Uint8Array>();
  const listing = await listFiles(root, 'templates', true);
  append(diagnostics, listing.diagnostics);
  for (const path of listing.value.files) {
    const found = await readBytes(root, `templates/${path}`);
    if (found.kind === 'problem') diagnostics.push(found.diagnostic);
    else if (found.kind === 'file') {
      if (!/\.(?:hbs|css|yml)$/.test(path)) assets.set(path, found.bytes);
      else {
        const text = decode(`templates/${path}`, found.bytes);
        append(diagnostics, text.diagnostics);
        if (text.value) templates.set(path, text.value);
      }
    }
  }
  return { templates, assets };
}

/** Says once for each local text that is not there what a build leaves out, and how to bring it in. */
function localTextsMissing(readings: readonly Reading[], notes: readonly Note[]): Diagnostic[] {
  const counts = new Map<string, number>();
  for (const { reading } of notes) counts.set(reading, (counts.get(reading) ?? 0) + 1);
  return readings
    .filter(({ local, file }) => local && !file)
    .map(({ id, at }) => {
      const count = counts.get(id) ?? 0;
      const left = count === 0 ? '' : `, and ${count === 1 ? 'its note' : `its ${count} notes`}`;
      return diagnostic(
        'local-text-missing',
        `the text of “${id}” is not here: editions leave it out${left}`,
        {
          at,
          hint: `bring it in with: florilegium import SOURCE`,
        },
      );
    });
}

/** Diagnostics by file, annotations.yml first, and by place in it. */
function inOrder(diagnostics: Diagnostic[]): Diagnostic[] {
  const rank = (file: string | undefined) => (file === ANNOTATIONS ? '' : (file ?? ''));
  return diagnostics
    .map((one, index) => ({ one, index }))
    .sort(
      (a, b) =>
        byCodeUnit(rank(a.one.file), rank(b.one.file)) ||
        (a.one.range?.start.offset ?? -1) - (b.one.range?.start.offset ?? -1) ||
        a.index - b.index,
    )
    .map(({ one }) => one);
}
