import { resolve } from 'node:path';
import { anchor } from './anchoring/anchor.js';
import type { Anchored } from './anchoring/anchored.js';
import type { Book } from './apparatus/book.js';
import { compose } from './apparatus/compose.js';
import { append } from './append.js';
import { FORGETFUL } from './cache/memo.js';
import { type Diagnostic, diagnostic, hasErrors, type Result, unique } from './diagnostics/diagnostic.js';
import type { Source } from './diagnostics/source.js';
import { didYouMean } from './diagnostics/suggest.js';
import { type Selection, select } from './edition/select.js';
import { Inputs } from './manuscript/inputs.js';
import type { Edition, Manuscript } from './manuscript/manuscript.js';
import { readBuiltInTemplates, VERSION } from './manuscript/package-files.js';
import { type Outlook, readManuscript } from './manuscript/read.js';
import type { PdfMetadata } from './pdf/metadata.js';
import { readLooks, renderPages } from './render/render.js';
import type { Looks, RenderedBook } from './render/rendered.js';
import { unresolvedLinks } from './render/unresolved-links.js';

/** A project that is read and has its notes in their places, and what there is to say about it. */
export interface Prepared {
  manuscript: Manuscript;
  anchored: Anchored;
  editions: Edition[];
  diagnostics: Diagnostic[];
}

export interface PrepareOptions {
  project?: string;
  /** Names of editions. Default: all. */
  editions?: string[];
  strict?: boolean;
}

/** Nothing can be made of the project. */
export interface Refused {
  status: 'content' | 'configuration';
  diagnostics: Diagnostic[];
  editions: [];
}

/**
 * The project read and its notes placed; where that found errors, a result that names these and the templates', too.
 *
 * @param inputs told of all that is read of the project
 * @param memo remembers what did not change
 * @param begun told, while texts are still read, which editions are asked for and how long the texts are
 */
export async function prepare(
  options: PrepareOptions,
  inputs = new Inputs(resolve(options.project ?? '.')),
  memo = FORGETFUL,
  begun?: (outlook: Outlook) => void,
): Promise<Prepared | Refused> {
  const wanted = ({ name }: Edition) => options.editions?.includes(name) ?? true;
  const read = await readManuscript(inputs, memo, ({ editions, length }) =>
    begun?.({ editions: editions.filter(wanted), length }),
  );
  const manuscript = read.value;
  if (!manuscript) {
    const missing = read.diagnostics.some(({ code }) => code === 'project-missing');
    return { status: missing ? 'configuration' : 'content', diagnostics: read.diagnostics, editions: [] };
  }
  const names = manuscript.editions.map(({ name }) => name);
  const unknown = (options.editions ?? []).filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const said = unknown.map((name) =>
      diagnostic('edition-unknown', `There is no edition “${name}”.`, { hint: didYouMean(name, names) }),
    );
    return { status: 'configuration', diagnostics: said, editions: [] };
  }
  const anchored = anchor(manuscript, memo);
  const diagnostics = [...read.diagnostics, ...anchored.diagnostics];
  const editions = manuscript.editions.filter(wanted);
  const prepared = { manuscript, anchored: anchored.value, editions, diagnostics };
  if (!hasErrors(diagnostics, options.strict)) return prepared;
  const rendering = await renderingProblems(prepared);
  // Pages of what is wrong itself, such as a term that is there twice, may be wrong for no other reason.
  const own = hasErrors(diagnostics) ? rendering.filter(isAboutTemplates) : rendering;
  return { status: 'content', diagnostics: unique([...diagnostics, ...own]), editions: [] };
}

/** Whether something of the project's own templates and stylesheets is wrong. */
function isAboutTemplates({ file }: Diagnostic): boolean {
  return file?.startsWith('templates/') ?? false;
}

/** What is wrong with templates, stylesheets and covers, found by rendering the editions' pages. */
export async function renderingProblems(prepared: Prepared): Promise<Diagnostic[]> {
  const templates = await readBuiltInTemplates();
  const diagnostics: Diagnostic[] = [];
  for (const edition of prepared.editions) {
    const { value: rendered, diagnostics: said } = renderEdition(prepared, edition, templates);
    append(diagnostics, said);
    // Links to a page that failed lead nowhere, which is not what is wrong.
    if (!hasErrors(said)) append(diagnostics, unresolvedLinks(rendered.pages));
    append(diagnostics, await lookProblems(rendered));
  }
  return diagnostics;
}

/** What is wrong with the stylesheets and the cover that a book has besides the built-in ones. */
async function lookProblems(rendered: RenderedBook): Promise<Diagnostic[]> {
  const { formats } = rendered.book.edition;
  const diagnostics: Diagnostic[] = [];
  if (formats.includes('epub')) {
    const { epubLookProblems } = await import('./epub/look-problems.js');
    append(diagnostics, await epubLookProblems(rendered));
  }
  if (formats.includes('pdf') && rendered.stylesheets.print.length > 1) {
    const { printSheetProblems } = await import('./typeset/sheet-problems.js');
    append(diagnostics, printSheetProblems(rendered));
  }
  return diagnostics;
}

/** What an edition contains and how it looks: known before its pages are made. */
export interface EditionMatter {
  selection: Selection;
  looks: Looks;
}

export function editionMatter(
  { manuscript, anchored }: Pick<Prepared, 'manuscript' | 'anchored'>,
  edition: Edition,
  builtIn: Map<string, Source>,
  memo = FORGETFUL,
): Result<EditionMatter> {
  const { language } = manuscript.anthology;
  const looks = readLooks({ language, edition }, builtIn, overrides(manuscript, builtIn), memo);
  return {
    value: { selection: select(anchored, edition), looks: looks.value },
    diagnostics: looks.diagnostics,
  };
}

/** Its pages. */
export function renderMatter({ selection, looks }: EditionMatter, memo = FORGETFUL): Result<RenderedBook> {
  return renderPages(compose(selection, looks.words, memo), looks, memo);
}

/** One edition's pages. */
export function renderEdition(
  prepared: Pick<Prepared, 'manuscript' | 'anchored'>,
  edition: Edition,
  builtIn: Map<string, Source>,
): Result<RenderedBook> {
  const matter = editionMatter(prepared, edition, builtIn);
  const { value, diagnostics } = renderMatter(matter.value);
  return { value, diagnostics: [...matter.diagnostics, ...diagnostics] };
}

/** What the project has of its own in templates/: a file that is the built-in one overrides nothing. */
export function overrides(
  { templates, assets }: Manuscript,
  builtIn: Map<string, Source>,
): Pick<Manuscript, 'templates' | 'assets'> {
  return {
    templates: new Map([...templates].filter(([name, { text }]) => builtIn.get(name)?.text !== text)),
    assets,
  };
}

/** What a PDF says of itself. */
export function metadata({ anthology, edition }: Book, date: Date): PdfMetadata {
  return {
    title: anthology.subtitle ? `${anthology.title}: ${anthology.subtitle}` : anthology.title,
    creators: anthology.editors,
    subjects: anthology.subjects,
    identifier: edition.identifier,
    date,
    producer: `florilegium ${VERSION}`,
    conformance: edition.conformance,
    ...(anthology.description !== undefined && { description: anthology.description }),
    ...(anthology.rights !== undefined && { rights: anthology.rights }),
    ...(anthology.publisher !== undefined && { publisher: anthology.publisher }),
  };
}

/** The moment that an edition bears: never the clock's. SOURCE_DATE_EPOCH, else the anthology's date, else a fixed one. */
export function editionDate({ anthology }: Manuscript): Date {
  const epoch = process.env.SOURCE_DATE_EPOCH;
  if (epoch !== undefined && /^\d{1,11}$/.test(epoch)) return new Date(Number(epoch) * 1000);
  return new Date(`${anthology.date ?? '2000-01-01'}T00:00:00Z`);
}
