import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { makeBook, SIZES, type Size } from './book.js';
import { installed, type Measurement, measure, median } from './measure.js';
import { describe, findings, type SizeResult } from './report.js';
import { pandocSource, projectFiles, typstSource } from './sources.js';

/*
 * Measures whole builds, from the start of the process to its end, against Typst's PDF and pandoc's EPUB of the same
 * book.
 *
 *     npm run bench -- [--size 18k]… [--runs N] [--json]
 */

/** Long builds vary less. */
const RUNS: Record<string, number> = { '18k': 5, '134k': 3, '1.4M': 1 };

const { values } = parseArgs({
  options: {
    size: { type: 'string', multiple: true },
    runs: { type: 'string' },
    json: { type: 'boolean' },
  },
});
const names = SIZES.map(({ name }) => name);
const unknown = values.size?.find((name) => !names.includes(name));
const runs = values.runs === undefined ? undefined : Number(values.runs);
if (unknown !== undefined || (runs !== undefined && !(Number.isInteger(runs) && runs > 0))) {
  console.error(`--size is one of ${names.join(', ')}; --runs is a number from 1`);
  process.exit(2);
}

const results: SizeResult[] = [];
for (const size of SIZES)
  if (values.size?.includes(size.name) ?? true)
    results.push(await measureSize(size, runs ?? RUNS[size.name] ?? 1));
if (values.json) {
  const facts = results.map((result) => ({ ...result, ...findings(result, results[0]!) }));
  console.log(JSON.stringify(facts, null, 2));
} else console.log(describe(results));

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
