import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { toString as textOf } from 'mdast-util-to-string';
import { asciiName } from '../apparatus/names.js';
import { append } from '../append.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { countWords } from '../manuscript/count-words.js';
import { listFiles, readSource } from '../manuscript/files.js';
import { nameFault } from '../manuscript/values.js';
import { replaceFiles } from '../output/replace-files.js';
import { applyRecipe, type Misfit } from './apply-recipe.js';
import { decode } from './decode.js';
import { collapse, type Draft, type Dropped, type Metadata } from './draft.js';
import { disguise, FORMATS, hintFor } from './formats.js';
import { guessRecipe } from './guess.js';
import { leaveOutFaults, metadataFaults } from './metadata-faults.js';
import { isAsImported, readingFile } from './reading-file.js';
import type { Recipe } from './recipe.js';
import { RECIPE_ENDING, type RecipeFile, readRecipe, writeRecipe } from './recipe-file.js';

export interface ImportOptions {
  /** The folder that holds annotations.yml. Default: the current one. */
  project?: string;
  /** The reading's id, where one source is imported; else the recipe's, or one made from the title. */
  id?: string;
  /** What the caller knows better than the source and the recipe. */
  metadata?: Metadata;
  /** Default: found out. */
  encoding?: string;
  /** Overwrite a reading that was edited since it was imported, or that the importer did not write. */
  force?: boolean;
}

export interface ImportResult {
  /** `configuration`: the call is wrong. `content`: some sources could not be imported; the others were. */
  status: 'done' | 'content' | 'configuration';
  readings: ImportedReading[];
  diagnostics: Diagnostic[];
}

export interface ImportedReading {
  id: string;
  /** Relative to the project. */
  path: string;
  source: string;
  /** The recipe that was followed; `draft` is true where this import wrote it. */
  recipe: { path: string; draft: boolean };
  state: 'written' | 'unchanged';
  words: number;
  dropped: Dropped[];
  counts: { headings: number; quotations: number; verse: number; lists: number; corrections: number };
  remarks: string[];
}

/** In a folder of sources, files that tell about it. */
const NOT_SOURCES = /^(readme|licen[cs]e|changelog|contributing|authors|notice)\b/i;

/** Turns sources (files, or folders of them) into readings of a project, each by its recipe or with a draft of one. */
export async function importSources(sources: string[], options: ImportOptions = {}): Promise<ImportResult> {
  const project = resolve(options.project ?? '.');
  const diagnostics: Diagnostic[] = [];
  const fail = (status: ImportResult['status']): ImportResult => ({ status, readings: [], diagnostics });
  if (!(await isFile(join(project, 'annotations.yml')))) {
    diagnostics.push(
      diagnostic('project-missing', 'There is no annotations.yml here to import readings for.', {
        file: 'annotations.yml',
        hint: 'name the folder of a project with --project, or make one: florilegium init FOLDER',
      }),
    );
    return fail('configuration');
  }
  const paths = await findSources(sources, diagnostics);
  if (options.id !== undefined && paths.length !== 1 && !hasErrors(diagnostics))
    diagnostics.push(
      diagnostic('import-id', `One id cannot name ${paths.length} sources.`, {
        hint: 'import one source at a time with --id',
      }),
    );
  const fault = options.id === undefined ? undefined : nameFault(options.id);
  if (fault) diagnostics.push(diagnostic('import-id', `${fault.message}.`, { hint: fault.hint }));
  for (const { key, fault } of metadataFaults(options.metadata ?? {}))
    diagnostics.push(diagnostic(fault.code, `--${key}: ${fault.message}`, { hint: fault.hint }));
  if (hasErrors(diagnostics)) return fail('configuration');

  const recipes = await readRecipes(project, diagnostics);
  const readings: ImportedReading[] = [];
  const taken = new Set<string>();
  for (const path of paths) {
    const imported = await importOne(path, project, recipes, taken, options).catch((error) =>
      tooDeep(path, error),
    );
    append(diagnostics, imported.diagnostics);
    if (imported.reading) readings.push(imported.reading);
  }
  return { status: hasErrors(diagnostics) ? 'content' : 'done', readings, diagnostics };
}

/** The parsers call themselves for what stands in something; a source that somebody wrote is never so deep. */
function tooDeep(path: string, error: unknown): Awaited<ReturnType<typeof importOne>> {
  if (!(error instanceof RangeError)) throw error;
  const message = 'Elements of this source stand too deep in one another for it to be read.';
  return { diagnostics: [diagnostic('import-source', message, { file: path })] };
}

async function importOne(
  path: string,
  project: string,
  recipes: RecipeFile[],
  taken: Set<string>,
  options: ImportOptions,
): Promise<{ reading?: ImportedReading; diagnostics: Diagnostic[] }> {
  const bytes = await readFile(path);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const draft = await readDraft(path, bytes, options.encoding);
  if (!Array.isArray(draft) && draft.blocks.length === 0)
    return { diagnostics: [diagnostic('import-empty', 'There is no text in this source.', { file: path })] };
  if (Array.isArray(draft)) return { diagnostics: draft };
  leaveOutFaults(draft);

  const diagnostics: Diagnostic[] = [];
  const known = recipes.filter(
    (file) => matches(file.recipe, draft, sha256) && (options.id ?? file.id) === file.id,
  );
  if (known.length > 1) {
    const names = known.map((file) => file.source.path).join(', ');
    return {
      diagnostics: [
        diagnostic('import-recipes', `Several recipes recognise this source: ${names}.`, { file: path }),
      ],
    };
  }
  const own = options.id === undefined ? undefined : recipes.find((file) => file.id === options.id);
  if (own && !known.includes(own))
    return {
      diagnostics: [
        diagnostic(
          'import-recipe-other',
          `The recipe of “${own.id}” does not recognise “${basename(path)}”.`,
          {
            at: own.at(['recognise']),
            hint: 'mend what it recognises, or choose another --id',
          },
        ),
      ],
    };
  const file = known[0];
  const recipe = file?.recipe ?? guessRecipe(draft, sha256);
  const metadata = { ...draft.metadata, ...recipe.metadata, ...options.metadata };
  if (metadata.title === undefined)
    return {
      diagnostics: [
        diagnostic('import-title', 'No title was found in this source.', {
          file: path,
          hint: 'give one with --title',
        }),
      ],
    };
  const id =
    options.id ??
    file?.id ??
    freeId(
      asciiName(metadata.title) || asciiName(basename(path, extname(path))) || 'reading',
      taken,
      recipes,
    );
  if (taken.has(id))
    return {
      diagnostics: [diagnostic('import-id', `Two sources would both become “${id}”.`, { file: path })],
    };
  taken.add(id);

  const prepared = applyRecipe(draft, recipe);
  if (Array.isArray(prepared))
    return { diagnostics: prepared.map((misfit) => misfitDiagnostic(misfit, file, path)) };
  if (file?.recipe.recognise.sha256 !== undefined && file.recipe.recognise.sha256 !== sha256)
    diagnostics.push(
      diagnostic(
        'import-source-changed',
        `“${basename(path)}” is not quite the file that its recipe was written for.`,
        {
          at: file.at(['recognise', 'sha256']),
          hint: 'read the result, then put the new checksum here',
        },
      ),
    );

  const target = `corpus/${id}.md`;
  const text = readingFile(ordered(metadata), prepared.tree, basename(path));
  const before = await readSource(project, target);
  if (hasErrors(before.diagnostics)) return { diagnostics: before.diagnostics };
  const unchanged = before.value?.text === text;
  if (before.value && !unchanged && !isAsImported(before.value.text) && !options.force)
    return {
      diagnostics: [
        diagnostic(
          'import-edited',
          `“${target}” was edited since it was imported, or was not imported at all.`,
          {
            file: target,
            hint: '--force overwrites it',
          },
        ),
      ],
    };
  const recipePath = file?.source.path ?? `corpus/${id}.recipe.yml`;
  const files = unchanged ? [] : [{ path: join(project, target), data: Buffer.from(text) }];
  if (!file)
    files.push({ path: join(project, recipePath), data: Buffer.from(writeRecipe(recipe, basename(path))) });
  if (files.length > 0) {
    const failure = await replaceFiles(join(project, 'corpus'), files);
    if (failure) return { diagnostics: [...diagnostics, failure] };
  }
  return {
    diagnostics,
    reading: {
      id,
      path: target,
      source: path,
      recipe: { path: recipePath, draft: !file },
      state: unchanged ? 'unchanged' : 'written',
      words: countWords(textOf(prepared.tree)),
      dropped: prepared.dropped,
      counts: prepared.counts,
      remarks: draft.remarks,
    },
  };
}

/** The files that the call means: what it names, and in folders what has a format that can be read. */
async function findSources(sources: string[], diagnostics: Diagnostic[]): Promise<string[]> {
  const paths: string[] = [];
  for (const source of sources) {
    const path = resolve(source);
    const about = await stat(path).catch(() => undefined);
    if (!about)
      diagnostics.push(
        diagnostic('import-source', `There is no file or folder “${source}”.`, {
          file: source,
          hint: /^https?:/i.test(source)
            ? 'nothing is fetched: save the page in your browser, and name the file'
            : undefined,
        }),
      );
    else if (about.isDirectory())
      for (const name of (await readdir(path)).sort()) {
        if (name.startsWith('.') || NOT_SOURCES.test(name) || name.endsWith(RECIPE_ENDING)) continue;
        if (FORMATS.has(extname(name).toLowerCase()) && (await isFile(join(path, name))))
          paths.push(join(path, name));
        else
          diagnostics.push(
            diagnostic(
              'import-skipped',
              `“${name}” was left out: it is no text, HTML, Markdown or Word file.`,
              {
                file: join(source, name),
              },
            ),
          );
      }
    else if (FORMATS.has(extname(path).toLowerCase())) paths.push(path);
    else
      diagnostics.push(
        diagnostic('import-source', `“${source}” has an ending that import does not know.`, {
          file: source,
          hint: hintFor(extname(path).toLowerCase()),
        }),
      );
  }
  return [...new Set(paths)];
}

async function isFile(path: string): Promise<boolean> {
  const about = await stat(path).catch(() => undefined);
  return about?.isFile() ?? false;
}

async function readRecipes(project: string, diagnostics: Diagnostic[]): Promise<RecipeFile[]> {
  const listing = await listFiles(project, 'corpus');
  const recipes: RecipeFile[] = [];
  for (const name of listing.value.files.filter((file) => file.endsWith(RECIPE_ENDING))) {
    const source = await readSource(project, `corpus/${name}`);
    append(diagnostics, source.diagnostics);
    if (!source.value) continue;
    const recipe = readRecipe(source.value);
    append(diagnostics, recipe.diagnostics);
    if (recipe.value) recipes.push(recipe.value);
  }
  return recipes;
}

/** A source as blocks; diagnostics where it cannot be read. */
async function readDraft(path: string, bytes: Uint8Array, encoding?: string): Promise<Draft | Diagnostic[]> {
  const format = extname(path).toLowerCase();
  if (format === '.docx') {
    const { fromDocx } = await import('./from-docx.js');
    try {
      return await fromDocx(bytes);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [
        diagnostic('import-source', `This is not a Word document that can be read: ${reason}`, {
          file: path,
        }),
      ];
    }
  }
  const other = disguise(bytes);
  if (other) {
    const message = `“${basename(path)}” is ${other.name}, whatever its ending says.`;
    return [diagnostic('import-source', message, { file: path, hint: other.hint })];
  }
  const decoded = decode(bytes, encoding);
  if (!decoded) return [diagnostic('import-source', `There is no encoding “${encoding}”.`, { file: path })];
  const draft = await parseText(decoded.text, format);
  if (decoded.guessed) draft.remarks.push(`read as ${decoded.encoding}; --encoding names another`);
  return draft;
}

async function parseText(text: string, format: string): Promise<Draft> {
  switch (format) {
    case '.html':
    case '.htm':
    case '.xhtml':
      return (await import('./from-html.js')).fromHtml(text);
    case '.md':
    case '.markdown':
      return (await import('./from-markdown.js')).fromMarkdown(text);
    default:
      return (await import('./from-text.js')).fromText(text);
  }
}

function matches(recipe: Recipe, draft: Draft, sha256: string): boolean {
  if (recipe.recognise.sha256 === sha256) return true;
  const { phrase } = recipe.recognise;
  return phrase !== undefined && draft.blocks.some(({ text }) => text.includes(collapse(phrase)));
}

function misfitDiagnostic(
  { path, message, hint }: Misfit,
  file: RecipeFile | undefined,
  source: string,
): Diagnostic {
  return diagnostic('recipe-misfit', message, { hint, ...(file ? { at: file.at(path) } : { file: source }) });
}

function freeId(wish: string, taken: Set<string>, recipes: RecipeFile[]): string {
  const used = (id: string) => taken.has(id) || recipes.some((file) => file.id === id);
  let id = wish;
  for (let n = 2; used(id); n++) id = `${wish}-${n}`;
  return id;
}

/** Front matter in the order of the format's description. */
function ordered(metadata: Metadata): Metadata {
  const { title, subtitle, author, translator, date, source, url, rights, lang } = metadata;
  const all = { title, subtitle, author, translator, date, source, url, rights, lang };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
