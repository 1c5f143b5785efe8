import { spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { AnchoredNote } from '../src/anchoring/anchored.js';
import { type Prepared, prepare } from '../src/prepare.js';
import { measure, median } from './measure.js';
import { editable, type Files, thirtyEdits } from './thirty-edits.js';

/** The seconds that each kind of build takes. */
export interface EditTimes {
  book: string;
  clean: number;
  nothing: number;
  text: number;
  note: number;
  /** In a process that watches. */
  watchedText: number;
  watchedNote: number;
}

/** One of the thirty edits. */
export interface Played {
  what: string;
  seconds: number;
  clean: number;
  /** What is wrong after it. */
  faults: string[];
}

const MAIN = resolve('dist/cli/main.js');

/** The files of a project, those of its editions left out. */
export async function filesOf(project: string): Promise<Files> {
  const files: Files = new Map([
    ['annotations.yml', await readFile(join(project, 'annotations.yml'), 'utf8')],
  ]);
  for (const name of (await readdir(join(project, 'corpus'))).sort())
    if (name.endsWith('.md'))
      files.set(`corpus/${name}`, await readFile(join(project, 'corpus', name), 'utf8'));
  return files;
}

async function write(folder: string, files: Files, before: Files = new Map()): Promise<void> {
  for (const [path, text] of files)
    if (before.get(path) !== text) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
  for (const path of before.keys()) if (!files.has(path)) await rm(join(folder, path));
}

/**
 * Measures builds of a project from the start of the process to its end: clean, into no folder `out/`; then with nothing
 * changed, and after one word was changed in a text and in a note; then the same changes while the project is watched.
 *
 * @param folder an empty one to work in
 */
export async function measureEdits(
  book: string,
  folder: string,
  files: Files,
  runs: number,
): Promise<EditTimes> {
  await write(folder, files);
  const state = new Map(files);
  const text = [...files.keys()].find(
    (path) => path.startsWith('corpus/') && files.get(path)!.length > 4000,
  )!;
  let count = 0;
  /** One word more after an offset, where the last one was. */
  const change = async (path: string, from: number) => {
    const before = new Map(state);
    const whole = files.get(path)!;
    const word = `${'abcdefghij'[++count % 10]}${'mnopqrstu'[count % 9]}ord`;
    const changed = whole.slice(from).replace(/(?<=[a-z] [a-z]{3,}) (?=[a-z]{3,} )/, ` ${word} `);
    if (changed === whole.slice(from)) throw new Error(`${book}: nothing to change in ${path}`);
    state.set(path, whole.slice(0, from) + changed);
    await write(folder, state, before);
  };
  const inText = () => change(text, Math.floor(files.get(text)!.length / 3));
  const inNote = () =>
    change('annotations.yml', /\bnote: (?:>-\s+|")/.exec(files.get('annotations.yml')!)!.index + 40);
  const build = () => measure(process.execPath, [MAIN, 'build', folder, '--quiet']);
  const times: Record<'clean' | 'nothing' | 'text' | 'note', Awaited<ReturnType<typeof measure>>[]> = {
    clean: [],
    nothing: [],
    text: [],
    note: [],
  };
  // A program's first run keeps what V8 compiled.
  await build();
  for (let run = 0; run < runs; run++) {
    await rm(join(folder, 'out'), { recursive: true });
    times.clean.push(await build());
    times.nothing.push(await build());
    await inText();
    times.text.push(await build());
    await inNote();
    times.note.push(await build());
  }
  const watched = await measureWatched(folder, runs, inText, inNote);
  const seconds = (all: (typeof times)['clean']) => median(all).seconds;
  return {
    book,
    clean: seconds(times.clean),
    nothing: seconds(times.nothing),
    text: seconds(times.text),
    note: seconds(times.note),
    ...watched,
  };
}

async function measureWatched(
  folder: string,
  runs: number,
  inText: () => Promise<void>,
  inNote: () => Promise<void>,
): Promise<Pick<EditTimes, 'watchedText' | 'watchedNote'>> {
  const child = spawn(process.execPath, [MAIN, 'watch', folder, '--json'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const told: { milliseconds: number }[] = [];
  let rest = '';
  let wake = () => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    told.push(...lines.map((line) => JSON.parse(line)));
    wake();
  });
  const next = async () => {
    while (told.length === 0)
      await new Promise<void>((done) => {
        wake = done;
      });
    return { seconds: told.shift()!.milliseconds / 1000, megabytes: undefined };
  };
  try {
    await next();
    const texts = [];
    const notes = [];
    // The first ones find code that has hardly run.
    for (let run = -2; run < runs; run++) {
      await inText();
      const text = await next();
      await inNote();
      const note = await next();
      if (run < 0) continue;
      texts.push(text);
      notes.push(note);
    }
    return { watchedText: median(texts).seconds, watchedNote: median(notes).seconds };
  } finally {
    child.kill('SIGKILL');
  }
}

/**
 * Plays thirty edits against a project. After each, the files of its editions must be those that a clean build makes,
 * and each note must be where it was, on the words that it was on, or be reported.
 *
 * @param folder an empty one to work in
 * @param options.build makes the editions of a project; unless given, in a process of its own
 * @param options.every after how many edits editions are made and looked at
 */
export async function playEdits(
  folder: string,
  files: Files,
  tell: (played: Played) => void,
  {
    build = buildAlone,
    every = 1,
  }: { build?: (project: string, clean: boolean) => Promise<unknown>; every?: number } = {},
): Promise<void> {
  const edits = thirtyEdits(editable(files));
  const run = async (project: string, clean: boolean) => {
    const start = performance.now();
    await build(project, clean);
    return (performance.now() - start) / 1000;
  };
  const state: Files = new Map(files);
  const [project, other] = [join(folder, 'edited'), join(folder, 'clean')];
  for (const root of [project, other]) await write(root, state);
  await run(project, false);
  await run(other, true);
  let prepared = await notesOf(project);
  for (let n = 0; n < edits.length; n += every) {
    const some = edits.slice(n, n + every);
    const before = new Map(state);
    for (const { apply } of some) apply(state);
    for (const root of [project, other]) await write(root, state, before);
    const seconds = await run(project, false);
    const clean = await run(other, true);
    const faults = await differences(join(project, 'out'), join(other, 'out'));
    const now = await notesOf(project);
    faults.push(...misplaced(prepared, now));
    prepared = now;
    tell({ what: some.map(({ what }) => what).join('; '), seconds, clean, faults });
  }
}

/** Builds in a process of its own; warnings are no failure, errors are. */
function buildAlone(project: string, clean: boolean): Promise<unknown> {
  return measure(process.execPath, [MAIN, 'build', project, '--quiet', ...(clean ? ['--no-cache'] : [])]);
}

async function differences(a: string, b: string): Promise<string[]> {
  const names = new Set(
    [...(await readdir(a)), ...(await readdir(b))].filter((name) => !name.startsWith('.')),
  );
  const faults: string[] = [];
  for (const name of names) {
    const [one, two] = await Promise.all(
      [a, b].map((folder) => readFile(join(folder, name)).catch(() => undefined)),
    );
    if (!one || !two || !one.equals(two)) faults.push(`${name} is not what a clean build gives`);
  }
  return faults;
}

async function notesOf(project: string): Promise<Prepared> {
  // Its files are only read: what was built stays as it is.
  const prepared = await prepare({ project });
  if ('status' in prepared)
    throw new Error(`${project}: ${prepared.diagnostics.map(({ message }) => message).join('; ')}`);
  return prepared;
}

/** What a note is known by from edit to edit. */
const identity = ({ note }: AnchoredNote) =>
  `${note.reading.replace(/-renamed$/, '')} ${note.quote} ${note.prefix ?? ''} ${note.occurrence ?? ''}`;

/** Notes that stand on other words than before, without a word about it. */
function misplaced(before: Prepared, now: Prepared): string[] {
  const said = new Set(now.diagnostics.map(({ range }) => range?.start.line));
  const reported = ({ note }: AnchoredNote) => {
    const first = note.at.source.position(note.at.start).line;
    const last = note.at.source.position(note.at.end).line;
    for (let line = first; line <= last; line++) if (said.has(line)) return true;
    return false;
  };
  const stood = new Map(before.anchored.notes.map((one) => [identity(one), one]));
  return now.anchored.notes.flatMap((one) => {
    const was = stood.get(identity(one));
    if (reported(one)) return [];
    const fault = [`the note on “${one.note.quote.slice(0, 30)}” is elsewhere, and nothing says so`];
    if (!one.range) return fault;
    const text = now.anchored.texts.get(one.note.reading)!.text;
    if (!was?.range) return [];
    const old = before.anchored.texts.get(was.note.reading)!.text;
    const expected = mapped(old, text, was.range);
    const words = text.slice(one.range.start, one.range.end);
    // Where the text around was edited, too, the words themselves must still be the same.
    if (expected) return expected.start === one.range.start && expected.end === one.range.end ? [] : fault;
    return words === old.slice(was.range.start, was.range.end) ? [] : fault;
  });
}

/** Where a range of a text is after one stretch of it was replaced; undefined where it was in that stretch. */
function mapped(old: string, text: string, range: { start: number; end: number }) {
  let head = 0;
  while (head < old.length && head < text.length && old[head] === text[head]) head++;
  let tail = 0;
  while (tail < Math.min(old.length, text.length) - head && old.at(-1 - tail) === text.at(-1 - tail)) tail++;
  if (range.end <= head) return range;
  const more = text.length - old.length;
  if (range.start >= old.length - tail) return { start: range.start + more, end: range.end + more };
  return undefined;
}

/** What was measured, against what is asked: an edit in a part of a clean build's time. */
export function describeEdits(all: readonly EditTimes[], asked: Readonly<Record<string, number>>): string {
  const row = (name: string, seconds: number, clean: number, bound?: number) =>
    `  ${name.padEnd(28)} ${seconds.toFixed(2).padStart(7)} s  ${(seconds / clean).toFixed(3)}${bound === undefined ? '' : `  (asked: ${bound})`}`;
  return all
    .map(({ book, clean, nothing, text, note, watchedText, watchedNote }) =>
      [
        book,
        row('clean', clean, clean),
        row('a word of a text', text, clean, asked[book]),
        row('a word of a note', note, clean, asked[book]),
        row('nothing', nothing, clean, 0.1),
        row('a word of a text, watched', watchedText, clean),
        row('a word of a note, watched', watchedNote, clean),
      ].join('\n'),
    )
    .join('\n\n');
}
