import type { MessagePort, TransferListItem } from 'node:worker_threads';
import { Claim } from './jobs.js';
import { Press } from './press.js';
import type { Request, Response } from './remote-press.js';
import type { DrawnSection } from './section-facts.js';

/** Answers the requests of a `RemotePress`. */
export function serve(port: Pick<MessagePort, 'on' | 'postMessage' | 'close'>): void {
  const presses = new Map<number, Press>();

  port.on('message', (request: Request) => {
    const { id, book, kind } = request;
    const answer = (value: Response['value'], moved: TransferListItem[] = []) =>
      port.postMessage({ id, value } satisfies Response, moved);
    const press = presses.get(book)!;
    switch (kind) {
      case 'open':
        presses.set(book, new Press(request.about));
        break;
      case 'hold':
        press.hold(request.section, request.held);
        break;
      case 'claim': {
        const { order, memory } = request;
        const isFree = new Claim(memory).take();
        if (!isFree) press.drop(order.section);
        answer(isFree ? press.set(order) : undefined);
        break;
      }
      case 'set':
        answer(press.set(request.order));
        break;
      case 'draw': {
        const drawn = press.draw(request.order, request.displaced);
        press.drop(request.order.section);
        answer(drawn, contentsOf(drawn));
        break;
      }
      case 'report':
        answer(press.report());
        break;
      case 'close':
        presses.delete(book);
        break;
      case 'end':
        port.close();
    }
  });
}

/** The content streams of a section, which go to whoever asked and are not copied. */
function contentsOf({ pages }: DrawnSection): TransferListItem[] {
  return pages.map(({ content }) => content.buffer as ArrayBuffer);
}
