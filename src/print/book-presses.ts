import type { Element } from 'hast';
import type { KnownSections } from './known-sections.js';
import type { BookPlan } from './plan.js';
import { type Held, Press, type PressReport } from './press.js';
import { RemoteBook, type RemotePress } from './remote-press.js';

/** This thread's press, or the book's at another thread's. */
export type BookPress = Press | RemoteBook;

/** The presses that set a book, and which of them holds a section. */
export class BookPresses {
  /** This thread's press, and those of others, each when it is first wanted. */
  private local: Press | undefined;
  private readonly remote = new Map<RemotePress, RemoteBook>();
  /** By section: the press that holds it, if any. */
  private readonly holders: (BookPress | undefined)[] = [];

  /** @param noted where texts are noted for the next run: what is known from earlier ones */
  constructor(
    private readonly plan: BookPlan,
    private readonly noted: KnownSections | undefined,
  ) {}

  /** Other threads let go of the book. */
  end(): void {
    for (const book of this.remote.values()) book.close();
  }

  /** Whether other threads have a part in the book. */
  get areMany(): boolean {
    return this.remote.size > 0;
  }

  get used(): BookPress[] {
    return [...(this.local ? [this.local] : []), ...this.remote.values()];
  }

  async reports(): Promise<PressReport[]> {
    return Promise.all(this.used.map((press) => press.report()));
  }

  trees(section: number): Element[] {
    return this.plan.sections[section]!.map((root) => this.plan.tree(root));
  }

  /** Gives a section to this thread's press. */
  here(section: number): Press {
    this.local ??= new Press({ ...this.plan.parts, sections: this.plan.sections }, this.plan);
    this.local.hold(section, this.held(section));
    return this.local;
  }

  /** Gives a section to another thread's. */
  there(remote: RemotePress, section: number): RemoteBook {
    const book = this.bookOf(remote);
    book.hold(section, this.held(section));
    return book;
  }

  /** Notes which press holds a section. */
  holds(section: number, press: BookPress): void {
    this.holders[section] = press;
  }

  /** The other thread's press that has a section, if one has. */
  remoteHolder(section: number): RemoteBook | undefined {
    const holder = this.holders[section];
    return holder instanceof RemoteBook ? holder : undefined;
  }

  /** The press that has a section; this thread's, which has it then, where none has. */
  holder(section: number): BookPress {
    const holder = this.holders[section] ?? this.here(section);
    this.holders[section] = holder;
    return holder;
  }

  /** Notes that no press holds a section any more. A remote one lets go of what it has drawn by itself. */
  release(section: number, press: BookPress): void {
    this.holders[section] = undefined;
    if (press instanceof Press) press.drop(section);
  }

  private held(section: number): Held {
    const trees = this.trees(section);
    return this.noted ? { trees, noted: { before: this.noted.noted(section) } } : { trees };
  }

  private bookOf(remote: RemotePress): RemoteBook {
    const known = this.remote.get(remote);
    if (known) return known;
    const { shells, sheets, assets, images, ids } = this.plan.parts;
    const book = remote.open({
      shells,
      sections: this.plan.sections,
      sheets: sheets.map(({ path, text }) => ({ path, text })),
      assets,
      images,
      ids,
    });
    this.remote.set(remote, book);
    return book;
  }
}
