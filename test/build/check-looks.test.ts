import { expect, test } from 'vitest';
import { build, check } from '../../src/build.js';
import { writeProject } from '../support/project.js';

const PROJECT = {
  'annotations.yml': 'anthology: { title: T }\nreadings: [a]\n',
  'corpus/a.md': '---\ntitle: A\n---\nA mill.\n',
};

test.each([
  ['print.css', 'p { display: flex }', 'css-unsupported-value'],
  ['print.css', '.text { margin: var(--gap) }', 'css-unknown-variable'],
  ['print.css', '@page { @top-left { colr: red } }', 'css-unsupported-property'],
  ['print.css', '.text p { font-family: Georgia }', 'font-missing'],
  ['print.css', '@font-face { font-family: A; src: url(a.ttf) }', 'font-missing'],
  ['epub.css', 'p { margin 0 }', 'css-syntax'],
  ['epub.css', 'p { margin: 0; & em { color: red } }', 'css-syntax'],
  ['epub.css', '@media print { p { margin: 0 }', 'css-syntax'],
  ['epub.css', '@font-face { font-family: A; src: url(a.ttf) }', 'epub-asset-missing'],
  ['cover.svg.hbs', '<svg><text>{{book.title}}</svg>', 'cover-invalid'],
  ['cover.svg.hbs', '<svg>{{book.titel}}</svg>', 'template-unknown-name'],
  ['cover.hbs', '<section id="cover">{{book.titel}}</section>', 'template-unknown-name'],
  ['epub/package.hbs', '<package>{{book.titel}}</package>', 'template-unknown-name'],
  ['epub/ncx.hbs', '<ncx><a></ncx>', 'template-markup'],
  ['cover.png', 'no picture', 'cover-invalid'],
  ['colophon.hbs', '{{#> page}}<p><a href="#nowhere">a</a></p>{{/page}}', 'reference-unresolved'],
])('check finds in %s what a build finds: %s', async (file, text, code) => {
  const project = await writeProject({ ...PROJECT, [`templates/${file}`]: text });
  const { status, diagnostics } = await check({ project, strict: true });
  expect([status, diagnostics.map((one) => one.code)]).toEqual(['content', [code]]);
  expect((await build({ project, strict: true })).diagnostics).toEqual(diagnostics);
  const ofEpub = file === 'print.css' ? [] : diagnostics;
  expect((await build({ project, strict: true, formats: ['epub'] })).diagnostics).toEqual(ofEpub);
});

test('an edition’s own theme is looked at, where it has the format', async () => {
  const editions = 'editions:\n  a: { theme: evening }\n  b: { formats: [epub] }\n';
  const project = await writeProject({
    ...PROJECT,
    'annotations.yml': PROJECT['annotations.yml'] + editions,
    'templates/themes/evening/print.css': 'p { display: flex }',
  });
  expect((await check({ project })).diagnostics).toMatchObject([
    { code: 'css-unsupported-value', file: 'templates/themes/evening/print.css' },
  ]);
  expect((await check({ project, editions: ['b'] })).diagnostics).toEqual([]);
});
