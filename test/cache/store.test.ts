import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { digest } from '../../src/cache/digest.js';
import { Memo } from '../../src/cache/memo.js';
import { Store } from '../../src/cache/store.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found);

let folder: string;
beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'florilegium-store-'));
  folder = join(parent, 'deeper', 'cache');
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
});

async function stored(entries: Record<string, string>, limit?: number): Promise<Store> {
  const store = new Store(folder, limit);
  for (const [name, content] of Object.entries(entries)) store.put(name, bytes(content));
  await store.flush();
  return store;
}

describe('a store', () => {
  test('gives what was put into it, before it is written and after, here and in another process', async () => {
    const store = new Store(folder);
    store.put('a', bytes('one'));
    expect(text(store.get('a'))).toBe('one');
    expect(await readdir(join(folder, '..')).catch(() => 'nothing')).toBe('nothing');
    await store.flush();
    expect(text(store.get('a'))).toBe('one');
    expect(text(new Store(folder).get('a'))).toBe('one');
    expect(new Store(folder).get('b')).toBeUndefined();
  });

  test('writes by itself once it has begun, and what is put later, too', async () => {
    const store = new Store(folder);
    store.put('a', bytes('one'));
    store.begin();
    store.put('b', bytes('two'));
    store.put('a', bytes('three'));
    expect([text(store.get('a')), text(store.get('b'))]).toEqual(['three', 'two']);
    const other = new Store(folder);
    await vi.waitFor(() => {
      expect([text(other.get('a')), text(other.get('b'))]).toEqual(['three', 'two']);
    });
    store.put('c', bytes('four'));
    await vi.waitFor(() => expect(text(other.get('c'))).toBe('four'));
  });

  test('writes many entries while somebody is busy, who lets it go on only now and then', async () => {
    const names = Array.from({ length: 60 }, (_, n) => `entry-${n}`);
    const store = new Store(folder);
    for (const name of names) store.put(name, bytes(name));
    store.begin();
    const areWritten = async () => (await readdir(folder).catch(() => [])).filter((name) => /\d$/.test(name));
    let turns = 0;
    for (; turns < 40 && (await areWritten()).length < names.length; turns++) {
      const until = performance.now() + 20;
      while (performance.now() < until);
    }
    // Four at once would take twice as many, since each takes five.
    expect(turns).toBeLessThan(40);
    await store.flush();
  });

  test('puts a new entry in the place of an old one', async () => {
    await stored({ a: 'one' });
    await stored({ a: 'two' });
    expect(text(new Store(folder).get('a'))).toBe('two');
    expect(await readdir(folder)).toEqual(['a']);
  });

  test('may be deleted while it is in use', async () => {
    const store = await stored({ a: 'one' });
    await rm(folder, { recursive: true });
    expect(store.get('a')).toBeUndefined();
    store.put('b', bytes('two'));
    await store.flush();
    expect(text(store.get('b'))).toBe('two');
  });

  test.each([
    ['cut off', async (path: string) => truncate(path, (await stat(path)).size - 1)],
    ['cut off in its head', (path: string) => truncate(path, 10)],
    ['emptied', (path: string) => truncate(path, 0)],
    [
      'changed in one bit',
      async (path: string) => {
        const entry = await readFile(path);
        entry[entry.length - 1]! ^= 1;
        await writeFile(path, entry);
      },
    ],
    ['of another form', (path: string) => writeFile(path, `florilegium cache 0\n${'x'.repeat(100)}`)],
  ])('does not have an entry that is %s, and removes it', async (_, damage) => {
    await stored({ a: 'one', b: 'two' });
    await damage(join(folder, 'a'));
    const store = new Store(folder);
    expect(store.get('a')).toBeUndefined();
    expect(text(store.get('b'))).toBe('two');
    expect(await readdir(folder)).toEqual(['b']);
  });

  test('removes what was used least recently where there is more than the bound', async () => {
    await stored({ a: 'x'.repeat(400), b: 'x'.repeat(400), c: 'x'.repeat(400) });
    for (const [index, name] of ['a', 'b', 'c'].entries())
      await utimes(join(folder, name), 1e9 + index, 1e9 + index);
    // Reading is using.
    new Store(folder).get('a');
    await stored({ d: 'x'.repeat(400) }, 1500);
    expect((await readdir(folder)).sort()).toEqual(['a', 'd']);
  });

  test('removes what a killed process left, and not what another one is writing', async () => {
    await stored({ a: 'one' });
    await writeFile(join(folder, 'b.1-0.tmp'), 'half');
    await utimes(join(folder, 'b.1-0.tmp'), 1e9, 1e9);
    await writeFile(join(folder, 'c.2-0.tmp'), 'half');
    await stored({ d: 'two' });
    expect((await readdir(folder)).sort()).toEqual(['a', 'c.2-0.tmp', 'd']);
  });

  test('fails nothing where it cannot be written: there is a file where its folder should be', async () => {
    await stored({ a: 'one' });
    const store = new Store(join(folder, 'a', 'cache'));
    store.put('b', bytes('two'));
    await store.flush();
    expect(store.get('b')).toBeUndefined();
  });

  test.runIf(process.platform === 'linux')('fails nothing where no folder can be made', async () => {
    const store = new Store('/proc/florilegium/cache');
    store.put('a', bytes('one'));
    await store.flush();
    expect(store.get('a')).toBeUndefined();
  });

  test('fails nothing where it cannot be read', async () => {
    await stored({ a: 'one' });
    await chmod(join(folder, 'a'), 0);
    const found = new Store(folder).get('a');
    // Who may read everything reads this, too.
    expect([undefined, 'one']).toContain(text(found));
  });

  test('is whole when several write to it at once', async () => {
    const stores = Array.from({ length: 8 }, () => new Store(folder));
    await Promise.all(
      stores.map(async (store) => {
        for (let n = 0; n < 20; n++) store.put(`entry-${n}`, bytes(`content ${n} `.repeat(n + 1)));
        await store.flush();
      }),
    );
    const store = new Store(folder);
    for (let n = 0; n < 20; n++) expect(text(store.get(`entry-${n}`))).toBe(`content ${n} `.repeat(n + 1));
    expect(await readdir(folder)).toHaveLength(20);
  });
});

describe('a digest', () => {
  test('is one for the same parts', () => {
    expect(digest('a', 1, bytes('b'), { c: [2] })).toBe(digest('a', 1, bytes('b'), { c: [2] }));
  });

  test('is another one for other parts, however they are cut', () => {
    const part = fc.oneof(
      fc.string(),
      fc.uint8Array({ maxLength: 8 }),
      fc.jsonValue().filter((value) => typeof value !== 'string'),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 }), (a, b) => {
        const plain = (parts: unknown[]) =>
          JSON.stringify(parts.map((each) => (each instanceof Uint8Array ? { bytes: [...each] } : [each])));
        expect(digest(...(a as object[])) === digest(...(b as object[]))).toBe(plain(a) === plain(b));
      }),
    );
    expect(digest('ab', 'c')).not.toBe(digest('a', 'bc'));
    expect(digest('1')).not.toBe(digest(1));
    expect(digest(bytes('a'))).not.toBe(digest('a'));
  });
});

describe('a memo', () => {
  const make = (store?: Store) => {
    const memo = new Memo(store);
    let made = 0;
    const value = (...parts: string[]) => memo.remember('value', parts, () => ({ parts, nth: ++made }));
    return { memo, value };
  };

  test('makes a value once for the same parts, in this process and the next', async () => {
    const store = new Store(folder);
    const { value } = make(store);
    expect(value('a')).toEqual({ parts: ['a'], nth: 1 });
    expect(value('a')).toEqual({ parts: ['a'], nth: 1 });
    expect(value('b')).toEqual({ parts: ['b'], nth: 2 });
    await store.flush();
    expect(make(new Store(folder)).value('a')).toEqual({ parts: ['a'], nth: 1 });
  });

  test('gives a value anew each time, with what is twice in it once', () => {
    const { memo } = make(new Store(folder));
    const shared = { n: 1 };
    memo.keep(memo.key('pair'), [shared, shared, new Map([['k', new Uint8Array([1])]])]);
    shared.n = 2;
    const [a, b, map] = memo.recall<[{ n: number }, { n: number }, Map<string, Uint8Array>]>(
      memo.key('pair'),
    )!;
    expect(a).toBe(b);
    expect(a.n).toBe(1);
    expect(map.get('k')).toEqual(new Uint8Array([1]));
    a.n = 3;
    expect(memo.recall<[{ n: number }]>(memo.key('pair'))![0].n).toBe(1);
  });

  test('without a store, makes it each time', () => {
    const { value } = make();
    expect([value('a').nth, value('a').nth]).toEqual([1, 2]);
  });
});
