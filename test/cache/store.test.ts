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

/** The path of the one file in the folder. */
async function onlyPack(): Promise<string> {
  const names = await readdir(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0]!);
}

async function flip(path: string, at: number): Promise<void> {
  const content = await readFile(path);
  content[at]! ^= 1;
  await writeFile(path, content);
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
    store.put('b', bytes('x'.repeat(1000)));
    store.put('a', bytes('three'));
    expect([text(store.get('a')), text(store.get('b'))]).toEqual(['three', 'x'.repeat(1000)]);
    await vi.waitFor(async () => {
      const [name] = await readdir(folder);
      expect((await stat(join(folder, name!))).size).toBeGreaterThan(1000);
    });
    expect([text(store.get('a')), text(store.get('b'))]).toEqual(['three', 'x'.repeat(1000)]);
    store.put('c', bytes('four'));
    await store.settle();
    const other = new Store(folder);
    expect([text(other.get('a')), text(other.get('c'))]).toEqual(['three', 'four']);
    store.put('d', bytes('five'));
    await store.settle();
    expect(text(new Store(folder).get('d'))).toBe('five');
  });

  test('writes what it is given at once in one file', async () => {
    await stored(Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`entry-${n}`, `content ${n}`])));
    expect(await readdir(folder)).toHaveLength(1);
    const store = new Store(folder);
    for (let n = 0; n < 3000; n += 7) expect(text(store.get(`entry-${n}`))).toBe(`content ${n}`);
  });

  test('has of entries of one name the one that was put last', async () => {
    await stored({ a: 'one', b: 'one' });
    await stored({ a: 'two' });
    const store = new Store(folder);
    expect([text(store.get('a')), text(store.get('b'))]).toEqual(['two', 'one']);
  });

  test('has entries of no bytes', async () => {
    await stored({ a: '', b: 'one' });
    expect(text(new Store(folder).get('a'))).toBe('');
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
    ['cut off', (path: string, size: number) => truncate(path, size - 1)],
    ['cut off in its index', (path: string, size: number) => truncate(path, size - 70)],
    ['cut off in an entry', (path: string) => truncate(path, 4)],
    ['emptied', (path: string) => truncate(path, 0)],
    ['changed in its index', (path: string, size: number) => flip(path, size - 70)],
    ['changed in what it says of its index', (path: string, size: number) => flip(path, size - 55)],
    ['of another form', (path: string) => writeFile(path, `florilegium cache 1\n${'x'.repeat(100)}`)],
  ])('has nothing of a pack that is %s, and removes it', async (_, damage) => {
    await stored({ a: 'one', b: 'two' });
    const path = await onlyPack();
    await damage(path, (await stat(path)).size);
    const store = new Store(folder);
    expect([store.get('a'), store.get('b')]).toEqual([undefined, undefined]);
    store.put('c', bytes('three'));
    await store.flush();
    expect(await onlyPack()).not.toBe(path);
    expect(text(new Store(folder).get('c'))).toBe('three');
  });

  test('does not have an entry that is changed in one bit', async () => {
    await stored({ a: 'one', b: 'two' });
    await flip(await onlyPack(), 1);
    const store = new Store(folder);
    expect(store.get('a')).toBeUndefined();
    expect(text(store.get('b'))).toBe('two');
    store.put('a', bytes('one'));
    await store.flush();
    expect(text(new Store(folder).get('a'))).toBe('one');
  });

  test('removes what was used least recently where there is more than the bound', async () => {
    for (const name of ['a', 'b', 'c']) await stored({ [name]: 'x'.repeat(400) });
    for (const [index, name] of (await readdir(folder)).sort().entries())
      await utimes(join(folder, name), 1e9 + index, 1e9 + index);
    // Reading is using.
    new Store(folder).get('a');
    await stored({ d: 'x'.repeat(400) }, 1500);
    const store = new Store(folder);
    expect(['a', 'b', 'c', 'd'].filter((name) => store.get(name))).toEqual(['a', 'd']);
  });

  test('keeps what was used of packs that have more than the bound in them', async () => {
    await stored({ a: 'a'.repeat(400), b: 'b'.repeat(400), c: 'c'.repeat(400) });
    const store = new Store(folder, 1300);
    store.get('b');
    store.put('d', bytes('d'.repeat(400)));
    await store.flush();
    const path = await onlyPack();
    expect((await stat(path)).size).toBeLessThan(1300);
    const next = new Store(folder);
    expect(['a', 'b', 'c', 'd'].filter((name) => next.get(name))).toEqual(['b', 'd']);
  });

  test('writes less of one build than the bound, and what is small in any case', async () => {
    const store = new Store(folder, 100_000);
    store.begin();
    for (const size of [40_000, 80_000, 80_000]) {
      store.put(`large-${Math.random()}`, new Uint8Array(40_000));
      await vi.waitFor(async () => {
        const [name] = await readdir(folder);
        expect((await stat(join(folder, name!))).size).toBe(size);
      });
    }
    store.put('small', bytes('small'));
    await store.settle();
    expect((await stat(await onlyPack())).size).toBeLessThan(81_000);
    expect(text(new Store(folder).get('small'))).toBe('small');
  });

  test('puts packs together when there are many, with the newest of each entry', async () => {
    for (let n = 0; n < 100; n++) await stored({ [`entry-${n}`]: `content ${n}`, a: `${n}` });
    expect((await readdir(folder)).length).toBeLessThan(70);
    const store = new Store(folder);
    for (let n = 0; n < 100; n++) expect(text(store.get(`entry-${n}`))).toBe(`content ${n}`);
    expect(text(store.get('a'))).toBe('99');
  });

  test('removes what a killed process left, and not what another one is writing', async () => {
    await stored({ a: 'one' });
    await writeFile(join(folder, '0000000002-1-0-1.pack.tmp'), 'half');
    await utimes(join(folder, '0000000002-1-0-1.pack.tmp'), 1e9, 1e9);
    await writeFile(join(folder, '0000000003-2-0-1.pack.tmp'), 'half');
    await stored({ d: 'two' });
    const names = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    expect(names).toEqual(['0000000003-2-0-1.pack.tmp']);
    const store = new Store(folder);
    expect([text(store.get('a')), text(store.get('d'))]).toEqual(['one', 'two']);
  });

  test('fails nothing where it cannot be written: there is a file where its folder should be', async () => {
    await stored({ a: 'one' });
    const store = new Store(join(await onlyPack(), 'cache'));
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

  test('gives way: what it has and what it writes, and keeps nothing until all is settled', async () => {
    await stored({ a: 'one' });
    const store = new Store(folder);
    store.begin();
    store.put('b', bytes('two'));
    await store.giveWay();
    store.put('c', bytes('three'));
    expect(['a', 'b', 'c'].map((name) => store.get(name))).toEqual([undefined, undefined, undefined]);
    await store.settle();
    expect(await readdir(folder)).toEqual([]);
    store.put('d', bytes('four'));
    await store.flush();
    expect(text(new Store(folder).get('d'))).toBe('four');
  });

  test('fails nothing where it cannot be read', async () => {
    await stored({ a: 'one' });
    await chmod(await onlyPack(), 0);
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
    expect(await readdir(folder)).toHaveLength(8);
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
