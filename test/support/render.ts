import type { Book } from '../../src/apparatus/book.js';
import type { Result } from '../../src/diagnostics/diagnostic.js';
import { Source } from '../../src/diagnostics/source.js';
import { readBuiltInTemplates } from '../../src/manuscript/package-files.js';
import { render } from '../../src/render/render.js';
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
  return render(book, builtIn, { templates: new Map(templates), assets: new Map(Object.entries(assets)) });
}
