import { derivedIdentifier } from './identifiers.js';
import type { Anthology } from './manuscript.js';
import { tellMarkup } from './plain-text.js';
import type { Reader } from './reader.js';
import { anthologySchema } from './schema.js';
import { oneLine } from './spelling.js';
import { nameMapping, validate } from './validate.js';
import { canonicalLanguage } from './values.js';

const PLAIN = ['title', 'subtitle', 'publisher', 'rights', 'description'] as const;

/** The book's own data. Where it is missing or wrong, a stand-in lets the rest be checked. */
export function readAnthology(reader: Reader, value: unknown): Anthology {
  const { file, diagnostics } = reader;
  const path = ['anthology'];
  const what = nameMapping('the anthology', anthologySchema);
  const entry =
    value === undefined || value === null
      ? undefined
      : validate(file, path, value, anthologySchema, what, diagnostics);
  for (const key of PLAIN) tellMarkup(reader, [...path, key], entry?.[key]);
  const title = oneLine(entry?.title ?? 'Untitled');
  const editors = listed(entry?.editors);
  const anthology: Anthology = {
    title,
    editors,
    language: entry?.language ? canonicalLanguage(entry.language.trim()) : 'en',
    identifier: entry?.identifier?.trim() ?? derivedIdentifier(title, ...editors),
    subjects: listed(entry?.subjects),
    at: file.keyAt(path),
  };
  if (entry?.subtitle) anthology.subtitle = oneLine(entry.subtitle);
  if (entry?.date) anthology.date = entry.date.trim();
  if (entry?.publisher) anthology.publisher = oneLine(entry.publisher);
  if (entry?.rights) anthology.rights = oneLine(entry.rights);
  if (entry?.description) anthology.description = oneLine(entry.description);
  return anthology;
}

/** A name or a list of names, as a list. */
export function listed(names: string | string[] | undefined): string[] {
  return (typeof names === 'string' ? [names] : (names ?? [])).map(oneLine);
}
