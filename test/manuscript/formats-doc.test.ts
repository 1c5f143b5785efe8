import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { MAX_ASSET_BYTES, MAX_TEXT_BYTES } from '../../src/manuscript/files.js';
import { annotationsSchema } from '../../src/manuscript/schema.js';
import { type Files, READING, read } from './project.js';

const page = readFileSync(resolve(import.meta.dirname, '../../docs/formats.md'), 'utf8');

/** Fenced blocks that name the file that they are. */
const examples = [...page.matchAll(/^(`{3,})(?:yaml|markdown) (\S+)\n([\s\S]*?)^\1$/gm)].map(
  ([, , path, content]) => ({ path: path!, content: content! }),
);

/** The ids that lists of readings name. */
function ids(items: unknown[] = []): string[] {
  return items.flatMap((item) => {
    if (typeof item === 'string') return [item];
    const { id, text, readings } = item as { id?: string; text?: string; readings?: unknown[] };
    return readings ? ids(readings) : text === 'local' ? [] : [id!];
  });
}

test.each(examples)('the example $path is valid', async ({ path, content }) => {
  const files: Files = { [path]: content };
  if (path === 'annotations.yml') {
    const { front, readings, back } = parse(content);
    for (const id of [...ids(front), ...ids(readings), ...ids(back)]) files[`corpus/${id}.md`] = READING;
  } else {
    const id = /^corpus\/(.*)\.md$/.exec(path)![1]!;
    files['annotations.yml'] = `anthology: { title: T }\nreadings: [${id}, one]\n`;
  }
  const { value, diagnostics } = await read(files);
  // What the example leaves to the user, and the reading that every project of the tests has.
  const usual = ['local-text-missing', 'reading-unlisted'];
  expect(diagnostics.filter(({ code }) => !usual.includes(code))).toEqual([]);
  expect(value!.readings.length).toBeGreaterThan(0);
});

test('there is an example that has every key', () => {
  const all = examples
    .filter(({ path }) => path === 'annotations.yml')
    .map(({ content }) => Object.keys(parse(content)));
  const most = all.reduce((a, b) => (b.length > a.length ? b : a));
  expect([...most].sort()).toEqual(Object.keys(annotationsSchema.shape).sort());
});

test('the limits on the page are those of the program', () => {
  expect(page).toContain(`| a text file | ${MAX_TEXT_BYTES / 1024 / 1024} MB |`);
  expect(page).toContain(`| an image, a font | ${MAX_ASSET_BYTES / 1024 / 1024} MB |`);
});
