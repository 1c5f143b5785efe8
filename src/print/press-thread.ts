import { parentPort } from 'node:worker_threads';
import { Press } from './press.js';
import type { Request, Response } from './remote-press.js';

// The program of a thread that sets and draws sections; `RemotePress` starts it.

let press: Press | undefined;

function answer(request: Request): Response['value'] {
  switch (request.kind) {
    case 'job':
      press = new Press(request.job);
      return undefined;
    case 'set':
      return press!.set(request.order);
    case 'draw':
      return press!.draw(request.order, request.displaced);
    case 'report':
      return press!.report();
  }
}

parentPort?.on('message', (request: Request) => {
  // What a chain of sections begins with is guessed; each answer goes out as soon as it is there.
  if (request.kind === 'chain') {
    let { place, state } = request;
    for (const section of request.sections) {
      const facts = press!.set({ section, place, state, known: undefined });
      parentPort!.postMessage({ id: request.id, value: { section, place, state, facts } });
      ({ after: place, state } = facts);
    }
    return;
  }
  parentPort!.postMessage({ id: request.id, value: answer(request) });
});
