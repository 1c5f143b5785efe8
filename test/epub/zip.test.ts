import { randomBytes } from 'node:crypto';
import JSZip from 'jszip';
import { expect, test } from 'vitest';
import { packFile, writeZip, type ZipEntry } from '../../src/epub/zip.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const noon = new Date('2024-05-06T12:34:56Z');

/** What a reader of archives finds: names in their order, with what is in the files. Its sums must agree. */
async function read(archive: Uint8Array): Promise<[string, Uint8Array][]> {
  const zip = await JSZip.loadAsync(archive, { checkCRC32: true });
  return Promise.all(
    Object.values(zip.files).map(async (file) => [file.name, await file.async('uint8array')] as const),
  ).then((files) => files.map(([name, data]) => [name, data]));
}

const prose = bytes('So it goes on, and on, and on. '.repeat(5000));
const noise = new Uint8Array(randomBytes(70_000));

test.each<[string, ZipEntry[]]>([
  ['no file', []],
  ['an empty file', [{ name: 'empty', bytes: new Uint8Array() }]],
  ['a byte', [{ name: 'a', bytes: bytes('a') }]],
  ['prose', [{ name: 'prose.txt', bytes: prose }]],
  ['what cannot be made smaller', [{ name: 'noise.png', bytes: noise }]],
  [
    'files in their own order',
    [
      { name: 'mimetype', bytes: bytes('application/epub+zip'), stored: true },
      { name: 'b/b.xhtml', bytes: prose },
      { name: 'a.css', bytes: bytes('p { margin: 0 }') },
      { name: 'b/a.png', bytes: noise },
    ],
  ],
])('%s comes out as it went in', async (_, entries) => {
  expect(await read(writeZip(entries.map(packFile), noon))).toEqual(
    entries.map(({ name, bytes }) => [name, bytes]),
  );
});

test('a stored file stands as it is, right after its name', () => {
  const archive = writeZip(
    [packFile({ name: 'mimetype', bytes: bytes('aaaaaaaaaaaaaaaaaaaa'), stored: true })],
    noon,
  );
  expect(Buffer.from(archive).toString('latin1', 30, 58)).toBe('mimetypeaaaaaaaaaaaaaaaaaaaa');
});

test('prose is compressed, and what would grow is not', () => {
  expect(writeZip([packFile({ name: 'prose', bytes: prose })], noon).length).toBeLessThan(prose.length / 20);
  expect(writeZip([packFile({ name: 'noise', bytes: noise })], noon).length).toBe(
    noise.length + 30 + 46 + 22 + 2 * 'noise'.length,
  );
});

test.each([
  ['a date to two seconds', '2024-05-06T12:34:57Z', '2024-05-06T12:34:56.000Z'],
  ['what is before ZIP begins', '1969-01-01T00:00:00Z', '1980-01-01T00:00:00.000Z'],
  ['what is after ZIP ends', '2200-01-01T00:00:00Z', '2107-12-31T00:00:00.000Z'],
])('files bear %s', async (_, date, kept) => {
  const zip = await JSZip.loadAsync(writeZip([packFile({ name: 'a', bytes: prose })], new Date(date)));
  expect(zip.files.a?.date.toISOString()).toBe(kept);
});
