import { z } from 'zod';
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
