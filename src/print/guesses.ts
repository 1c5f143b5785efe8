import type { PageNumbers } from '../typeset/page/box.js';
import { wrongAnswers } from '../typeset/page/page-numbering.js';
import type { BookPress, BookPresses } from './book-presses.js';
import type { Claim, Job } from './jobs.js';
import type { BookPlan } from './plan.js';
import type { Order } from './press.js';
import { answersOf, type Progress, type SetSection } from './progress.js';
import type { RemotePress } from './remote-press.js';

/** A section that was set when its place in the book was not certain. */
export interface Guess extends SetSection {
  press: BookPress;
}

/** Where a section stands. */
export type Standing = Pick<Order, 'section' | 'place' | 'state'>;

/** The sections that are set by whichever thread has time, each where it probably stands. */
export class Guesses {
  private readonly guesses: (Promise<Guess> | undefined)[] = [];

  /** @param next the first section that is not set as it should be, and where it stands */
  constructor(
    private readonly plan: BookPlan,
    private readonly presses: BookPresses,
    private readonly next: () => Standing,
  ) {}

  /** What comes of a section; it is not asked for again. */
  take(section: number): Promise<Guess> | undefined {
    const guess = this.guesses[section];
    this.guesses[section] = undefined;
    return guess;
  }

  /** Setting a section, for whoever has time. */
  job(section: number): Job {
    let resolve!: (guess: Guess) => void;
    let reject!: (problem: unknown) => void;
    this.promise(
      section,
      new Promise<Guess>((...both) => {
        [resolve, reject] = both;
      }),
    );
    return {
      length: this.plan.lengths[section]!,
      here: () => {
        try {
          const press = this.presses.here(section);
          const at = this.standing(section);
          resolve({ ...at, facts: press.set({ ...at, known: undefined }), press });
        } catch (problem) {
          reject(problem);
        }
      },
      there: async (remote: RemotePress, claim: Claim) => {
        try {
          const at = this.standing(section);
          const press = this.presses.there(remote, section);
          const facts = await press.setIfFree({ ...at, known: undefined }, claim);
          if (facts) resolve({ ...at, facts, press });
        } catch (problem) {
          reject(problem);
        }
      },
    };
  }

  /** Has other threads set again at once what they hold and asked for numbers, as if it stood where it stood. */
  askAgain(progress: readonly (Progress | undefined)[], known: PageNumbers): void {
    for (const [section, last] of progress.entries()) {
      const press = this.presses.remoteHolder(section);
      if (!last || !press || wrongAnswers(last.facts.answers, known).length === 0) continue;
      const { place, state } = last;
      const order = { section, place, state, known: answersOf(last.facts, known) };
      this.promise(
        section,
        press.set(order).then((facts) => ({ place, state, facts, press })),
      );
    }
  }

  private promise(section: number, guess: Promise<Guess>): void {
    // A run that ends early asks for none of them.
    guess.catch(() => undefined);
    this.guesses[section] = guess;
  }

  private standing(section: number): Standing {
    const next = this.next();
    return next.section === section ? next : { section, place: guessedPlace(this.plan), state: undefined };
  }
}

/** The place of a section, while those before it are not set. */
export function guessedPlace(plan: BookPlan): BookPlan['first'] {
  return { ...plan.first, first: false };
}
