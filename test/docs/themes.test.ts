import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { build } from '../../src/build.js';
import { SAMPLE } from '../build/sample.js';
import { writeProject } from '../support/project.js';
import { unpack } from '../support/unpack.js';

const page = await readFile('docs/themes.md', 'utf8');

/** Fenced blocks that name the file that they are. */
const files = Object.fromEntries(
  [...page.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm)].map(([, path, content]) => [path!, content!]),
);

/** The sample with other editions. */
const withEditions = (editions: string) => ({
  ...SAMPLE,
  'annotations.yml': SAMPLE['annotations.yml']!.replace(/^editions:[\s\S]*/m, editions),
});

test('the theme of the documentation makes an edition', async () => {
  const { 'annotations.yml': editions, ...theme } = files;
  const project = await writeProject({ ...withEditions(editions!), ...theme });
  const { diagnostics, editions: built } = await build({ project, strict: true });
  expect(diagnostics).toEqual([]);
  expect(built.map(({ name }) => name)).toEqual(['booklet']);
  const epub = await unpack(await readFile(built[0]!.files.find(({ format }) => format === 'epub')!.path));
  expect(epub.text('style.css')).toContain(theme['templates/themes/evening/epub.css']);
  const pages = epub.names
    .filter((name) => name.endsWith('.xhtml'))
    .map((name) => epub.text(name.slice('OEBPS/'.length)));
  expect(pages.filter((text) => text.includes('<p class="byline">Bjørn Lund</p>'))).toHaveLength(1);
});

test.each(['', ', page: a5', ', page: letter'])(
  'clear sets a book that has something of everything%s',
  async (more) => {
    const project = await writeProject(withEditions(`editions:\n  large: { theme: clear${more} }\n`));
    const { diagnostics, editions } = await build({ project, strict: true });
    expect(diagnostics).toEqual([]);
    expect(editions[0]!.files.map(({ format }) => format)).toEqual(['epub', 'pdf', 'report']);
  },
);
