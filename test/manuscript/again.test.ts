import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchor } from '../../src/anchoring/anchor.js';
import { Memo } from '../../src/cache/memo.js';
import { Store } from '../../src/cache/store.js';
import type { Manuscript } from '../../src/manuscript/manuscript.js';
import { readManuscript } from '../../src/manuscript/read.js';
import { places, write } from './project.js';

/** Counts the values that were made of their bytes late, and notes what was kept. */
class CountingMemo extends Memo {
  made = 0;
  readonly kept: string[] = [];

  override keep(key: string, value: unknown): void {
    this.kept.push(key.replace(/-[0-9a-f]+$/, ''));
    super.keep(key, value);
  }

  override recallLater<T>(key: string): (() => T) | undefined {
    const later = super.recallLater<T>(key);
    return (
      later &&
      (() => {
        this.made++;
        return later();
      })
    );
  }
}

function project(): string {
  return write({
    'annotations.yml': `anthology: { title: T }
readings: [one, two]
notes:
  - { reading: one, quote: Once, note: A note. }
  - { reading: two, quote: printers, note: Another. }
`,
    'corpus/one.md': '---\ntitle: One\n---\nOnce upon a *time*.[^1] But when?[^2]\n\n[^1]: Long ago.\n',
    'corpus/two.md':
      '---\ntitle: Two\n---\nTwo printers, [one](reading:one), ![a press](press.png) and ink.\n',
  });
}

/** Reads a project with the cache that is in it, as a program that was just started does. */
async function readAgain(root: string) {
  const store = new Store(join(root, '.cache'));
  const memo = new CountingMemo(store);
  const { value, diagnostics } = await readManuscript(root, memo);
  const { value: anchored, diagnostics: said } = anchor(value!, memo);
  await store.flush();
  return { memo, manuscript: value!, anchored, diagnostics: [...diagnostics, ...said] };
}

const texts = ({ readings }: Manuscript) => readings.map(({ body, authorNotes }) => ({ body, authorNotes }));

describe('a project that is read again', () => {
  test('is as it was, with what is wrong with it', async () => {
    const root = project();
    const before = await readAgain(root);
    const after = await readAgain(root);
    expect(places(after.diagnostics)).toEqual([
      'corpus/one.md:4:34 footnote-undefined',
      'corpus/two.md:4:35 image-missing',
    ]);
    expect(after.diagnostics).toEqual(before.diagnostics);
    expect(texts(after.manuscript)).toEqual(texts(before.manuscript));
    expect(after.anchored.notes).toEqual(before.anchored.notes);
    const [one] = after.manuscript.readings;
    expect(one!.authorNotes[0]!.at.source.text).toBe(one!.file!.text);
  });

  test('has trees made of a text when they are asked for', async () => {
    const root = project();
    await readAgain(root);
    const { memo, manuscript, anchored } = await readAgain(root);
    expect(anchored.notes.map(({ state }) => state)).toEqual(['exact', 'exact']);
    expect(memo.made).toBe(0);
    expect(anchored.texts.get('one')!.text).toBe('One\nOnce upon a time. But when?[^2]\nLong ago.');
    expect(manuscript.readings[0]!.body).toBe(manuscript.readings[0]!.body);
    expect(memo.made).toBe(1);
  });

  test('is read anew where a part of what was kept is gone', async () => {
    const root = project();
    const before = await readAgain(root);
    for (const name of readdirSync(join(root, '.cache')))
      if (name.startsWith('text-')) rmSync(join(root, '.cache', name));
    const after = await readAgain(root);
    expect(after.diagnostics).toEqual(before.diagnostics);
    expect(texts(after.manuscript)).toEqual(texts(before.manuscript));
  });

  test('has a note where it belongs when words of its text stood for an image that is there now', async () => {
    const root = project();
    const before = await readAgain(root);
    expect(before.anchored.texts.get('two')!.text).toContain('a press and ink');
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';
    writeFileSync(join(root, 'corpus/two.md'), '---\ntitle: Two\n---\n![a press](press.svg) Two printers.\n');
    const without = await readAgain(root);
    writeFileSync(join(root, 'corpus/press.svg'), svg);
    const after = await readAgain(root);
    const noted = ({ anchored }: typeof after) => {
      const { start, end } = anchored.notes[1]!.range!;
      return anchored.texts.get('two')!.text.slice(start, end);
    };
    expect([noted(without), noted(after)]).toEqual(['printers', 'printers']);
    expect(without.anchored.notes[1]!.range).not.toEqual(after.anchored.notes[1]!.range);
  });

  test('has only that stretch of Markdown parsed in which something was edited, and none where there is no markup', async () => {
    const paragraph = (n: number) =>
      `Paragraph ${n} has *one* word with \`markup\`, and more of them without.`;
    const paragraphs = Array.from({ length: 400 }, (_, n) => paragraph(n));
    const root = project();
    const edit = async (n: number, text: string) => {
      paragraphs[n] = text;
      writeFileSync(
        join(root, 'corpus/one.md'),
        `---\ntitle: One\n---\nOnce.\n\n${paragraphs.join('\n\n')}\n`,
      );
      const { memo, manuscript } = await readAgain(root);
      expect(texts(manuscript)).toEqual(texts((await readManuscript(root)).value!));
      return memo.kept.filter((kind) => kind === 'markdown').length;
    };
    expect(await edit(0, 'Plain words.')).toBeGreaterThan(3);
    expect(await edit(200, `${paragraph(200)} *Edited*.`)).toBe(1);
    expect(await edit(0, 'Other plain words.')).toBe(0);
  });
});
