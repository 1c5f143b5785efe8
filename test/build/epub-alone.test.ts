import { readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type BuildOptions, build } from '../../src/build.js';
import { writeProject } from '../support/project.js';
import { all, unpack } from '../support/unpack.js';
import { SAMPLE } from './sample.js';

/*
 * An EPUB that is made without its PDF: it has the pages of the PDF that an earlier build left, as long as that is there,
 * whole, and has the same words.
 */

/** One project with one output folder, and what is done to it. */
async function project(options: Omit<BuildOptions, 'project'> = {}) {
  const folder = await writeProject(SAMPLE);
  const path = (name: string) => join(folder, name);
  const make = async (formats?: BuildOptions['formats']) => {
    const { status } = await build({
      project: folder,
      editions: ['reader'],
      ...options,
      ...(formats && { formats }),
    });
    expect(status).toBe('done');
    return readFile(path('out/reader.epub')).catch(() => new Uint8Array());
  };
  return {
    path,
    make,
    edit: async (name: string, from: string, to: string) => {
      const text = await readFile(path(name), 'utf8');
      expect(text).toContain(from);
      await writeFile(path(name), text.replace(from, to));
    },
  };
}

/** The labels of the page list; none where the EPUB claims no pages. */
async function pagesOf(epub: Uint8Array): Promise<string[]> {
  const { xml } = await unpack(epub);
  const nav = all(xml('toc.xhtml'), (e) => e.attributes['epub:type'] === 'page-list')[0];
  const claims = all(xml('content.opf'), 'meta').filter(
    ({ attributes, text }) => attributes.property === 'pageBreakSource' || text === 'pageNavigation',
  );
  expect(claims).toHaveLength(nav ? 2 : 0);
  return nav ? all(nav, 'a').map((a) => a.text) : [];
}

describe('an EPUB made alone', () => {
  test.each([
    ['with a cache', true],
    ['without one', false],
  ])('has no pages before there was a print, and those of the print afterwards, %s', async (_, cache) => {
    const { make } = await project({ cache });
    expect(await pagesOf(await make(['epub']))).toEqual([]);
    await make(['pdf']);
    const alone = await make(['epub']);
    expect((await pagesOf(alone)).slice(0, 3)).toEqual(['i', 'iii', 'iv']);
    expect(Buffer.compare(alone, await make())).toBe(0);
    expect(Buffer.compare(alone, await make(['epub']))).toBe(0);
  });

  test.each<[string, (made: Awaited<ReturnType<typeof project>>) => Promise<void>]>([
    ['a word of a text is another', ({ edit }) => edit('corpus/flour.md', 'Nine sacks', 'Ten sacks')],
    ['a word of a note is another', ({ edit }) => edit('annotations.yml', 'A ledger.', 'The ledger.')],
    [
      'two paragraphs have become one',
      ({ edit }) => edit('corpus/chalk.md', 'owed.\n\n##', 'owed.\n\nSo.\n\n##'),
    ],
    ['the PDF is deleted', ({ path }) => unlink(path('out/reader.pdf'))],
    ['the PDF is another file', ({ path }) => writeFile(path('out/reader.pdf'), '%PDF-1.7\n')],
    ['what was kept is deleted', ({ path }) => unlink(path('out/.florilegium/pages/reader.starts.json'))],
    [
      'what was kept is cut off',
      ({ path }) => writeFile(path('out/.florilegium/pages/reader.starts.json'), '{"form":1,'),
    ],
  ])('has no pages where %s, and has them again after a print', async (_, change) => {
    const made = await project();
    await made.make();
    await made.make(['epub']);
    await change(made);
    expect(await pagesOf(await made.make(['epub']))).toEqual([]);
    const both = await made.make();
    expect(await pagesOf(both)).not.toEqual([]);
    expect(Buffer.compare(await made.make(['epub']), both)).toBe(0);
  });

  test('has the pages of the PDF that is there, whatever a new one would be like', async () => {
    const { make, edit, path } = await project();
    const before = await pagesOf(await make());
    await edit('annotations.yml', 'formats: [epub, pdf] }', 'formats: [epub, pdf], page: 5in 4in }');
    expect(await pagesOf(await make(['epub']))).toEqual(before);
    expect((await pagesOf(await make())).length).toBeGreaterThan(before.length);
    await edit('annotations.yml', 'formats: [epub, pdf]', 'formats: [epub]');
    expect(await pagesOf(await make())).toEqual([]);
    expect((await readFile(path('out/reader.pdf'))).length).toBeGreaterThan(0);
  });
});
