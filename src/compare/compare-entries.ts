import type { AnchoredNote } from '../anchoring/anchored.js';
import type { Event, Note, Term } from '../manuscript/manuscript.js';
import { changedFields, type Field, richField, saidFields } from './fields.js';
import { type Match, match } from './match.js';
import type { Change } from './project-diff.js';

/**
 * Notes by their ids, by their quotations in a reading, by what they say, and by words that are alike.
 *
 * @param ids what readings of the old project are called in the new one
 * @param titles the readings' titles, by new id
 */
export function compareNotes(
  before: readonly AnchoredNote[],
  after: readonly AnchoredNote[],
  ids: ReadonlyMap<string, string>,
  titles: ReadonlyMap<string, string>,
): Change[] {
  const reading = ({ note }: AnchoredNote, side: 'before' | 'after') =>
    side === 'before' ? (ids.get(note.reading) ?? `before ${note.reading}`) : note.reading;
  const matches = match(
    before,
    after,
    [
      ({ note }) => note.id,
      (item, side) => key(reading(item, side), item.note.quote, item.note.note.plain, item.note.series),
      (item, side) => key(reading(item, side), item.note.quote, item.note.series),
      (item, side) => key(reading(item, side), item.note.note.plain),
      ({ note }) => key(note.quote, note.note.plain),
    ],
    ({ note }) => `${note.quote} ${note.note.plain}`,
  );
  return changesOf(
    matches,
    (item, side) => {
      const { note, state } = item;
      return [
        ['reading', title(reading(item, side), titles)],
        ['id', note.id],
        ['quote', note.quote],
        ['prefix', note.prefix],
        ['suffix', note.suffix],
        ['occurrence', note.occurrence === undefined ? undefined : String(note.occurrence)],
        ['series', note.series],
        richField('note', note.note),
        ['its words', PLACES[state]],
      ];
    },
    ({ note }) => note.quote,
    (item, side) => title(reading(item, side), titles),
    ['note', 'series'],
  );
}

/** What the reader of a comparison cares about: whether a note is set. */
const PLACES: Record<AnchoredNote['state'], string> = {
  exact: 'found',
  normalised: 'found',
  moved: 'found',
  ask: 'not found, not set',
  orphan: 'not found, not set',
};

function title(id: string, titles: ReadonlyMap<string, string>): string {
  return titles.get(id) ?? id.replace(/^before /, '');
}

/** Terms by their spelling, by another of their spellings, and by what they mean. */
export function compareGlossaries(before: readonly Term[], after: readonly Term[]): Change[] {
  const matches = match(
    before,
    after,
    [({ term }) => term, ({ definition }) => definition.plain, ({ forms }) => forms[0]],
    ({ term, definition }) => `${term} ${definition.plain}`,
  );
  return changesOf(
    matches,
    ({ term, forms, type, definition, see }) => [
      ['term', term],
      ['forms', forms.join(', ')],
      ['type', type],
      richField('definition', definition),
      ['see', see.join(', ')],
    ],
    ({ term }) => term,
    () => undefined,
    ['definition'],
  );
}

/** Events by date and words, by words, and by date. */
export function compareChronologies(before: readonly Event[], after: readonly Event[]): Change[] {
  const matches = match(
    before,
    after,
    [({ date, event }) => key(date, event.plain), ({ event }) => event.plain, ({ date }) => date],
    ({ event }) => event.plain,
  );
  return changesOf(
    matches,
    ({ date, event }) => [['date', date], richField('event', event)],
    ({ date }) => date,
    () => undefined,
    ['event'],
  );
}

type Side = 'before' | 'after';

function changesOf<T extends AnchoredNote | Term | Event | Note>(
  matches: readonly Match<T>[],
  fields: (item: T, side: Side) => Field[],
  name: (item: T) => string,
  place: (item: T, side: Side) => string | undefined,
  said: readonly string[],
): Change[] {
  return matches.flatMap(({ before, after }): Change[] => {
    const item = after ?? before!;
    const side = after ? 'after' : 'before';
    const where = place(item, side);
    const called = { name: name(item), ...(where !== undefined && { place: where }) };
    if (before && after) {
      const changed = changedFields(fields(before, 'before'), fields(after, 'after'));
      return changed.length > 0 ? [{ kind: 'changed', ...called, fields: changed }] : [];
    }
    const kind = after ? 'added' : 'removed';
    const told = fields(item, side).filter(([field]) => said.includes(field));
    return [{ kind, ...called, fields: saidFields(told, kind) }];
  });
}

/** Parts joined so that no two lists of them make the same key. */
function key(...parts: string[]): string {
  return JSON.stringify(parts);
}
