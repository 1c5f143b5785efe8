import type { Memo } from '../cache/memo.js';
import type { Image } from '../manuscript/manuscript.js';
import type { PageNumbers } from '../typeset/page/box.js';
import { type BoxState, stateKey } from '../typeset/page/box-context.js';
import type { Opening } from '../typeset/page/paginate.js';
import { type Place, whatMatters } from '../typeset/page/section.js';
import type { Ids } from './elsewhere.js';
import type { LookNames } from './known-styles.js';
import type { BookDocument } from './partial.js';
import type { DrawnSection, NotedSection, SectionFacts } from './section-facts.js';
import type { Sketch } from './sketch.js';

/** What a section was found to depend on when it was set: with the answers, that makes the name of what came of it. */
interface Questions {
  has: string[];
  isNote: string[];
  pages: string[];
  notes: string[];
  total: boolean;
  opening: Opening | undefined;
  inheritsHeadings: boolean;
}

/** Everything that sections are set from, beside the sections. */
export interface BookParts {
  /** By child of the body. */
  sketches: readonly Sketch[];
  /** The document with a shell in the place of each child of the body. */
  shells: BookDocument;
  sheets: readonly { path: string; text: string }[];
  assets: ReadonlyMap<string, Uint8Array>;
  images: ReadonlyMap<string, Image>;
  ids: Ids;
}

/**
 * Sections that were set and drawn before. A section is known by its own tree, by what stands around it, by stylesheets,
 * fonts and images, and by the answers to what it asked when it was set. The questions are kept under the name of the
 * section, what came of it under that of section, questions and answers; so another answer is another name, and what is
 * found is what setting the section would give.
 */
export class KnownSections {
  private readonly names: string[];
  /** By section: the name of what is noted of it. */
  private readonly notes: string[];

  /** @param sections by section: the children of the body that it is made of */
  constructor(
    private readonly memo: Memo,
    private readonly parts: BookParts,
    { looks, around }: LookNames,
    sections: readonly number[][],
  ) {
    const { sketches, shells, images } = parts;
    this.notes = sections.map((roots) =>
      memo.key('noted', looks, shells.html, ...roots.map((root) => sketches[root]!.shell.properties)),
    );
    this.names = sections.map((roots) => {
      const own = roots.map((root) => sketches[root]!);
      const shown = [...new Set(own.flatMap((sketch) => sketch.images))].sort().flatMap((path) => {
        const image = images.get(path);
        return image ? [path, image.path, image.mediaType, image.width, image.height, image.bytes] : [path];
      });
      return memo.key(
        'section',
        around,
        [...roots],
        own.map(({ name }) => name),
        ...shown,
      );
    });
  }

  /** Whether something is known of a section that begins like this. */
  has(section: number, place: Place): boolean {
    return this.questions(section, place) !== undefined;
  }

  /** The name of a section as it is set in a place with what is known; undefined where nothing is known of it. */
  name(section: number, place: Place, state: BoxState | undefined, known: PageNumbers): string | undefined {
    const asked = this.questions(section, place);
    if (!asked) return undefined;
    const { ids } = this.parts;
    return this.memo.key(
      'set',
      this.names[section]!,
      asked,
      whatMatters(place, asked.opening),
      stateKey(state, asked.inheritsHeadings),
      asked.has.map((id) => ids.all.has(id)),
      asked.isNote.map((id) => ids.notes.has(id)),
      asked.pages.map((id) => known.page(id) ?? null),
      asked.notes.map((id) => known.note(id) ?? null),
      asked.total ? (known.total() ?? null) : null,
    );
  }

  facts(name: string): SectionFacts | undefined {
    return this.memo.recall(name);
  }

  drawn(name: string): DrawnSection | undefined {
    return this.memo.recall(`drawn-${name}`);
  }

  /** Keeps what came of setting a section; gives the name of it. */
  keep(
    section: number,
    place: Place,
    state: BoxState | undefined,
    known: PageNumbers,
    facts: SectionFacts,
  ): string {
    const { heard, answers, opening, inheritsHeadings } = facts;
    const questions: Questions = {
      has: [...heard.has.keys()],
      isNote: [...heard.isNote.keys()],
      pages: [...answers.pages.keys()],
      notes: [...answers.notes.keys()],
      total: answers.totals.length > 0,
      opening,
      inheritsHeadings,
    };
    this.memo.keep(this.questionsName(section, place), questions);
    const name = this.name(section, place, state, known)!;
    this.memo.keep(name, facts);
    return name;
  }

  /** What is noted goes by the section's place in the book, so that it is found when some of the text has changed. */
  keepDrawn(section: number, name: string, { noted, ...drawn }: DrawnSection): void {
    this.memo.keep(`drawn-${name}`, drawn);
    if (noted) this.memo.keep(this.notes[section]!, noted);
  }

  /** What was noted of the section that stood in its place when it was last set, with the same fonts. */
  noted(section: number): NotedSection | undefined {
    return this.memo.recall(this.notes[section]!);
  }

  private questions(section: number, place: Place): Questions | undefined {
    return this.memo.recall(this.questionsName(section, place));
  }

  private questionsName(section: number, { breakAsked }: Place): string {
    return this.memo.key('questions', this.names[section]!, breakAsked);
  }
}
