import { EventEmitter } from 'node:events';
import { deserialize } from 'node:v8';
import type { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { Source } from '../../src/diagnostics/source.js';
import { type CorpusFile, splitFrontMatter } from '../../src/manuscript/corpus.js';
import { type Found, type KeptText, makeText, makeTextBytes } from '../../src/manuscript/make-text.js';
import { type TextOrder, TextsAhead } from '../../src/manuscript/texts-ahead.js';

const FILES = ['One *word*.', 'Two[^1]\n\n[^1]: A note.', '![A press](press.png)', ''].map((text, n) =>
  splitFrontMatter(new Source(`corpus/${n}.md`, `---\ntitle: T\n---\n${text}\n`)),
);

/** A thread that converts some texts, from the first on, and says so later. */
class Thread extends EventEmitter {
  constructor(private readonly count: number) {
    super();
  }

  ref(): void {}

  unref(): void {}

  postMessage({ texts, claimed }: TextOrder): void {
    const answers = texts.slice(0, this.count).map(({ path, text, body }, index) => {
      claimed[index] = 1;
      return { index, ...makeTextBytes(new Source(path, text), body) };
    });
    setImmediate(() => {
      for (const answer of answers) this.emit('message', answer);
      this.emit('exit');
    });
  }
}

const ahead = (files: CorpusFile[], count: number) =>
  new TextsAhead(files, new Thread(count) as unknown as Worker);

/** As plain data, without the files that places are in. */
const plain = (value: unknown) =>
  JSON.parse(JSON.stringify(value, (key, one) => (key === 'source' ? one.path : one)));

describe('texts that are converted ahead', () => {
  test.each([0, 1, 3, 4])('are what they are without, %i of them by another thread', async (count) => {
    const texts = ahead(FILES, count);
    await texts.share(FILES);
    for (const file of FILES) {
      const { found, text } = texts.take(file)!;
      expect(
        plain({ found: deserialize(found) as Found, text: text && (deserialize(text) as KeptText) }),
      ).toEqual(plain(makeText(file.source, file.body)));
    }
  });

  test('are not taken for a text that was changed meanwhile', async () => {
    const texts = ahead(FILES, 2);
    await texts.share(FILES);
    const changed = splitFrontMatter(new Source('corpus/0.md', '---\ntitle: T\n---\nOther words.\n'));
    expect(texts.take(changed)).toBeUndefined();
  });

  test('are converted here only where they are wanted', async () => {
    const texts = ahead(FILES, 1);
    await texts.share(FILES.slice(0, 2));
    expect(FILES.map((file) => texts.take(file) !== undefined)).toEqual([true, true, false, false]);
  });

  test('fail where the thread does', async () => {
    const thread = new Thread(0);
    const texts = new TextsAhead(FILES, thread as unknown as Worker);
    thread.emit('error', new Error('broken'));
    await expect(texts.share(FILES)).rejects.toThrow('broken');
  });
});
