import type { Source } from '../diagnostics/source.js';
import type { Manuscript } from '../manuscript/manuscript.js';

/** Files of a templates/ folder by their path in it. */
export interface Layer {
  templates: Map<string, Source>;
  assets: Map<string, Uint8Array>;
}

/** Where themes stand in a templates/ folder: a folder each, laid out as templates/ itself. */
const THEMES = 'themes/';

/**
 * The looks of an edition in layers, each over the one before: the built-in files, the theme (the package's of that
 * name, then the project's), the project's own. What belongs to other themes is in none of them.
 *
 * @param theme a theme that one of the two has; undefined for none
 */
export function layersOf(
  builtIn: ReadonlyMap<string, Source>,
  project: Pick<Manuscript, 'templates' | 'assets'>,
  theme: string | undefined,
): { base: ReadonlyMap<string, Source>; over: Layer[] } {
  const outside = (path: string) => (path.startsWith(THEMES) ? undefined : path);
  const inside = (path: string) =>
    path.startsWith(`${THEMES}${theme}/`) ? path.slice(THEMES.length + theme!.length + 1) : undefined;
  const layer = (name: typeof outside): Layer => ({
    templates: renamed(project.templates, name),
    assets: renamed(project.assets, name),
  });
  const own = layer(outside);
  return {
    base: renamed(builtIn, outside),
    over:
      theme === undefined
        ? [own]
        : [{ templates: renamed(builtIn, inside), assets: new Map() }, layer(inside), own],
  };
}

/** The entries that get a name, under it. */
function renamed<T>(
  files: ReadonlyMap<string, T>,
  name: (path: string) => string | undefined,
): Map<string, T> {
  return new Map(
    [...files].flatMap(([path, file]) => {
      const now = name(path);
      return now === undefined ? [] : [[now, file] as const];
    }),
  );
}
