import { Source } from '../diagnostics/source.js';
import { editionWords } from './edition-words.js';
import { COVER_HELPERS, languageHelpers } from './helpers.js';
import { layersOf } from './layers.js';
import { Templates } from './templates.js';

export { precompileWords } from '../words.js';

/**
 * JavaScript whose value is the `Precompiled` of the built-in templates.
 *
 * @param files the texts of the files in templates/ by path
 */
export function precompile(files: ReadonlyMap<string, string>): string {
  const builtIn = new Map([...files].map(([path, text]) => [path, new Source(path, text)]));
  const project = { templates: new Map(), assets: new Map() };
  const { base } = layersOf(builtIn, project, undefined);
  const { value: words } = editionWords('en', {}, builtIn, project);
  return new Templates(base, new Map(), { ...COVER_HELPERS, ...languageHelpers(words) }).precompiled();
}
