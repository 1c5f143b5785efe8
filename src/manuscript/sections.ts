import { z } from 'zod';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../diagnostics/source.js';
import { didYouMean } from '../diagnostics/suggest.js';
import type { Entry, Reader } from './reader.js';
import { isMapping, nameMapping, validate } from './validate.js';

/** The items of a list at a path, each checked by itself, so that a mistake in one hides nothing in the others. */
export function listEntries<T extends z.ZodObject>(
  { file, diagnostics }: Reader,
  path: readonly (string | number)[],
  value: unknown,
  schema: T,
  what: string,
): Entry<z.output<T>>[] {
  nameMapping(what, schema);
  return items({ file, diagnostics } as Reader, path, value).flatMap((item) => {
    const valid = validate(file, item.path, item.value, schema, what, diagnostics);
    return valid === undefined ? [] : [{ value: valid, path: item.path }];
  });
}

/** The items of a list, unchecked; none, with a message, where the value is no list. */
export function items(
  { file, diagnostics }: Reader,
  path: readonly (string | number)[],
  value: unknown,
): Entry<unknown>[] {
  if (value === undefined || value === null) return [];
  const list = validate(file, path, value, z.array(z.unknown()), 'annotations.yml', diagnostics);
  return (list ?? []).map((item, index) => ({ value: item, path: [...path, index] }));
}

/** The ids of a list that are readings, each once; a message for each of the others. */
export function knownReadings(
  { file, diagnostics }: Reader,
  written: readonly string[],
  path: readonly (string | number)[],
  listed: ReadonlySet<string>,
): string[] {
  const known = new Set<string>();
  written.forEach((name, index) => {
    const id = name.trim().normalize('NFC');
    const at = file.at([...path, index]);
    if (!listed.has(id)) diagnostics.push(unknownReading(id, at, listed));
    else if (known.has(id))
      diagnostics.push(diagnostic('reading-twice', `“${id}” is listed twice`, { at, hint: 'name it once' }));
    else known.add(id);
  });
  return [...known];
}

/** The message for an id of no reading. Who gives the path of a file means the reading in it. */
export function unknownReading(id: string, at: Span | undefined, listed: Iterable<string>): Diagnostic {
  return diagnostic('reading-unknown', `there is no reading “${id}”`, {
    at,
    hint: didYouMean(id.replace(/^.*[\\/]|\.md$/g, ''), listed),
  });
}

const NAME_KEY = z.string();

/** The entries of a mapping at a path whose keys are names; an entry without a value is an empty mapping. */
export function namedEntries<T extends z.ZodObject>(
  { file, diagnostics }: Reader,
  path: readonly (string | number)[],
  value: unknown,
  schema: T,
  what: string,
): (Entry<z.output<T>> & { name: string })[] {
  if (value === undefined || value === null) return [];
  nameMapping(what, schema);
  const mapping = validate(
    file,
    path,
    value,
    z.record(NAME_KEY, z.unknown()),
    'annotations.yml',
    diagnostics,
  );
  if (!mapping || !isMapping(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const valid = validate(file, [...path, name], inner ?? {}, schema, what, diagnostics);
    return valid === undefined ? [] : [{ name, value: valid, path: [...path, name] }];
  });
}
