import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { decode, readSource } from '../../src/manuscript/files.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { HEAD, places, READING, readValid, write } from './project.js';

const said = async (root: string) => places((await readManuscript(root)).diagnostics);

describe('files that cannot be read are told', () => {
  test('a folder that is no project', async () => {
    const root = write({});
    rmSync(join(root, 'annotations.yml'));
    expect(await said(root)).toEqual(['annotations.yml project-missing']);
    expect(await said(join(root, 'nowhere'))).toEqual(['nowhere project-missing']);
  });

  test('annotations.yaml is no annotations.yml, and the message says what to do', async () => {
    const root = write({ 'annotations.yaml': HEAD });
    rmSync(join(root, 'annotations.yml'));
    const { diagnostics } = await readManuscript(root);
    expect(diagnostics[0]!.hint).toContain('rename annotations.yaml');
  });

  test('no corpus', async () => {
    const root = write({});
    rmSync(join(root, 'corpus'), { recursive: true });
    expect(await said(root)).toEqual(['annotations.yml:2:12 reading-missing']);
  });

  test('a file for the corpus', async () => {
    const root = write({});
    rmSync(join(root, 'corpus'), { recursive: true });
    writeFileSync(join(root, 'corpus'), '');
    expect(await said(root)).toEqual(['annotations.yml:2:12 reading-missing', 'corpus folder-unreadable']);
  });

  test('a symbolic link to nothing: the reading would be left out in silence', async () => {
    const root = write({});
    rmSync(join(root, 'corpus/one.md'));
    symlinkSync('nowhere.md', join(root, 'corpus/one.md'));
    expect(await said(root)).toEqual(['corpus/one.md file-unreadable']);
  });

  test('a symbolic link in a circle', async () => {
    const root = write({});
    rmSync(join(root, 'corpus/one.md'));
    symlinkSync('one.md', join(root, 'corpus/one.md'));
    expect(await said(root)).toEqual(['corpus/one.md file-unreadable']);
  });

  test('a symbolic link out of the project', async () => {
    const elsewhere = write({});
    const root = write({});
    rmSync(join(root, 'corpus/one.md'));
    symlinkSync(join(elsewhere, 'corpus/one.md'), join(root, 'corpus/one.md'));
    expect(await said(root)).toEqual(['corpus/one.md file-outside']);
  });

  test('a folder of texts that is a symbolic link out of the project', async () => {
    const elsewhere = write({ 'corpus/two.md': READING });
    const root = write({});
    rmSync(join(root, 'corpus'), { recursive: true });
    symlinkSync(join(elsewhere, 'corpus'), join(root, 'corpus'));
    expect(await said(root)).toEqual(['annotations.yml:2:12 reading-missing', 'corpus file-outside']);
  });

  test('an image behind a symbolic link out of the project', async () => {
    const elsewhere = write({ 'press.png': 'secret' });
    const root = write({ 'corpus/one.md': `${READING}\n![A press](press.png)\n` });
    symlinkSync(join(elsewhere, 'press.png'), join(root, 'corpus/press.png'));
    expect(await said(root)).toEqual(['corpus/one.md:6:1 image-outside']);
  });

  test('a folder of templates that contains itself ends', async () => {
    const root = write({ 'templates/print.css': 'p { color: black }' });
    symlinkSync('.', join(root, 'templates/again'));
    const { value } = await readManuscript(root);
    expect(value!.templates.get('print.css')!.text).toBe('p { color: black }');
  });

  test.skipIf(process.platform === 'win32')('a pipe is not waited for', async () => {
    const root = write({});
    rmSync(join(root, 'corpus/one.md'));
    execFileSync('mkfifo', [join(root, 'corpus/one.md')]);
    expect(await said(root)).toEqual(['corpus/one.md file-unreadable']);
  });

  test('no permission', async () => {
    const root = write({});
    chmodSync(root, 0o755);
    chmodSync(join(root, 'corpus/one.md'), 0);
    expect(await asNobody(() => said(root))).toEqual(['corpus/one.md file-unreadable']);
  });
});

/** A superuser may read everything, and so reads as somebody else here. */
async function asNobody<T>(read: () => Promise<T>): Promise<T> {
  const superuser = process.geteuid?.() === 0;
  if (superuser) process.seteuid!(65534);
  try {
    return await read();
  } finally {
    if (superuser) process.seteuid!(0);
  }
}

describe('texts are decoded', () => {
  test.each<[string, number[], string[], string | undefined]>([
    ['ASCII', [0x61], [], 'a'],
    ['a byte-order mark is left out', [0xef, 0xbb, 0xbf, 0x61], [], 'a'],
    ['two, three and four bytes', [0xc3, 0xa9, 0xe2, 0x80, 0x94, 0xf0, 0x9f, 0x93, 0x96], [], 'é—📖'],
    ['a byte of Windows-1252', [0x61, 0x0a, 0x62, 0x93], ['f:2:2 file-not-utf8'], 'a\nb\ufffd'],
    ['an overlong form', [0x61, 0xc0, 0xaf], ['f:1:2 file-not-utf8'], 'a\ufffd\ufffd'],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80], ['f:1:1 file-not-utf8'], '\ufffd\ufffd\ufffd'],
    ['a character cut off', [0x61, 0xe2, 0x80], ['f:1:2 file-not-utf8'], 'a\ufffd'],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], ['f file-not-utf8'], undefined],
  ])('%s', (_, bytes, expected, text) => {
    const { value, diagnostics } = decode('f', Uint8Array.from(bytes));
    expect(places(diagnostics)).toEqual(expected);
    expect(value?.text).toBe(text);
  });

  test('a file that is not there is no mistake by itself', async () => {
    expect(await readSource(write({}), 'templates/none.css')).toEqual({ value: undefined, diagnostics: [] });
  });
});

describe('line ends and marks of every kind give the same project', () => {
  const annotations = `${HEAD}glossary:\n  - term: time\n    definition: |\n      A line.\n\n      Another.\n`;
  const reading = '---\ntitle: One\n---\nOnce upon\na *time*.\n\nThen.\n';
  test.each([
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('%s', async (_, end) => {
    const plain = await readValid({ 'annotations.yml': annotations, 'corpus/one.md': reading });
    const other = await readValid({
      'annotations.yml': `\ufeff${annotations.replaceAll('\n', end)}`,
      'corpus/one.md': `\ufeff${reading.replaceAll('\n', end)}`,
    });
    const values = (tree: object | undefined) =>
      JSON.stringify(tree, (key, value) => (key === 'position' ? undefined : value));
    expect(values(other.readings[0]!.body)).toBe(values(plain.readings[0]!.body));
    expect(other.glossary[0]!.definition.tree).toEqual(plain.glossary[0]!.definition.tree);
  });
});

test('templates/ gives templates and stylesheets as text, the rest as bytes', async () => {
  const { templates, assets } = await readValid({
    'templates/reading.hbs': '{{title}}',
    'templates/partials/note.hbs': '{{note}}',
    'templates/fonts/a.ttf': Uint8Array.of(0, 1, 0, 0),
    'templates/.hidden': 'no',
  });
  expect([...templates.keys()].sort()).toEqual(['partials/note.hbs', 'reading.hbs']);
  expect(templates.get('partials/note.hbs')!.path).toBe('templates/partials/note.hbs');
  expect([...assets]).toEqual([['fonts/a.ttf', Buffer.of(0, 1, 0, 0)]]);
});

test('an image is found however the accents of its name are composed', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>';
  const { images } = await readValid({
    'corpus/one.md': `---\ntitle: One\n---\n![A](${'fähre.svg'.normalize('NFC')})\n\n![B](${'möwe.svg'.normalize('NFD')})\n`,
    [`corpus/${'fähre.svg'.normalize('NFD')}`]: svg,
    [`corpus/${'möwe.svg'.normalize('NFC')}`]: svg,
  });
  expect([...images.keys()].map((path) => path.normalize('NFC'))).toEqual([
    'corpus/fähre.svg',
    'corpus/möwe.svg',
  ]);
});
