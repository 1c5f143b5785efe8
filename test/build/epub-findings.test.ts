import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeProject } from '../support/project.js';
import { florilegium } from './command.js';
import { SAMPLE } from './sample.js';

const navigation = await readFile('templates/epub/navigation.hbs', 'utf8');

test.each([
  ['a stylesheet', 'epub.css', 'p { direction: rtl }', 'OEBPS/style.css'],
  ['a page list', 'epub/navigation.hbs', navigation.replace('{{label}}', ''), 'OEBPS/toc.xhtml'],
])(
  'a fault of %s is named in a clean build, in later ones, and no longer when it is mended',
  async (_, template, text, file) => {
    const project = await writeProject({ ...SAMPLE, [`templates/${template}`]: text });
    const build = async (...more: string[]) => {
      const { status, stdout } = await florilegium(['build', project, '--json', ...more]);
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; file?: string }[] };
      const found = diagnostics.filter(({ code }) => code === 'epub-invalid');
      for (const one of found) expect(one.file?.startsWith(file)).toBe(true);
      return { status, found };
    };
    const clean = await build('--no-cache');
    expect(clean).toMatchObject({ status: 1 });
    expect(clean.found.length).toBeGreaterThan(0);
    expect(await build()).toEqual(clean);
    expect(await build()).toEqual(clean);
    await writeFile(
      join(project, 'corpus/flour.md'),
      SAMPLE['corpus/flour.md']!.replace('the boatman sang', 'nobody sang'),
    );
    expect(await build()).toEqual(clean);
    await writeFile(join(project, 'templates', template), template === 'epub.css' ? '' : navigation);
    expect(await build()).toEqual({ status: 0, found: [] });
  },
);
