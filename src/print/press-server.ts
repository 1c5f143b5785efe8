import { type MessagePort, receiveMessageOnPort, type TransferListItem } from 'node:worker_threads';
import { Claim } from './jobs.js';
import { Press } from './press.js';
import type { Request, Response } from './remote-press.js';
import type { DrawnSection } from './section-facts.js';

/** Answers the requests of a `RemotePress`. */
export function serve(port: MessagePort): void {
  const server = new PressServer(port);
  const waiting: Request[] = [];
  port.on('message', (first: Request) => {
    waiting.push(first);
    while (waiting.length > 0) {
      // What came meanwhile is looked at, too.
      for (let more = receiveMessageOnPort(port); more; more = receiveMessageOnPort(port))
        waiting.push(more.message);
      server.answer(next(waiting));
    }
  });
}

/**
 * What is asked about a section that has been set goes before what has not been begun: those after it wait for where it
 * ends, and it is in the memory until it is drawn, ten times as large as then. Only the beginning of its book goes
 * before it.
 */
function next(waiting: Request[]): Request {
  const opened = new Set<number>();
  const first = waiting.findIndex(({ kind, book }) => {
    if (kind === 'open') opened.add(book);
    return (kind === 'set' || kind === 'draw' || kind === 'report') && !opened.has(book);
  });
  return waiting.splice(Math.max(0, first), 1)[0]!;
}

class PressServer {
  private readonly presses = new Map<number, Press>();

  constructor(private readonly port: MessagePort) {}

  answer(request: Request): void {
    const { id, book, kind } = request;
    const answer = (value: Response['value'], moved: TransferListItem[] = []) =>
      this.port.postMessage({ id, value } satisfies Response, moved);
    const press = this.presses.get(book)!;
    switch (kind) {
      case 'open':
        this.presses.set(book, new Press(request.about));
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
        this.presses.delete(book);
        break;
      case 'end':
        this.port.close();
    }
  }
}

/** The content streams of a section, which go to whoever asked and are not copied; those that were kept share one buffer. */
function contentsOf({ pages }: DrawnSection): TransferListItem[] {
  return [...new Set(pages.map(({ content }) => content.buffer as ArrayBuffer))];
}
