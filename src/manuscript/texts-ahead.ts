import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Memo } from '../cache/memo.js';
import { CORPUS, type CorpusFile, corpusFiles, readCorpus } from './corpus.js';
import type { Listing } from './files.js';
import type { TextBytes } from './make-text.js';
import { PACKAGE_ROOT } from './package-files.js';
import { isKnown } from './texts.js';

const PROGRAM = join(PACKAGE_ROOT, 'dist/manuscript/text-thread.js');

/** Characters of texts from which on a thread saves clearly more than it takes to start: those of 300,000 words. */
const WORTH_A_THREAD = 2_000_000;

/** What the thread is given. Whoever first puts 1 in a text's place of `claimed`, which is shared memory, converts it. */
export interface TextOrder {
  texts: { path: string; text: string; body: number }[];
  claimed: Int32Array;
}

/** What the thread answers for each text that it has converted; then it ends. */
export type TextAnswer = TextBytes & { index: number };

/** Converts the texts of a long book in another thread, while this one reads annotations.yml. */
export class TextsAhead {
  private readonly claimed: Int32Array;
  private readonly made = new Map<string, { source: CorpusFile['source']; bytes: TextBytes }>();
  private readonly ended: Promise<void>;

  /**
   * @param files in the order in which they are converted
   * @param thread its program is `text-thread.ts`
   */
  constructor(
    private readonly files: readonly CorpusFile[],
    private readonly thread = new Worker(PROGRAM),
  ) {
    this.claimed = new Int32Array(new SharedArrayBuffer(4 * files.length));
    const texts = files.map(({ source: { path, text }, body }) => ({ path, text, body }));
    thread.on('message', ({ index, ...bytes }: TextAnswer) => {
      const { source } = files[index]!;
      this.made.set(source.path, { source, bytes });
    });
    this.ended = new Promise((resolve, reject) => thread.once('error', reject).once('exit', resolve));
    this.ended.catch(() => undefined);
    // Where nobody waits for it, it keeps no program from ending.
    thread.unref();
    thread.postMessage({ texts, claimed: this.claimed } satisfies TextOrder);
  }

  /**
   * Has this thread convert what the other has not begun, from the last text on.
   *
   * @param files others need not be converted
   */
  async share(files: readonly CorpusFile[]): Promise<void> {
    this.thread.ref();
    const wanted = new Set(files.map(({ source }) => source.path));
    const { makeTextBytes } = await import('./make-text.js');
    for (let index = this.files.length - 1; index >= 0; index--) {
      if (Atomics.exchange(this.claimed, index, 1) !== 0) continue;
      const { source, body } = this.files[index]!;
      if (wanted.has(source.path)) this.made.set(source.path, { source, bytes: makeTextBytes(source, body) });
    }
    await this.ended;
  }

  /** What became of a text, if it was converted as it is now; given once. */
  take({ source: { path, text } }: CorpusFile): TextBytes | undefined {
    const made = this.made.get(path);
    this.made.delete(path);
    return made?.source.text === text ? made.bytes : undefined;
  }
}

/** Has the texts of a project that are not known converted ahead, if they are long and there is a thread for it. */
export async function convertAhead(
  root: string,
  corpus: Listing,
  memo: Memo,
): Promise<TextsAhead | undefined> {
  // There is no program when florilegium runs from its sources.
  if (import.meta.url.endsWith('.ts') || !existsSync(PROGRAM) || availableParallelism() < 2) return undefined;
  const names = [...corpusFiles(corpus).values()];
  const sizes = await Promise.all(names.map((name) => sizeOf(join(root, CORPUS, name))));
  if (sumOf(sizes) < WORTH_A_THREAD) return undefined;
  const files = [...(await readCorpus(root, names, [])).values()].filter((file) => !isKnown(file, memo));
  if (sumOf(files.map(({ source }) => source.text.length)) < WORTH_A_THREAD) return undefined;
  return new TextsAhead(files);
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}
