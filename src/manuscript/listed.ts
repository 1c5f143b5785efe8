import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../diagnostics/source.js';
import type { Part, Reading } from './manuscript.js';
import type { Reader } from './reader.js';
import { plainLine, richLine } from './rich.js';
import { partSchema, type ReadingEntry, readingSchema } from './schema.js';
import { items } from './sections.js';
import { describe, isMapping, nameMapping, validate } from './validate.js';
import { nameFault, shown } from './values.js';
import type { Path, YamlFile } from './yaml-file.js';

/** A reading as annotations.yml lists it, before its file is read. */
export interface Listed {
  id: string;
  matter: Reading['matter'];
  entry: Partial<ReadingEntry>;
  path: Path;
  part?: Part;
}

/**
 * What `front`, `readings` and `back` list, in the order of the book. An id that is there twice is reported, and listed
 * the first time only.
 */
export function listReadings(reader: Reader): Listed[] {
  const { front, readings, back } = reader.file.value as Record<string, unknown>;
  return withoutRepetitions(reader, [
    ...listItems(reader, 'front', front, 'front'),
    ...listItems(reader, 'readings', readings, 'body'),
    ...listItems(reader, 'back', back, 'back'),
  ]);
}

function listItems(reader: Reader, key: string, value: unknown, matter: Reading['matter']): Listed[] {
  return items(reader, [key], value).flatMap(({ value, path }) => {
    if (!isMapping(value) || !('part' in value)) return listedReading(reader, value, path, matter) ?? [];
    const { file, diagnostics } = reader;
    if (matter !== 'body') {
      diagnostics.push(
        diagnostic('part-not-here', `a part cannot stand under “${key}”`, {
          at: file.keyAt([...path, 'part']),
          hint: 'parts stand under “readings”; list the readings themselves here',
        }),
      );
      return [];
    }
    const head = validate(
      file,
      path,
      // Its readings are checked one by one.
      Array.isArray(value.readings) ? { ...value, readings: [] } : value,
      partSchema,
      nameMapping('a part', partSchema),
      diagnostics,
    );
    const part: Part = {
      title: head
        ? richLine(file, [...path, 'part'], head.part, '', reader.gathered)
        : plainLine('', file, path),
      written: head?.part ?? '',
      readings: [],
      at: file.keyAt([...path, 'part']),
    };
    const inner = items(
      reader,
      [...path, 'readings'],
      Array.isArray(value.readings) ? value.readings : [],
    ).flatMap((item): Listed[] => {
      if (isMapping(item.value) && 'part' in item.value) {
        diagnostics.push(
          diagnostic('part-not-here', 'a part cannot stand in a part', {
            at: file.keyAt([...item.path, 'part']),
          }),
        );
        return [];
      }
      return listedReading(reader, item.value, item.path, matter) ?? [];
    });
    if (head && inner.length === 0)
      diagnostics.push(
        diagnostic('value-empty', `the part ${shown(head.part)} has no readings`, {
          at: part.at,
          hint: 'list some under it, or leave it out',
        }),
      );
    return inner.map((one) => ({ ...one, part }));
  });
}

function listedReading(
  reader: Reader,
  value: unknown,
  path: Path,
  matter: Reading['matter'],
): Listed[] | undefined {
  const { file, diagnostics } = reader;
  if (typeof value === 'string') {
    const id = value.trim().normalize('NFC');
    if (isId(reader, id, path)) return [{ id, matter, entry: {}, path }];
    return undefined;
  }
  if (!isMapping(value)) {
    diagnostics.push(
      diagnostic('value-kind', `a reading must be an id, a mapping or a part; found ${describe(value)}`, {
        at: file.at(path),
        hint: 'an id is the name of a file in corpus/, without .md',
      }),
    );
    return undefined;
  }
  const entry = validate(
    file,
    path,
    value,
    readingSchema,
    nameMapping('a reading', readingSchema),
    diagnostics,
  );
  if (entry) return [{ id: entry.id.trim().normalize('NFC'), matter, entry, path }];
  return undefined;
}

function isId({ file, diagnostics }: Reader, id: string, path: Path): boolean {
  const fault = id === '' ? { code: 'value-empty' as const, message: 'this id is empty' } : nameFault(id);
  if (!fault) return true;
  const withoutEnding = /^(?:(?:\.\/)?corpus\/)?([^/]+?)(?:\.md)?$/.exec(id)?.[1];
  diagnostics.push(
    diagnostic(fault.code, fault.message, {
      at: file.at(path),
      hint:
        withoutEnding && withoutEnding !== id && !nameFault(withoutEnding)
          ? `did you mean “${withoutEnding}”?`
          : 'hint' in fault
            ? fault.hint
            : undefined,
    }),
  );
  return false;
}

function withoutRepetitions({ file, diagnostics }: Reader, all: Listed[]): Listed[] {
  const first = new Map<string, Listed>();
  for (const one of all) {
    const before = first.get(one.id);
    if (!before) first.set(one.id, one);
    else
      diagnostics.push(
        diagnostic('reading-twice', `“${one.id}” is listed twice`, {
          at: idPlace(file, one),
          hint: 'take it out here or there; an edition can list its readings in another order',
          related: [{ message: 'the first time', at: idPlace(file, before) }],
        }),
      );
  }
  return [...first.values()];
}

/** Where its id is written. */
export function idPlace(file: YamlFile, { entry, path }: Listed): Span {
  return file.at(entry.id === undefined ? path : [...path, 'id']);
}
