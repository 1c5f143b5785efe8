import { commonItems, differences } from '../changes/align.js';
import type { Manuscript, Reading } from '../manuscript/manuscript.js';
import { shownText } from '../manuscript/rich.js';
import { brief, changedFields, type Field, markupOf, oneLine, richField, saidFields } from './fields.js';
import { match } from './match.js';
import type { Change, FieldChange } from './project-diff.js';
import { diffWords, shortened } from './word-diff.js';

/** A reading with its text as paragraphs. */
export interface ComparedReading {
  reading: Reading;
  /** Undefined where a local text is not there. */
  paragraphs: string[] | undefined;
  /** The title of its part. */
  part: string | undefined;
  /** Counted in its matter, from 1. */
  place: number;
}

/** @param paragraphs of each reading that is there, by id */
export function comparedReadings(
  { readings, contents }: Manuscript,
  paragraphs: ReadonlyMap<string, string[]>,
): ComparedReading[] {
  const parts = new Map<string, string>();
  for (const item of contents)
    if (item.kind === 'part') for (const { id } of item.part.readings) parts.set(id, item.part.title.plain);
  const counts = { front: 0, body: 0, back: 0 };
  return readings.map((reading) => ({
    reading,
    paragraphs: reading.body && paragraphs.get(reading.id),
    part: parts.get(reading.id),
    place: ++counts[reading.matter],
  }));
}

export interface ReadingsCompared {
  changes: Change[];
  /** The id that a reading of the old project has in the new one. */
  ids: Map<string, string>;
}

/** Readings by their ids; those that were renamed, by their words. */
export function compareReadings(
  before: readonly ComparedReading[],
  after: readonly ComparedReading[],
): ReadingsCompared {
  const matches = match(
    before,
    after,
    [
      ({ reading }) => reading.id,
      ({ paragraphs }) => paragraphs?.join('\n'),
      ({ reading }) => `${reading.title.plain} ${reading.authors.join()}`,
    ],
    ({ paragraphs }) => paragraphs?.join('\n') ?? '',
  );
  const ids = new Map<string, string>();
  for (const { before, after } of matches) if (before && after) ids.set(before.reading.id, after.reading.id);
  const changes = matches.flatMap(({ before: old, after: now }): Change[] => {
    if (!old) return [one(now!, 'added')];
    if (!now) return [one(old, 'removed')];
    const fields = [...changedFields(fieldsOf(old), fieldsOf(now)), ...compareTexts(old, now)];
    return fields.length === 0 ? [] : [{ kind: 'changed', name: now.reading.title.plain, fields }];
  });
  const moved = movedReadings(before, after, ids);
  return { changes: [...changes, ...moved], ids };
}

function one(compared: ComparedReading, kind: 'added' | 'removed'): Change {
  const { reading, paragraphs } = compared;
  const text: Field = ['text', paragraphs?.find((paragraph) => paragraph !== '')];
  const shown = fieldsOf(compared).filter(([name]) => /^(?:id|author|part)$/.test(name));
  return { kind, name: reading.title.plain, fields: saidFields([...shown, text], kind) };
}

function fieldsOf({ reading, part }: ComparedReading): Field[] {
  const { title, subtitle, shortTitle, authors, translators, date, source, url, rights, lang, matter } =
    reading;
  return [
    ['id', reading.id],
    ['title', title.plain, markupOf(title)],
    ['subtitle', subtitle?.plain, subtitle && markupOf(subtitle)],
    ['short title', shortTitle?.plain],
    ['author', authors.join(', ')],
    ['translator', translators.join(', ')],
    ['date', date],
    ['source', source?.plain, source && markupOf(source)],
    ['url', url],
    ['rights', rights?.plain, rights && markupOf(rights)],
    ['language', lang],
    ['matter', matter],
    ['part', part],
    richField('headnote', reading.headnote),
    ['questions', reading.questions.map((question) => oneLine(shownText(question))).join(' ')],
  ];
}

/** Paragraph by paragraph; one that stands elsewhere with the same words has moved. */
function compareTexts(old: ComparedReading, now: ComparedReading): FieldChange[] {
  if (!old.paragraphs && !now.paragraphs) return [];
  if (!old.paragraphs || !now.paragraphs) {
    const kind = now.paragraphs ? 'added' : 'removed';
    return [{ field: 'text (local)', words: [{ kind, text: 'the text is here on one side only' }] }];
  }
  const common = commonItems(old.paragraphs, now.paragraphs);
  const listed = (texts: readonly string[]) => texts.map((text) => ({ text }));
  const found = differences(common, old.paragraphs.length, now.paragraphs.length).flatMap(
    ({ aStart, aEnd, bStart, bEnd }) =>
      match(
        listed(old.paragraphs!.slice(aStart, aEnd)),
        listed(now.paragraphs!.slice(bStart, bEnd)),
        [({ text }) => text],
        ({ text }) => text,
      ).map(({ before, after }) => ({ before: before?.text, after: after?.text })),
  );
  const gone = new Set(found.flatMap(({ before, after }) => (after === undefined ? (before ?? []) : [])));
  const come = new Set(found.flatMap(({ before, after }) => (before === undefined ? (after ?? []) : [])));
  const changes = found.flatMap(({ before, after }): FieldChange[] => {
    if (before !== undefined && after !== undefined)
      return before === after ? [] : [{ field: 'paragraph', words: shortened(diffWords(before, after)) }];
    if (before !== undefined)
      return come.has(before)
        ? []
        : [{ field: 'paragraph removed', words: [{ kind: 'removed', text: brief(before) }] }];
    const moved = gone.has(after!);
    return [
      {
        field: moved ? 'paragraph moved' : 'paragraph added',
        words: [{ kind: moved ? 'same' : 'added', text: brief(after!) }],
      },
    ];
  });
  const marked = ({ reading }: ComparedReading) => reading.body && markupOf(reading.body);
  if (found.length === 0 && marked(old) !== marked(now))
    return [{ field: 'text (its markup)', words: [{ kind: 'same', text: 'emphasis, headings or links' }] }];
  return changes;
}

/** Readings that stand elsewhere among those that both projects have. */
function movedReadings(
  before: readonly ComparedReading[],
  after: readonly ComparedReading[],
  ids: ReadonlyMap<string, string>,
): Change[] {
  const old = before.flatMap(({ reading }) => ids.get(reading.id) ?? []);
  const kept = new Set(old);
  const now = after.filter(({ reading }) => kept.has(reading.id));
  const stay = new Set(
    commonItems(
      old,
      now.map(({ reading }) => reading.id),
    ).map(([, j]) => j),
  );
  const places = new Map(before.map(({ reading, place }) => [ids.get(reading.id) ?? '', place]));
  return now.flatMap(({ reading, place }, j): Change[] => {
    const was = places.get(reading.id);
    if (stay.has(j) || was === undefined) return [];
    const fields = changedFields([['place', String(was)]], [['place', String(place)]]);
    return fields.length > 0 ? [{ kind: 'changed', name: reading.title.plain, fields }] : [];
  });
}
