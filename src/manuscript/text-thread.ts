import { parentPort } from 'node:worker_threads';
import { Source } from '../diagnostics/source.js';
import { makeTextBytes } from './make-text.js';
import type { TextAnswer, TextOrder } from './texts-ahead.js';

// The program of a thread that converts texts; `TextsAhead` starts it. It ends when all are converted or claimed.
parentPort?.once('message', ({ texts, claimed }: TextOrder) => {
  for (const [index, { path, text, body }] of texts.entries()) {
    if (Atomics.exchange(claimed, index, 1) !== 0) continue;
    const bytes = makeTextBytes(new Source(path, text), body);
    const answer: TextAnswer = { index, ...bytes };
    parentPort!.postMessage(
      answer,
      Object.values(bytes).map(({ buffer }) => buffer),
    );
  }
});
