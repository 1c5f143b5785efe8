import type { Book } from '../apparatus/book.js';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import type { Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import type { Edition, Manuscript } from '../manuscript/manuscript.js';
import { editionWords } from './edition-words.js';
import { COVER_HELPERS, languageHelpers } from './helpers.js';
import { layersOf } from './layers.js';
import { PageMaker } from './page-maker.js';
import { planPages } from './page-plan.js';
import { withPictures } from './pictures.js';
import type { Looks, RenderedBook } from './rendered.js';
import { Templates } from './templates.js';

/**
 * Reads what decides how an edition looks.
 *
 * @param of the edition, and the anthology's language
 * @param builtIn the package's templates, stylesheets and words by path in templates/
 * @param project the project's own. A template replaces the built-in one of the same name; a stylesheet is read after
 *   it; words are added to it. Its `assets` are the binary files, by path in templates/. The files of the edition's
 *   theme come between the two, in the same way
 * @param memo remembers what files hold
 */
export function readLooks(
  { language, edition }: { language: string; edition: Pick<Edition, 'theme'> },
  builtIn: ReadonlyMap<string, Source>,
  project: Pick<Manuscript, 'templates' | 'assets'>,
  memo: Memo = FORGETFUL,
): Result<Looks> {
  const { base, over } = layersOf(builtIn, project, edition.theme);
  const all = (name: string) =>
    [base, ...over.map(({ templates }) => templates)].flatMap((layer) => layer.get(name) ?? []);
  const { value: words, diagnostics } = editionWords(language, edition, builtIn, project, memo);
  const own = new Map(over.flatMap(({ templates }) => [...templates]));
  const templates = new Templates(base, own, { ...COVER_HELPERS, ...languageHelpers(words) });
  const files = [...base, ...own].filter(([path]) => /\.(?:hbs|yml)$/.test(path));
  const key = memo.key(
    'looks',
    language,
    files.map(([path, { text }]) => [path, text]),
  );
  return {
    value: {
      stylesheets: { epub: all('epub.css'), print: all('print.css') },
      assets: new Map(over.flatMap(({ assets }) => [...assets])),
      templates,
      words,
      ...(key && { key }),
    },
    diagnostics: [...diagnostics, ...templates.takeDiagnostics()],
  };
}

/**
 * Makes the pages of a book from its templates. A page whose template fails is left out, and the failure is an error
 * among the diagnostics.
 *
 * @param memo remembers pages whose data and templates did not change
 */
export function renderPages(of: Book, looks: Looks, memo: Memo = FORGETFUL): Result<RenderedBook> {
  const { templates, words, key = '' } = looks;
  const book = looks.assets.size > 0 ? { ...of, images: withPictures(of.images, looks) } : of;
  const plan = planPages(book, words);
  const maker = new PageMaker(book, plan, templates, memo, key);
  const pages = plan.flatMap((planned) => maker.page(planned) ?? []);
  return {
    value: { ...looks, book, pages },
    diagnostics: [...templates.takeDiagnostics(), ...maker.diagnostics],
  };
}
