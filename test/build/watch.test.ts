import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeProject } from '../support/project.js';
import { florilegium } from './command.js';
import { SAMPLE } from './sample.js';

/** What is printed of one rebuild with --json. */
interface Told {
  status: string;
  changed: string[];
  milliseconds: number;
  diagnostics: { code: string }[];
  editions: { name: string }[];
}

/** A project that is watched. */
class Watched {
  private told: Told[] = [];
  private read = 0;
  readonly output: string[] = [];

  private constructor(
    readonly project: string,
    readonly child: ChildProcess,
  ) {
    let rest = '';
    child.stdout!.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      this.output.push(...lines);
      this.told = this.output.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
    });
  }

  static async start(files = SAMPLE, args = ['--json']): Promise<Watched> {
    const project = await writeProject(files);
    const child = spawn(process.execPath, [resolve('dist/cli/main.js'), 'watch', project, ...args], {
      env: { ...process.env, NO_COLOR: '1' },
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    return new Watched(project, child);
  }

  /** The next rebuild. */
  async next(): Promise<Told> {
    await expect.poll(() => this.told.length, { timeout: 60_000, interval: 20 }).toBeGreaterThan(this.read);
    return this.told[this.read++]!;
  }

  /** Whether nothing more was told, some while later. */
  async isQuiet(milliseconds = 700): Promise<boolean> {
    await new Promise((done) => setTimeout(done, milliseconds));
    return this.told.length === this.read;
  }

  write(path: string, text: string): Promise<void> {
    return writeFile(join(this.project, path), text);
  }

  edition(name: string): Promise<Buffer> {
    return readFile(join(this.project, 'out', name));
  }

  async end(): Promise<{ status: number | null; milliseconds: number }> {
    const start = performance.now();
    const ended = new Promise<number | null>((done) => {
      this.child.on('close', done);
    });
    this.child.kill('SIGINT');
    return { status: await ended, milliseconds: performance.now() - start };
  }
}

const flour = (words: string) => `---\ntitle: Flour\n---\n\nNine sacks of rye came by boat, and ${words}.\n`;

test('builds at once, and again after each change, as a clean build would', async () => {
  const watched = await Watched.start();
  expect(await watched.next()).toMatchObject({ status: 'done', changed: [], editions: [{}, {}] });
  await watched.write('corpus/flour.md', flour('nobody sang'));
  expect(await watched.next()).toMatchObject({ status: 'done', changed: ['corpus/flour.md'] });

  await mkdir(join(watched.project, 'templates'));
  await watched.write('templates/print.css', 'body { color: #222 }');
  expect(await watched.next()).toMatchObject({ status: 'done', changed: ['templates/print.css'] });
  await rm(join(watched.project, 'templates'), { recursive: true });
  expect(await watched.next()).toMatchObject({ status: 'done', changed: ['templates/print.css'] });

  const pdf = await watched.edition('reader.pdf');
  const epub = await watched.edition('reader.epub');
  const clean = join(watched.project, 'clean');
  await florilegium(['build', watched.project, '--no-cache', '--quiet', '--out', clean]);
  expect(pdf.equals(await readFile(join(clean, 'reader.pdf')))).toBe(true);
  expect(epub.equals(await readFile(join(clean, 'reader.epub')))).toBe(true);
});

test('keeps the last good editions while the project is broken, and goes on when it is mended', async () => {
  const watched = await Watched.start();
  await watched.next();
  const before = await watched.edition('reader.pdf');
  const annotations = SAMPLE['annotations.yml']!;
  await watched.write('annotations.yml', `${annotations}broken: [`);
  expect(await watched.next()).toMatchObject({ status: 'content', changed: ['annotations.yml'] });
  await rm(join(watched.project, 'corpus'), { recursive: true });
  expect((await watched.next()).status).toBe('content');
  await rm(join(watched.project, 'annotations.yml'));
  expect((await watched.next()).diagnostics).toMatchObject([{ code: 'project-missing' }]);
  expect((await watched.edition('reader.pdf')).equals(before)).toBe(true);

  await mkdir(join(watched.project, 'corpus'));
  for (const [path, text] of Object.entries(SAMPLE)) await watched.write(path, text);
  let told = await watched.next();
  while (told.status !== 'done') told = await watched.next();
  expect((await watched.edition('reader.pdf')).equals(before)).toBe(true);
});

test('goes on when the project itself goes, and comes back', async () => {
  const watched = await Watched.start();
  await watched.next();
  const before = await watched.edition('reader.pdf');
  await rename(watched.project, `${watched.project}-aside`);
  expect((await watched.next()).diagnostics).toMatchObject([{ code: 'project-missing' }]);
  expect(await watched.isQuiet()).toBe(true);
  await rename(`${watched.project}-aside`, watched.project);
  expect((await watched.next()).status).toBe('done');
  expect((await watched.edition('reader.pdf')).equals(before)).toBe(true);
  await watched.write('corpus/flour.md', flour('nobody sang'));
  expect(await watched.next()).toMatchObject({ status: 'done', changed: ['corpus/flour.md'] });
});

test('hears of a folder that was removed and made again', async () => {
  const watched = await Watched.start();
  await watched.next();
  rmSync(join(watched.project, 'corpus'), { recursive: true });
  mkdirSync(join(watched.project, 'corpus'));
  expect((await watched.next()).status).toBe('content');
  await watched.write('corpus/chalk.md', SAMPLE['corpus/chalk.md']!);
  await watched.write('corpus/flour.md', flour('nobody sang'));
  let told = await watched.next();
  while (told.status !== 'done') told = await watched.next();
  await watched.write('corpus/flour.md', flour('all sang'));
  expect(await watched.next()).toMatchObject({ status: 'done', changed: ['corpus/flour.md'] });
});

test('what is wrong with an EPUB is said after each change, until it is mended', async () => {
  const watched = await Watched.start();
  expect(await watched.next()).toMatchObject({ status: 'done', diagnostics: [] });
  await mkdir(join(watched.project, 'templates'));
  await watched.write('templates/epub.css', 'p { direction: rtl }');
  expect(await watched.next()).toMatchObject({ status: 'content', diagnostics: [{ code: 'epub-invalid' }] });
  await watched.write('corpus/flour.md', flour('nobody sang'));
  expect(await watched.next()).toMatchObject({ status: 'content', diagnostics: [{ code: 'epub-invalid' }] });
  await watched.write('templates/epub.css', 'p { color: #222 }');
  expect(await watched.next()).toMatchObject({ status: 'done', diagnostics: [] });
});

test('a burst is one rebuild; what no build reads is none; editors that rename are heard', async () => {
  const watched = await Watched.start();
  await watched.next();
  for (let n = 0; n < 8; n++)
    writeFileSync(join(watched.project, 'corpus/flour.md'), flour(`nobody sang ${n} times`));
  writeFileSync(
    join(watched.project, 'corpus/chalk.md'),
    SAMPLE['corpus/chalk.md']!.replace('Forty', 'Fifty'),
  );
  expect(await watched.next()).toMatchObject({ changed: ['corpus/chalk.md', 'corpus/flour.md'] });
  expect(await watched.isQuiet()).toBe(true);

  await watched.write('todo.txt', 'Ask Ada.');
  await watched.write('corpus/.flour.md.swp', 'half');
  await watched.write('corpus/flour.md', flour('nobody sang 7 times'));
  expect(await watched.isQuiet()).toBe(true);

  await watched.write('corpus/.flour.md.new', flour('all sang'));
  await rename(join(watched.project, 'corpus/.flour.md.new'), join(watched.project, 'corpus/flour.md'));
  expect(await watched.next()).toMatchObject({ status: 'done', changed: ['corpus/flour.md'] });
});

test('prints a line for each rebuild, and ends at once with 130 and no half file', async () => {
  const watched = await Watched.start(SAMPLE, []);
  const lines = (count: number) =>
    expect.poll(() => watched.output.length, { timeout: 60_000, interval: 20 }).toBe(count);
  await lines(1);
  await watched.write('corpus/flour.md', flour('nobody sang at all, not even the boatman'));
  await lines(2);
  expect(watched.output).toEqual([
    expect.stringMatching(/^reader, handout · \d+\.\d s$/),
    expect.stringMatching(/^corpus\/flour\.md: reader \(\d+ pages? changed .*\), handout · \d+\.\d s$/),
  ]);
  await watched.write('corpus/flour.md', flour('the boatman slept'));
  await new Promise((done) => setTimeout(done, 250));
  const { status, milliseconds } = await watched.end();
  expect(status).toBe(130);
  expect(milliseconds).toBeLessThan(1000);
  const files = await readdir(join(watched.project, 'out'));
  expect(files.filter((name) => /^(?!\.)/.test(name)).sort()).toEqual([
    'handout.pdf',
    'handout.report.json',
    'reader.epub',
    'reader.pdf',
    'reader.report.json',
  ]);
});

test('a project that init made, and a folder that is not there', async () => {
  const folder = await writeProject({});
  const project = join(folder, 'new');
  expect((await florilegium(['init', project, '--quiet'])).status).toBe(0);
  const ran = await florilegium(['watch', project], {
    started: (kill) => setTimeout(() => kill('SIGINT'), 8000),
  });
  expect(ran.stdout).toMatch(/^reader.* · \d+\.\d s$/m);
  expect(ran.status).toBe(130);
  expect((await florilegium(['watch', join(folder, 'none')])).status).toBe(2);
});
