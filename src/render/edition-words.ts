import { FORGETFUL } from '../cache/memo.js';
import type { Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import type { Edition, Manuscript } from '../manuscript/manuscript.js';
import { Words } from '../words.js';
import { layersOf } from './layers.js';

/** A phrase that a template asks for by its key: `{{t "by"}}`, `(t 'by' names=…)`. */
const ASKED = /[{(~\s]t\s+(["'])([^"']+)\1/g;

/**
 * The words of an edition in the anthology's language: the built-in ones, its theme's, the project's.
 *
 * @param builtIn the package's templates, stylesheets and words by path in templates/
 * @param project the project's own
 * @param memo remembers what files hold
 */
export function editionWords(
  language: string,
  { theme }: Pick<Edition, 'theme'>,
  builtIn: ReadonlyMap<string, Source>,
  project: Pick<Manuscript, 'templates' | 'assets'>,
  memo = FORGETFUL,
): Result<Words> {
  const { base, over } = layersOf(builtIn, project, theme);
  const files = [base, ...over.map(({ templates }) => templates)].flatMap(
    (layer) => layer.get('words.yml') ?? [],
  );
  const asked = new Set<string>();
  if (files.length > 1)
    for (const { templates } of over)
      for (const [path, { text }] of templates)
        if (path.endsWith('.hbs')) for (const [, , key] of text.matchAll(ASKED)) asked.add(key!);
  const { words, diagnostics } = Words.read(language, files, asked, memo);
  return { value: words, diagnostics };
}
