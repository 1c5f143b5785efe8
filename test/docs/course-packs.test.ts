import { readFile, writeFile } from 'node:fs/promises';
import { constants, inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { type BuiltEdition, build } from '../../src/build.js';
import { SAMPLE } from '../build/sample.js';
import { writeProject } from '../support/project.js';
import { unpack } from '../support/unpack.js';

const page = await readFile('docs/course-packs.md', 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, content]) => content!,
  );

/** The sample with everything that the page has examples of, in one project. */
function project(): Promise<string> {
  const examples = blocks('yaml').map((text) => parse(text) as Record<string, object>);
  const annotations = parse(SAMPLE['annotations.yml']!) as Record<string, unknown>;
  const together = Object.assign({}, annotations, ...examples.filter(({ editions }) => !editions));
  const editions: Record<string, { formats?: string[] }> = Object.assign(
    {},
    ...examples.flatMap(({ editions }) => editions ?? []),
  );
  // The others are looked at as EPUB.
  for (const [name, edition] of Object.entries(editions))
    if (!['cited', 'clean', 'study'].includes(name)) edition.formats ??= ['epub'];
  together.editions = editions;
  return writeProject({ ...SAMPLE, 'annotations.yml': stringify(together) });
}

/** What the compressed streams of a PDF hold. */
function streams(pdf: Buffer): string {
  const starts = [...pdf.toString('latin1').matchAll(/stream\r?\n/g)].map(
    ({ index, 0: word }) => index + word.length,
  );
  return starts
    .flatMap((start) => {
      try {
        return [inflateSync(pdf.subarray(start), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')];
      } catch {
        return [];
      }
    })
    .join('\n');
}

test('every example of the page makes an edition, which is what the page says', {
  timeout: 120_000,
}, async () => {
  const { diagnostics, editions } = await build({ project: await project(), strict: true });
  expect(diagnostics).toEqual([]);
  const named = (name: string) => editions.find((edition) => edition.name === name)!;
  const file = ({ files }: BuiltEdition, format: string) =>
    readFile(files.find((one) => one.format === format)!.path);
  const text = async (name: string, path: string) =>
    (await unpack(await file(named(name), 'epub'))).text(path);
  const names = async (name: string) => (await unpack(await file(named(name), 'epub'))).names;

  expect(named('week-3').report.readings.map(({ id }) => id)).toEqual(['flour', 'chalk']);
  expect(named('later').report.readings.map(({ id }) => id)).toEqual(['flour']);
  expect(await text('cited', 'chalk.xhtml')).toContain('id="chalk-p3"');
  expect(streams(await file(named('cited'), 'pdf'))).toContain('(chalk-p3)');
  expect(await text('clean', 'chalk.xhtml')).toContain('data-placement="end"');
  expect(await text('study', 'endnotes.xhtml')).toContain('id="note-chalk-editor-1"');
  expect(await text('study', 'chalk.xhtml')).not.toContain('note-chalk-source');
  for (const page of ['glossary', 'index', 'chronology', 'permissions'])
    expect(await names('bare')).not.toContain(`OEBPS/${page}.xhtml`);
  expect((await file(named('cleared'), 'permissions')).toString()).toBe(
    blocks('csv')[0]!.replaceAll('\n', '\r\n'),
  );
});

test('--require-rights names the readings that lack them, and nothing is written', async () => {
  const folder = await project();
  const { status, diagnostics, editions } = await build({
    project: folder,
    requireRights: true,
    editions: ['later'],
  });
  expect([status, editions]).toEqual(['content', []]);
  expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([
    'rights-missing “flour” has no rights holder and no terms',
  ]);
});

test('the table goes away with the setting that asked for it', async () => {
  const files = (permissions: boolean) => ({
    ...SAMPLE,
    'annotations.yml': SAMPLE['annotations.yml']!.replace(
      /^editions:[\s\S]*/m,
      `editions: { pack: { formats: [pdf], permissions: ${permissions} } }\n`,
    ),
  });
  const folder = await writeProject(files(true));
  await build({ project: folder });
  const table = `${folder}/out/pack.permissions.csv`;
  expect(await readFile(table, 'utf8')).toContain('chalk,');
  await writeFile(`${folder}/annotations.yml`, files(false)['annotations.yml']);
  await build({ project: folder });
  await expect(readFile(table)).rejects.toThrow('ENOENT');
});
