import { Document } from 'yaml';
import type { z } from 'zod';
import { type Diagnostic, diagnostic, hasErrors, type Result } from '../diagnostics/diagnostic.js';
import type { Source, Span } from '../diagnostics/source.js';
import { isMapping, nameMapping, validate } from '../manuscript/validate.js';
import { type Path, YamlFile } from '../manuscript/yaml-file.js';
import {
  correctionSchema,
  droppedLineSchema,
  droppedStretchSchema,
  headingSchema,
  lineSchema,
  metadataSchema,
  type Recipe,
  recipeSchema,
  recogniseSchema,
  stretchSchema,
} from './recipe.js';

/** A recipe with the file that it stands in. */
export interface RecipeFile {
  /** The reading that it makes: the file's name without `.recipe.yml`. */
  id: string;
  source: Source;
  recipe: Recipe;
  at(path: Path): Span;
}

export const RECIPE_ENDING = '.recipe.yml';

const A_RECIPE = nameMapping('a recipe', recipeSchema);
const RECOGNISE = nameMapping('“recognise”', recogniseSchema);
const METADATA = nameMapping('“metadata” of a recipe', metadataSchema);
const A_HEADING = nameMapping('a heading of a recipe', headingSchema);
const A_CORRECTION = nameMapping('a correction', correctionSchema);
const A_LINE = nameMapping('a line of a recipe', droppedLineSchema);
const A_STRETCH = nameMapping('a stretch of a recipe', droppedStretchSchema);

/** Reads corpus/ID.recipe.yml; every problem in it at once. */
export function readRecipe(source: Source): Result<RecipeFile | undefined> {
  const file = new YamlFile(source);
  const diagnostics: Diagnostic[] = [...file.diagnostics];
  if (file.value === undefined) return { value: undefined, diagnostics };
  const raw = validate(file, [], file.value ?? {}, recipeSchema, A_RECIPE, diagnostics) ?? {
    recognise: undefined,
  };
  const part = <T extends z.ZodType>(key: keyof typeof raw, schema: T, what: string) =>
    raw[key] === undefined || raw[key] === null
      ? undefined
      : validate(file, [key], raw[key], schema, what, diagnostics);
  const each = <T>(
    key: 'drop' | 'headings' | 'quotations' | 'verse' | 'lists' | 'corrections',
    read: (entry: unknown, path: Path) => T | undefined,
  ) => raw[key]?.flatMap((entry, i) => read(entry, [key, i]) ?? []);
  const selector = (withReason: boolean) => (entry: unknown, path: Path) => {
    const isStretch = isMapping(entry) && !('line' in entry) && ('from' in entry || 'to' in entry);
    return isStretch
      ? validate(file, path, entry, withReason ? droppedStretchSchema : stretchSchema, A_STRETCH, diagnostics)
      : validate(file, path, entry, withReason ? droppedLineSchema : lineSchema, A_LINE, diagnostics);
  };

  const recognise = part('recognise', recogniseSchema, RECOGNISE);
  if (!recognise?.phrase && !recognise?.sha256 && !hasErrors(diagnostics))
    diagnostics.push(
      diagnostic('recipe-recognise', 'This recipe does not say how to recognise its source.', {
        at: file.at(['recognise']),
        hint: 'give “recognise” a “phrase” that stands in the source, or its “sha256”',
      }),
    );
  const recipe: Recipe = { recognise: recognise ?? {} };
  const put = <K extends keyof Recipe>(key: K, value: Recipe[K] | undefined) => {
    if (value !== undefined) recipe[key] = value;
  };
  put('metadata', part('metadata', metadataSchema, METADATA));
  put('drop', each('drop', selector(true)));
  put(
    'headings',
    each('headings', (entry, path) => validate(file, path, entry, headingSchema, A_HEADING, diagnostics)),
  );
  for (const key of ['quotations', 'verse', 'lists'] as const) put(key, each(key, selector(false)));
  put(
    'corrections',
    each('corrections', (entry, path) =>
      validate(file, path, entry, correctionSchema, A_CORRECTION, diagnostics),
    ),
  );
  recipe.headings?.forEach(({ level }, i) => {
    if (level !== undefined && (level < 2 || level > 6))
      diagnostics.push(
        diagnostic('value-invalid', `A heading in a text has a level from 2 to 6; found ${level}.`, {
          at: file.at(['headings', i, 'level']),
        }),
      );
  });
  if (hasErrors(diagnostics)) return { value: undefined, diagnostics };
  const id = source.path.replace(/^.*\//, '').slice(0, -RECIPE_ENDING.length);
  return { value: { id, source, recipe, at: (path) => file.at(path) }, diagnostics };
}

/** A recipe as a file that an editor can mend. */
export function writeRecipe(recipe: Recipe, sourceName: string): string {
  const document = new Document(recipe);
  document.commentBefore = [
    ` How “${sourceName.replace(/[\r\n]/g, ' ')}” becomes a reading. This is a draft: mend it and import the source again.`,
    ' A line is named by its first words; “from” and “to” name a stretch of lines (to: end is the rest of the source).',
    ' There is also “quotations”, “verse”, “lists” (lines or stretches) and “corrections” (find, replace, reason).',
  ].join('\n');
  return document.toString({ lineWidth: 0 });
}
