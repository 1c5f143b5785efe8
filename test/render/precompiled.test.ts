import { readdirSync, readFileSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { serialise } from '../../src/epub/serialise.js';
import { precompile } from '../../src/render/precompile.js';
import type { Precompiled } from '../../src/render/precompiled.js';
import { fullBook } from '../support/book.js';
import { renderBook } from '../support/render.js';

const paths = readdirSync('templates', { recursive: true })
  .map((path) => String(path).replaceAll('\\', '/'))
  .filter((path) => /\.(hbs|yml)$/.test(path));
const code = precompile(new Map(paths.map((path) => [path, readFileSync(`templates/${path}`, 'utf8')])));
const compiled: Precompiled = new Function(`return ${code}`)();

/** What rendering gives where the program has the templates compiled. */
async function renderCompiled(own: Record<string, string>) {
  vi.resetModules();
  vi.doMock('../../src/render/precompiled.js', () => ({ PRECOMPILED: compiled }));
  expect((await import('../../src/render/precompiled.js')).PRECOMPILED).toBe(compiled);
  const { renderBook } = await import('../support/render.js');
  return renderBook(fullBook(), own);
}

function told({ value, diagnostics }: ReturnType<typeof renderBook>) {
  return {
    pages: value.pages.map(({ file, tree }) => [file, serialise(tree)]),
    problems: diagnostics.map(({ code, file, range, message }) => [code, file, range?.start.offset, message]),
  };
}

test('every built-in template is compiled with the program, but those of themes', () => {
  const expected = paths.filter((path) => path.endsWith('.hbs') && !path.startsWith('themes/'));
  expect(Object.keys(compiled.templates).sort()).toEqual(expected.sort());
});

test.each<[string, Record<string, string>]>([
  ['nothing of its own', {}],
  ['a template of its own', { 'reading.hbs': '<p>{{title}}</p>' }],
  ['a partial of its own', { 'partials/byline.hbs': '<p class="byline">By {{names authors}}</p>' }],
  ['a mistake in a partial', { 'partials/byline.hbs': '<p>\n  {{athors}}</p>' }],
  ['a mistake in the markup of a partial', { 'partials/byline.hbs': '<p>\n  <b></p>' }],
  ['a partial that includes itself', { 'partials/byline.hbs': '{{> byline}}' }],
  [
    'a partial that a built-in template leaves a block open in',
    { 'partials/page.hbs': '<section><p>{{> @partial-block}}</section>' },
  ],
])('pages and problems are those of templates compiled on the way: %s', async (_, own) => {
  const expected = told(renderBook(fullBook(), own));
  expect(told(await renderCompiled(own))).toEqual(expected);
});
