import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { append } from '../append.js';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import { Source } from '../diagnostics/source.js';
import type { Annotations, Frame, FrameFiles } from './annotations.js';
import { ANNOTATIONS, CORPUS, corpusFiles, firstHeading, readCorpus } from './corpus.js';
import { byCodeUnit, decode, type Folder, type Listing, listFiles, readBytes, readSource } from './files.js';
import { readImages } from './images.js';
import { resolveLinks } from './links.js';
import type { Edition, Manuscript, Note, Reading } from './manuscript.js';
import { Gathered, type KeptGathering } from './markdown/markdown-text.js';
import { mergeConflicts } from './merge-conflicts.js';
import { builtInThemes, themesOf } from './package-files.js';
import { sharedMarkers } from './shared-markers.js';
import { readSnapshot, SNAPSHOT } from './snapshot.js';
import { readText } from './texts.js';
import { convertAhead, type TextsAhead } from './texts-ahead.js';

/** What is known of a project before its texts are read. */
export interface Outlook {
  editions: Edition[];
  /** Of the texts, in characters. */
  length: number;
}

/**
 * Reads a project: annotations.yml, the readings that it lists, templates/ and the images that are shown. Everything
 * that is wrong is found in one run. A value is given wherever annotations.yml could be read, even where there are
 * errors: what is wrong is left out of it, so that later stages can look for mistakes of their own; nothing is to be
 * made of it then.
 *
 * @param root the project's folder, absolute, or a record of what is read of it
 * @param memo remembers annotations.yml (with the front matter), and each text
 * @param begun told what is known before the texts are read, which takes the longest
 */
export async function readManuscript(
  root: Folder,
  memo: Memo = FORGETFUL,
  begun?: (outlook: Outlook) => void,
): Promise<Result<Manuscript | undefined>> {
  const { value: source, diagnostics } = await readAnnotations(root);
  const corpus = await listFiles(root, CORPUS);
  const listed = source && (await listedFiles(root, source, corpus.value, memo, diagnostics));
  if (!listed) {
    const { checkFrontMatter } = await import('./readings.js');
    const files = await readCorpus(root, [...corpusFiles(corpus.value).values()], diagnostics);
    append(diagnostics, checkFrontMatter(files.values()));
    return { value: undefined, diagnostics: inOrder(diagnostics) };
  }
  append(diagnostics, corpus.diagnostics);
  const texts = await readCorpus(root, listed.names, diagnostics);
  const { templates, assets } = await readTemplates(root, diagnostics);
  const themes = [...(await builtInThemes()), ...themesOf([...templates.keys(), ...assets.keys()])];
  const frame = await readFrame(source, listed.file, { corpus: corpus.value, texts, themes }, memo);
  const { readings, notes, glossary, gathered } = frame;
  append(diagnostics, frame.diagnostics);
  const length = [...texts.values()].reduce((sum, { source }) => sum + source.text.length, 0);
  begun?.({ editions: frame.editions, length });
  const files = corpusFiles(corpus.value);
  const { ahead } = listed;
  await ahead?.share([...texts.values()]);
  for (const reading of readings) {
    const file = texts.get(files.get(reading.id) ?? '');
    if (file) await readText(reading, file, { gathered, diagnostics, memo, ahead });
  }
  const images = await readImages(root, gathered.images);
  const snapshot = readSnapshot(await readSource(root, SNAPSHOT));
  diagnostics.push(
    ...gathered.diagnostics,
    ...images.diagnostics,
    ...snapshot.diagnostics,
    ...resolveLinks(gathered.links, frame.listed, readings, notes, glossary),
    ...localTextsMissing(readings, notes),
    ...sharedMarkers(frame),
  );
  return {
    value: {
      root: pathOf(root),
      source: frame.sources[0]!,
      anthology: frame.anthology,
      contents: frame.contents,
      readings,
      series: frame.series,
      notes,
      glossary,
      chronology: frame.chronology,
      editions: frame.editions,
      templates,
      assets,
      images: images.images,
      snapshot: snapshot.value,
    },
    diagnostics: inOrder(diagnostics),
  };
}

function pathOf(folder: Folder): string {
  return typeof folder === 'string' ? folder : folder.root;
}

/** annotations.yml, if there is one. */
async function readAnnotations(root: Folder): Promise<Result<Source | undefined>> {
  const path = pathOf(root);
  const about = await stat(path).catch(() => undefined);
  if (!about?.isDirectory()) {
    const name = basename(path);
    const message = about ? `“${name}” is a file; a project is a folder` : `there is no folder “${name}”`;
    const hint = `name the folder that holds ${ANNOTATIONS}`;
    return { value: undefined, diagnostics: [diagnostic('project-missing', message, { file: name, hint })] };
  }
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
              : `a project is a folder with an ${ANNOTATIONS}; go there, name it in the call, or make one: florilegium init FOLDER`,
        }),
      ],
    };
  }
  const conflicts = mergeConflicts(source);
  if (conflicts.length > 0) return { value: undefined, diagnostics: [...diagnostics, ...conflicts] };
  return { value: source, diagnostics };
}

/**
 * The names of the files in corpus/ that readings have, and annotations.yml where it had to be opened for that;
 * undefined where it cannot be read, and what is wrong with it is told then. While it is opened, texts are converted ahead.
 */
async function listedFiles(
  root: Folder,
  source: Source,
  corpus: Listing,
  memo: Memo,
  diagnostics: Diagnostic[],
): Promise<{ names: string[]; file?: Annotations; ahead?: TextsAhead | undefined } | undefined> {
  const key = memo.key('listed', source.text, corpus);
  const known = memo.recall<string[]>(key);
  if (known) return { names: known };
  const ahead = await convertAhead(pathOf(root), corpus, memo);
  const { listedFiles, openAnnotations } = await import('./annotations.js');
  const file = openAnnotations(source, memo);
  if (!file.value) {
    append(diagnostics, file.diagnostics);
    return undefined;
  }
  const names = listedFiles(file.value, corpus, memo);
  memo.keep(key, names);
  return { names, file: file.value, ahead };
}

/**
 * Uses that are kept with a frame. Finding out where one stands takes a walk through its text, so that thousands in one
 * note would take minutes; a project has a few.
 */
const MAX_KEPT_USES = 1000;

/** What annotations.yml and the front matter say. What reads YAML is loaded where there is some that is not known. */
async function readFrame(
  source: Source,
  opened: Annotations | undefined,
  files: FrameFiles,
  memo: Memo,
): Promise<Frame> {
  const texts = [...files.texts.values()];
  const front = texts.map((file) => {
    const { source, body, frontMatter, diagnostics } = file;
    return [source.path, source.text.slice(0, body), body, frontMatter, diagnostics, firstHeading(file)];
  });
  const key = memo.key('frame', source.text, files.corpus, files.themes, front);
  const known = memo.recall<Omit<Frame, 'gathered'> & { gathered: KeptGathering }>(key);
  if (known) {
    const now = [source, ...texts.map(({ source }) => source)];
    for (const [index, kept] of known.sources.entries()) Source.revive(kept, now[index]!.text);
    const gathered = new Gathered();
    gathered.add(known.gathered);
    return { ...known, gathered };
  }
  const { openAnnotations, readFrame } = await import('./annotations.js');
  const frame = readFrame(opened ?? openAnnotations(source, memo).value!, files, front, memo);
  const { images, links } = frame.gathered;
  if (images.length + links.length <= MAX_KEPT_USES)
    memo.keep(key, { ...frame, gathered: frame.gathered.kept() });
  return frame;
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
