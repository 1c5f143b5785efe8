import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { replaceFiles } from '../../src/output/replace-files.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'florilegium-output-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** A disk that takes a file only when there is room. */
function onFullDisk(name: string, hasRoom: () => boolean) {
  return {
    path: join(folder, name),
    get data(): Uint8Array {
      if (!hasRoom()) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
      return Buffer.from('new');
    },
  };
}

describe('files of a build', () => {
  test('are written once more when room was made on a full disk', async () => {
    let room = false;
    const files = [onFullDisk('a.pdf', () => true), onFullDisk('b.pdf', () => room)];
    const makeRoom = async () => {
      room = true;
    };
    expect(await replaceFiles(folder, files, makeRoom)).toBeUndefined();
    expect(await readdir(folder)).toEqual(['a.pdf', 'b.pdf']);
  });

  test('are not written where room was made in vain', async () => {
    await writeFile(join(folder, 'a.pdf'), 'old');
    const files = [onFullDisk('a.pdf', () => true), onFullDisk('b.pdf', () => false)];
    const failure = await replaceFiles(folder, files, async () => undefined);
    expect(failure).toMatchObject({ code: 'output-not-written', file: folder });
    expect(failure?.message).toContain('the disk is full');
    expect(await readdir(folder)).toEqual(['a.pdf']);
    expect(await readFile(join(folder, 'a.pdf'), 'utf8')).toBe('old');
  });

  test('are named as they are to be when the disk does not take them', async () => {
    const name = `${'x'.repeat(240)}.pdf`;
    const failure = await replaceFiles(folder, [{ path: join(folder, name), data: Buffer.from('new') }]);
    expect(failure).toMatchObject({ code: 'output-not-written', file: join(folder, name) });
  });
});
