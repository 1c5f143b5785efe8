import { diagnostic } from '../diagnostics/diagnostic.js';
import { didYouMean } from '../diagnostics/suggest.js';
import { sortKey } from './event-date.js';
import type { Event, Term } from './manuscript.js';
import { tellMarkup } from './plain-text.js';
import type { Reader } from './reader.js';
import { richText } from './rich.js';
import { eventSchema, termSchema } from './schema.js';
import { knownReadings, listEntries } from './sections.js';
import { oneLine, spelling } from './spelling.js';
import type { Path } from './yaml-file.js';

/** The glossary, in the order of the file; every cross-reference leads to a term of it. */
export function readGlossary(reader: Reader, value: unknown): Term[] {
  const { file, diagnostics, gathered } = reader;
  const entries = listEntries(reader, ['glossary'], value, termSchema, 'a glossary entry');
  const terms = entries.map(({ value: entry, path }): Term => {
    const term: Term = {
      term: spelling(entry.term),
      forms: (entry.forms ?? []).map(spelling),
      type: entry.type ?? 'term',
      definition: richText(file, [...path, 'definition'], entry.definition, '', gathered),
      see: [],
      at: file.at([...path, 'term']),
    };
    tellMarkup(reader, [...path, 'term'], entry.term);
    entry.forms?.forEach((form, position) => {
      tellMarkup(reader, [...path, 'forms', position], form);
    });
    return term;
  });
  const taken = new Map<string, { term: Term; path: Path }>();
  const take = (name: string, term: Term, path: Path): boolean => {
    const before = taken.get(name);
    if (!before) {
      taken.set(name, { term, path });
      return true;
    }
    const same = before.term === term;
    diagnostics.push(
      diagnostic(
        'term-twice',
        same ? `“${name}” is there twice in one entry` : `“${name}” is in the glossary twice`,
        {
          at: file.at(path),
          hint: same
            ? 'a term is a form of itself: name each spelling once'
            : 'one spelling can lead to one entry only',
          related: [{ message: 'the first time', at: file.at(before.path) }],
        },
      ),
    );
    return false;
  };
  terms.forEach((term, index) => {
    take(term.term, term, [...entries[index]!.path, 'term']);
  });
  terms.forEach((term, index) => {
    term.forms = term.forms.filter((form, position) =>
      take(form, term, [...entries[index]!.path, 'forms', position]),
    );
  });
  terms.forEach((term, index) => {
    const { value: entry, path } = entries[index]!;
    (entry.see ?? []).forEach((written, position) => {
      const at = file.at([...path, 'see', position]);
      const target = taken.get(spelling(written))?.term;
      if (!target)
        diagnostics.push(
          diagnostic('term-unknown', `there is no glossary entry “${spelling(written)}”`, {
            at,
            hint: didYouMean(spelling(written), taken.keys()),
          }),
        );
      else if (target === term)
        diagnostics.push(
          diagnostic('term-sees-itself', `“${term.term}” refers to itself`, { at, hint: 'leave it out' }),
        );
      else if (!term.see.includes(target.term)) term.see.push(target.term);
    });
  });
  return terms;
}

/**
 * The chronology in order of date; what has the same date keeps the order of the file.
 *
 * @param listed the ids of the readings that there are
 * @param language in which dates may name months
 */
export function readChronology(
  reader: Reader,
  value: unknown,
  listed: ReadonlySet<string>,
  language: string,
): Event[] {
  const { file, gathered } = reader;
  const events = listEntries(reader, ['chronology'], value, eventSchema, 'an event').map(
    ({ value: entry, path }): Event => ({
      date: oneLine(entry.date),
      sortKey: sortKey(entry.date, language) ?? '',
      event: richText(file, [...path, 'event'], entry.event, '', gathered),
      ...(entry.readings && {
        readings: knownReadings(reader, entry.readings, [...path, 'readings'], listed),
      }),
      at: file.at([...path, 'date']),
    }),
  );
  return events.sort((a, b) => (a.sortKey < b.sortKey ? -1 : a.sortKey > b.sortKey ? 1 : 0));
}
