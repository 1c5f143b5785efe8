import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Element } from 'hast';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { idsOf } from '../../src/print/elsewhere.js';
import { Claim } from '../../src/print/jobs.js';
import { serve } from '../../src/print/press-server.js';
import type { Request, Response } from '../../src/print/remote-press.js';
import { sketchOf } from '../../src/print/sketch.js';

/*
 * A press that sets a book of three sections, and what it answers, in order.
 */

const place = { side: 'right', first: true, name: undefined, nth: 0, breakAsked: undefined } as const;
const order = (section: number) => ({ section, place, state: undefined, known: undefined });

const roots = ['one', 'two', 'three'].map(
  (value): Element => ({
    type: 'element',
    tagName: 'section',
    properties: {},
    children: [{ type: 'text', value }],
  }),
);

let port: MessagePort;
let answers: number[];
let asked = 0;
const ask = (request: Record<string, unknown>) => {
  port.postMessage({ id: ++asked, book: 1, ...request } as unknown as Request);
  return asked;
};
const answered = (count: number) => expect.poll(() => answers.length).toBe(count);

beforeEach(() => {
  const { port1, port2 } = new MessageChannel();
  port = port1;
  answers = [];
  port.on('message', ({ id }: Response) => answers.push(id));
  serve(port2);
  const sketches = roots.map((root) => sketchOf(root));
  ask({
    kind: 'open',
    about: {
      shells: { html: {}, body: {}, roots: sketches.map(({ shell }) => shell) },
      sections: [[0], [1], [2]],
      sheets: [{ path: 'print.css', text: 'section { break-before: page }' }],
      assets: new Map(),
      images: new Map(),
      ids: idsOf(sketches),
    },
  });
  for (const [section, root] of roots.entries()) ask({ kind: 'hold', section, held: { trees: [root] } });
});

afterEach(() => port.close());

test('what is asked about a section that is set goes before sections that are not begun', async () => {
  const first = ask({ kind: 'claim', order: order(0), memory: new Claim().memory });
  await answered(1);
  const second = ask({ kind: 'claim', order: order(1), memory: new Claim().memory });
  const third = ask({ kind: 'claim', order: order(2), memory: new Claim().memory });
  const again = ask({ kind: 'set', order: order(0) });
  const drawn = ask({ kind: 'draw', order: order(0) });
  await answered(5);
  expect(answers).toEqual([first, again, drawn, second, third]);
});

test('nothing goes before the beginning of its book', async () => {
  const report = ask({ kind: 'report' });
  await answered(1);
  expect(answers).toEqual([report]);
});

test('a section that somebody else has claimed is not set', async () => {
  const claim = new Claim();
  claim.take();
  const values: Response['value'][] = [];
  port.on('message', ({ value }: Response) => values.push(value));
  ask({ kind: 'claim', order: order(0), memory: claim.memory });
  await answered(1);
  expect(values).toEqual([undefined]);
});
