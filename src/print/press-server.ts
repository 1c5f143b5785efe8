import type { MessagePort } from 'node:worker_threads';
import { Press } from './press.js';
import type { Request, Response } from './remote-press.js';

/** Answers the requests of a `RemotePress`. */
export function serve(port: Pick<MessagePort, 'on' | 'postMessage' | 'close'>): void {
  let press: Press | undefined;

  const answer = (request: Exclude<Request, { kind: 'chain' | 'end' }>): Response['value'] => {
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
  };

  port.on('message', (request: Request) => {
    if (request.kind === 'end') {
      port.close();
      return;
    }
    if (request.kind !== 'chain') {
      port.postMessage({ id: request.id, value: answer(request) } satisfies Response);
      return;
    }
    // What a chain of sections begins with is guessed; each answer goes out as soon as it is there.
    let { place, state } = request;
    for (const section of request.sections) {
      const facts = press!.set({ section, place, state, known: undefined });
      port.postMessage({ id: request.id, value: { section, place, state, facts } } satisfies Response);
      ({ after: place, state } = facts);
    }
  });
}
