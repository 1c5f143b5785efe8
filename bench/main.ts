import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBook, SIZES, type Size } from './book.js';
import { describeEdits, type EditTimes, filesOf, measureEdits, type Played, playEdits } from './edits.js';
import { killBuilds } from './kill.js';
import { installed, type Measurement, measure, median } from './measure.js';
import { describe, findings, type SizeResult } from './report.js';
import { pandocSource, projectFiles, typstSource } from './sources.js';

/*
 * Measures whole builds, from the start of the process to its end, against Typst's PDF and pandoc's EPUB of the same
 * book.
 *
 *     npm run bench -- [--size 18k]… [--runs N] [--json]
 *
 * Or builds after edits: how long they take, then thirty edits of the book in this folder, one after the other.
 *
 *     npm run bench -- --edits [--runs N] [--json]
 *
 * Or builds that are killed at random moments, and what they leave.
 *
 *     npm run bench -- --kill [--times 100]
 */

/** Long builds vary less. */
const RUNS: Record<string, number> = { '18k': 5, '134k': 3, '1.4M': 1 };

/** The part of a clean build's time that a build after a one-word edit may take. */
const ASKED = { 'the book of this folder': 0.25, '134k words': 0.2 };

const { values } = parseArgs({
  options: {
    size: { type: 'string', multiple: true },
    runs: { type: 'string' },
    json: { type: 'boolean' },
    edits: { type: 'boolean' },
    kill: { type: 'boolean' },
    times: { type: 'string', default: '100' },
  },
});
const names = SIZES.map(({ name }) => name);
const unknown = values.size?.find((name) => !names.includes(name));
const runs = values.runs === undefined ? undefined : Number(values.runs);
if (unknown !== undefined || (runs !== undefined && !(Number.isInteger(runs) && runs > 0))) {
  console.error(`--size is one of ${names.join(', ')}; --runs is a number from 1`);
  process.exit(2);
}

if (values.edits) await editsBench();
else if (values.kill) await inFolder(killBench);
else await sizesBench();

async function sizesBench(): Promise<void> {
  const results: SizeResult[] = [];
  for (const size of SIZES)
    if (values.size?.includes(size.name) ?? true)
      results.push(await measureSize(size, runs ?? RUNS[size.name] ?? 1));
  if (values.json) {
    const facts = results.map((result) => ({ ...result, ...findings(result, results[0]!) }));
    console.log(JSON.stringify(facts, null, 2));
  } else console.log(describe(results));
}

async function editsBench(): Promise<void> {
  const own = await filesOf('.');
  const large = projectFiles(makeBook(SIZES.find(({ name }) => name === '134k')!));
  const times: EditTimes[] = [];
  for (const [book, files] of Object.entries({ 'the book of this folder': own, '134k words': large }))
    times.push(await inFolder((folder) => measureEdits(book, folder, files, runs ?? 3)));
  const played: Played[] = [];
  if (!values.json) console.log(`${describeEdits(times, ASKED)}\n\nThirty edits\n`);
  await inFolder((folder) =>
    playEdits(folder, own, (one) => {
      played.push(one);
      const { what, seconds, clean, faults } = one;
      const time = `${seconds.toFixed(2)} s of ${clean.toFixed(2)} s`;
      if (!values.json)
        console.log(`  ${what.padEnd(64)} ${time}${faults.map((each) => `\n    ${each}`).join('')}`);
    }),
  );
  if (values.json) console.log(JSON.stringify({ times, played }, null, 2));
  if (played.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
}

async function killBench(folder: string): Promise<void> {
  const { killed, ended, faults } = await killBuilds(
    folder,
    Object.fromEntries(projectFiles(makeBook({ name: '', words: 3000, readings: 3, notes: 12, terms: 10 }))),
    'corpus/reading-2.md',
    Number(values.times),
    1,
  );
  console.log(`${killed} builds were killed, ${ended} ended before; ${faults.length} faults`);
  for (const fault of faults) console.log(`  ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The programs take turns, so that what else the machine does meets them alike. */
async function measureSize(size: Size, runs: number): Promise<SizeResult> {
  const folder = await mkdtemp(join(tmpdir(), 'florilegium-bench-'));
  try {
    const book = makeBook(size);
    const at = (name: string) => join(folder, name);
    for (const [path, text] of projectFiles(book)) {
      await mkdir(dirname(at(path)), { recursive: true });
      await writeFile(at(path), text);
    }
    await writeFile(at('book.typ'), typstSource(book));
    await writeFile(at('book.md'), pandocSource(book));
    const hasPandoc = await installed('pandoc');
    const programs = {
      florilegium: [process.execPath, ['dist/cli/main.js', 'build', folder, '--quiet']],
      typst: [process.execPath, ['bench/typst.mjs', at('book.typ'), at('typst.pdf')]],
      pandoc: hasPandoc ? ['pandoc', [at('book.md'), '-o', at('pandoc.epub')]] : undefined,
    } satisfies Record<string, [string, string[]] | undefined>;
    const took: Record<keyof typeof programs, Measurement[]> = { florilegium: [], typst: [], pandoc: [] };
    const again: Measurement[] = [];
    for (let run = 1; run <= runs; run++) {
      // What an earlier build kept there would spare this one its work.
      await rm(at('out'), { recursive: true, force: true });
      for (const [name, program] of Object.entries(programs))
        if (program) {
          if (process.stderr.isTTY) process.stderr.write(`${size.name}: ${name}, run ${run} of ${runs}\n`);
          took[name as keyof typeof programs].push(await measure(...program));
        }
      again.push(await measure(...programs.florilegium));
    }
    return {
      size: size.name,
      words: book.words,
      notes: size.notes,
      runs,
      florilegium: median(took.florilegium),
      again: median(again),
      typst: median(took.typst),
      pandoc: hasPandoc ? median(took.pandoc) : undefined,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
