import type { Book } from '../apparatus/book.js';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import type { Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import type { Manuscript } from '../manuscript/manuscript.js';
import { editionWords } from './edition-words.js';
import { COVER_HELPERS, languageHelpers } from './helpers.js';
import { layersOf } from './layers.js';
import { PageMaker } from './page-maker.js';
import { planPages } from './page-plan.js';
import type { RenderedBook } from './rendered.js';
import { Templates } from './templates.js';

/**
 * Makes the pages of a book from its templates. A page whose template fails is left out, and the failure is an error
 * among the diagnostics.
 *
 * @param builtIn the package's templates, stylesheets and words by path in templates/
 * @param project the project's own. A template replaces the built-in one of the same name; a stylesheet is read after
 *   it; words are added to it. Its `assets` are the binary files, by path in templates/. The files of the edition's
 *   theme come between the two, in the same way
 * @param memo remembers pages whose data and templates did not change
 */
export function render(
  book: Book,
  builtIn: ReadonlyMap<string, Source>,
  project: Pick<Manuscript, 'templates' | 'assets'>,
  memo: Memo = FORGETFUL,
): Result<RenderedBook> {
  const { base, over } = layersOf(builtIn, project, book.edition.theme);
  const all = (name: string) =>
    [base, ...over.map(({ templates }) => templates)].flatMap((layer) => layer.get(name) ?? []);
  const { value: words, diagnostics } = editionWords(
    book.anthology.language,
    book.edition,
    builtIn,
    project,
    memo,
  );
  const own = new Map(over.flatMap(({ templates }) => [...templates]));
  const templates = new Templates(base, own, { ...COVER_HELPERS, ...languageHelpers(words) });
  const plan = planPages(book, words);
  const files = [...base, ...own].filter(([path]) => /\.(?:hbs|yml)$/.test(path));
  const looks = memo.key(
    'looks',
    book.anthology.language,
    files.map(([path, { text }]) => [path, text]),
  );
  const maker = new PageMaker(book, plan, templates, memo, looks);
  const pages = plan.flatMap((planned) => maker.page(planned) ?? []);
  return {
    value: {
      book,
      pages,
      stylesheets: { epub: all('epub.css'), print: all('print.css') },
      assets: new Map(over.flatMap(({ assets }) => [...assets])),
      templates,
      words,
      ...(looks && { key: looks }),
    },
    diagnostics: [...diagnostics, ...templates.takeDiagnostics(), ...maker.diagnostics],
  };
}
