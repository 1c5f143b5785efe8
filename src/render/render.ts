import type { Book } from '../apparatus/book.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import type { Manuscript } from '../manuscript/manuscript.js';
import { conformPage } from './conform/conform-page.js';
import { editionWords } from './edition-words.js';
import { COVER_HELPERS, languageHelpers } from './helpers.js';
import { layersOf } from './layers.js';
import { PageData } from './page-data.js';
import { type PlannedPage, planPages } from './page-plan.js';
import type { RenderedBook, RenderedPage } from './rendered.js';
import { Templates } from './templates.js';

/**
 * Makes the pages of a book from its templates. A page whose template fails is left out, and the failure is an error
 * among the diagnostics.
 *
 * @param builtIn the package's templates, stylesheets and words by path in templates/
 * @param project the project's own. A template replaces the built-in one of the same name; a stylesheet is read after
 *   it; words are added to it. Its `assets` are the binary files, by path in templates/. The files of the edition's
 *   theme come between the two, in the same way
 */
export function render(
  book: Book,
  builtIn: ReadonlyMap<string, Source>,
  project: Pick<Manuscript, 'templates' | 'assets'>,
): Result<RenderedBook> {
  const { base, over } = layersOf(builtIn, project, book.edition.theme);
  const all = (name: string) =>
    [base, ...over.map(({ templates }) => templates)].flatMap((layer) => layer.get(name) ?? []);
  const { value: words, diagnostics } = editionWords(book.anthology.language, book.edition, builtIn, project);
  const own = new Map(over.flatMap(({ templates }) => [...templates]));
  const templates = new Templates(base, own, { ...COVER_HELPERS, ...languageHelpers(words) });
  const plan = planPages(book, words);
  const conformed = conformedPages(book, plan, templates);
  return {
    value: {
      book,
      pages: conformed.pages,
      stylesheets: { epub: all('epub.css'), print: all('print.css') },
      assets: new Map(over.flatMap(({ assets }) => [...assets])),
      templates,
      words,
    },
    diagnostics: [...diagnostics, ...templates.takeDiagnostics(), ...conformed.diagnostics],
  };
}

function conformedPages(
  book: Book,
  plan: readonly PlannedPage[],
  templates: Templates,
): { pages: RenderedPage[]; diagnostics: Diagnostic[] } {
  const pages: RenderedPage[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = { ids: new Set<string>(), texts: new WeakSet<object>() };
  for (const planned of plan) {
    const data = new PageData(book, plan);
    const path = `${planned.kind}.hbs`;
    const element = templates.markup(path, data.of(planned), data.trees);
    if (!element) continue;
    const { tree, repeatedIds } = conformPage(element, { images: book.images, seen });
    for (const id of repeatedIds)
      diagnostics.push(
        diagnostic('template-repeated-id', `The page “${planned.title}” has the id “${id}” a second time.`, {
          at: { source: templates.source(path)!, start: 0, end: 0 },
          hint: 'print a tree that has links in it only once; in a second place, print {{plain title}}',
        }),
      );
    const { type: _type, role: _role, chapter: _chapter, part: _part, ...page } = planned;
    pages.push({ ...page, tree });
  }
  return { pages, diagnostics };
}
