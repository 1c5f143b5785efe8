import { describe, expect, test } from 'vitest';
import { programDigest } from '../../src/cache/program.js';
import { SmallEntries } from '../../src/cache/small-entries.js';

/** Another program may not be able to read what this one puts together. */
const TOGETHER = `together-${programDigest()}`;

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (found: Uint8Array | undefined) => found && new TextDecoder().decode(found);

/** Entries in memory, and the names that were asked for. */
function memory() {
  const kept = new Map<string, Uint8Array>();
  const asked: string[] = [];
  const get = (name: string) => {
    asked.push(name);
    return kept.get(name);
  };
  return { kept, asked, get, put: (name: string, data: Uint8Array) => void kept.set(name, data) };
}

const NAMES = Array.from({ length: 100 }, (_, n) => `entry-${n}`);

/** A store in which a build has put a hundred small entries and a large one. */
function filled() {
  const store = memory();
  const entries = new SmallEntries(store);
  for (const name of NAMES) entries.put(name, bytes(name));
  entries.put('large', new Uint8Array(100_000));
  entries.keep();
  return store;
}

describe('small entries', () => {
  test('are read all at once, and others by themselves', () => {
    const store = filled();
    const entries = new SmallEntries(store);
    store.asked.length = 0;
    for (const name of NAMES) expect(text(entries.get(name))).toBe(name);
    expect(entries.get('large')).toHaveLength(100_000);
    expect(entries.get('other')).toBeUndefined();
    expect(store.asked).toEqual([TOGETHER, 'large', 'other']);
  });

  test('are there by themselves, too', () => {
    const store = filled();
    store.kept.delete(TOGETHER);
    expect(text(new SmallEntries(store).get(NAMES[7]!))).toBe(NAMES[7]);
  });

  test('are not put together again for a few', () => {
    const store = filled();
    const before = store.kept.get(TOGETHER);
    const entries = new SmallEntries(store);
    for (const name of NAMES) entries.get(name);
    entries.put('one-more', bytes('one more'));
    entries.keep();
    expect(store.kept.get(TOGETHER)).toBe(before);
  });

  test('are never older than what was put last', () => {
    const store = filled();
    for (const value of ['new', 'newer']) {
      const entries = new SmallEntries(store);
      entries.get(NAMES[0]!);
      entries.put(NAMES[0]!, bytes(value));
      expect(text(entries.get(NAMES[0]!))).toBe(value);
      entries.keep();
      expect(text(new SmallEntries(store).get(NAMES[0]!))).toBe(value);
    }
  });

  test('that change are read by themselves', () => {
    const store = filled();
    const change = (value: string) => {
      const entries = new SmallEntries(store);
      for (const name of NAMES) entries.get(name);
      entries.put(NAMES[0]!, bytes(value));
      entries.keep();
    };
    change('new');
    const together = store.kept.get(TOGETHER);
    change('newer');
    expect(store.kept.get(TOGETHER)).toBe(together);
  });

  test('that nobody used are left out', () => {
    const store = filled();
    const entries = new SmallEntries(store);
    for (const name of NAMES.slice(0, 50)) entries.get(name);
    for (let n = 0; n < 100; n++) entries.put(`fresh-${n}`, bytes('fresh'));
    entries.keep();
    store.asked.length = 0;
    const next = new SmallEntries(store);
    expect(text(next.get(NAMES[0]!))).toBe(NAMES[0]);
    expect(text(next.get(NAMES[99]!))).toBe(NAMES[99]);
    expect(store.asked).toEqual([TOGETHER, NAMES[99]]);
  });
});
