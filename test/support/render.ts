import type { Book } from '../../src/apparatus/book.js';
import type { Memo } from '../../src/cache/memo.js';
import type { Result } from '../../src/diagnostics/diagnostic.js';
import { Source } from '../../src/diagnostics/source.js';
import type { Manuscript } from '../../src/manuscript/manuscript.js';
import { readBuiltInTemplates } from '../../src/manuscript/package-files.js';
import { readLooks, renderPages } from '../../src/render/render.js';
import type { RenderedBook } from '../../src/render/rendered.js';

const builtIn = await readBuiltInTemplates();

/** Renders a book with the built-in templates, and a project's own by their path in templates/. */
export function renderBook(
  book: Book,
  own: Record<string, string> = {},
  assets: Record<string, Uint8Array> = {},
): Result<RenderedBook> {
  const templates = Object.entries(own).map(([path, text]): [string, Source] => [
    path,
    new Source(`templates/${path}`, text),
  ]);
  return render(book, { templates: new Map(templates), assets: new Map(Object.entries(assets)) });
}

/** The same with files as a manuscript has them. */
export function render(
  book: Book,
  project: Pick<Manuscript, 'templates' | 'assets'>,
  memo?: Memo,
): Result<RenderedBook> {
  const { language } = book.anthology;
  const looks = readLooks({ language, edition: book.edition }, builtIn, project, memo);
  const { value, diagnostics } = renderPages(book, looks.value, memo);
  return { value, diagnostics: [...looks.diagnostics, ...diagnostics] };
}
