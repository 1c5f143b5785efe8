import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import { byCodeUnit } from './files.js';

/** The file that says where each note stood last. */
export const SNAPSHOT = 'annotations.lock';

/**
 * Where a note stood: one hexadecimal digit for each word around and in its quotation, in the order of the text.
 * A digit is four bits of a word: some ten bits less than it takes to say which word of a language it is, so that words
 * cannot be read back from it; that two places agree in fifty digits by chance is out of the question all the same.
 */
export interface Surroundings {
  before: string;
  quoted: string;
  after: string;
}

/** Where a note stood, and whether what it quoted stood elsewhere, too. */
export interface Stood extends Surroundings {
  elsewhere: boolean;
}

/** One line of the snapshot. */
export interface SnapshotLine extends Stood {
  /** The reading's id. */
  reading: string;
  /** Twelve hexadecimal digits that the note's quotation, context and count give. */
  key: string;
}

/** What is known of the places that notes had. */
export interface Snapshot {
  lines: SnapshotLine[];
  /** The file as it is; undefined where there is none. */
  source?: Source;
  /** Not to be overwritten: it was written by a later florilegium, or cannot be read. Then it has no lines. */
  keep: boolean;
}

const VERSION = 1;

/** What the file says of itself. */
const HEAD = `# Where each note of annotations.yml stood last, so that it can follow its words through an edit: one digit a word,
# from which no word can be read. Written by “florilegium build” and “reanchor --write”; keep it with the project.
florilegium-snapshot ${VERSION}
`;

const VERSION_LINE = /^florilegium-snapshot (\d{1,9})$/;
const LINE = /^(\S+) ([\da-f]{12}) ([\da-f]+|-) ([\da-f]+|-) ([\da-f]+|-)( \+)?$/;

/** Marks that a merge leaves where two sides wrote different lines. */
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;

/** How many damaged lines a warning names. */
const MAX_NAMED = 5;

/**
 * Reads a snapshot. No damage in it is an error: lines that cannot be read are left out, with one warning for all of
 * them. Of two lines for one note (a merge of two branches) the first one counts.
 *
 * @param read what was found of its file: no source and no diagnostic where there is none
 */
export function readSnapshot(read: Result<Source | undefined>): Result<Snapshot> {
  const { value: source } = read;
  const problems = read.diagnostics.map((one): Diagnostic => ({ ...one, severity: 'warning' }));
  if (!source) return { value: { lines: [], keep: problems.length > 0 }, diagnostics: problems };
  const lines = new Map<string, SnapshotLine>();
  const damaged: number[] = [];
  let later = false;
  source.text.split(/\r\n|\r|\n/).forEach((text, index) => {
    if (text === '' || text.startsWith('#')) return;
    const version = VERSION_LINE.exec(text);
    if (version) {
      later ||= Number(version[1]) > VERSION;
      return;
    }
    const match = LINE.exec(text);
    if (!match || CONFLICT.test(text)) {
      damaged.push(index + 1);
      return;
    }
    const [, reading = '', key = '', ...digits] = match;
    const [before = '', quoted = '', after = '', plus] = digits.map((part) => (part === '-' ? '' : part));
    const elsewhere = plus !== undefined;
    const id = lineId(reading, key);
    if (!lines.has(id)) lines.set(id, { reading, key, before, quoted, after, elsewhere });
  });
  const diagnostics = [...problems];
  if (later)
    diagnostics.push(
      diagnostic('snapshot-later', `${SNAPSHOT} was written by a later florilegium`, {
        at: { source, start: 0, end: 0 },
        hint: 'notes are placed without it, and it is left as it is; update florilegium',
      }),
    );
  else if (damaged.length > 0) {
    const named = damaged.slice(0, MAX_NAMED).join(', ');
    const more = damaged.length > MAX_NAMED ? ` and ${damaged.length - MAX_NAMED} more` : '';
    const start = source.lineStart(damaged[0]!);
    diagnostics.push(
      diagnostic(
        'snapshot-damaged',
        `${damaged.length === 1 ? 'a line' : 'lines'} of ${SNAPSHOT} cannot be read: ${named}${more}`,
        {
          at: { source, start, end: start + source.line(damaged[0]!).length },
          hint: 'they are passed over; the next build writes the file anew',
        },
      ),
    );
  }
  return { value: { lines: later ? [] : [...lines.values()], source, keep: later }, diagnostics };
}

/** A snapshot as the text of its file: sorted, so that the same lines always give the same bytes. */
export function formatSnapshot(lines: readonly SnapshotLine[]): string {
  const sorted = [...lines].sort((a, b) => byCodeUnit(a.reading, b.reading) || byCodeUnit(a.key, b.key));
  return (
    HEAD +
    sorted
      .map(({ reading, key, before, quoted, after, elsewhere }) =>
        [reading, key, before || '-', quoted || '-', after || '-', ...(elsewhere ? ['+'] : [])]
          .join(' ')
          .concat('\n'),
      )
      .join('')
  );
}

/** What tells the line of one note from all others. */
export function lineId(reading: string, key: string): string {
  return `${reading} ${key}`;
}
