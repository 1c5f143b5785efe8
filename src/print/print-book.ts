import { FORGETFUL, type Memo } from '../cache/memo.js';
import { type Diagnostic, type Result, unique } from '../diagnostics/diagnostic.js';
import type { Displaced } from '../pdf/draw-pages.js';
import type { DrawnBook, Resources } from '../pdf/drawn.js';
import { displacedIn } from '../pdf/write-pdf.js';
import type { PagePrint } from '../record/print-hash.js';
import type { RenderedBook } from '../render/rendered.js';
import type { PageStart } from '../render/text-place.js';
import { missingFamily } from '../typeset/font-faces.js';
import type { PageNumbers } from '../typeset/page/box.js';
import type { BoxState } from '../typeset/page/box-context.js';
import type { FoundPage } from '../typeset/page/found-page.js';
import { judge, unsettled } from '../typeset/page/judge.js';
import {
  FoundNumbers,
  NO_NUMBERS,
  numberPages,
  type PageLabel,
  wrongAnswers,
} from '../typeset/page/page-numbering.js';
import type { Place } from '../typeset/page/section.js';
import { ROUNDS } from '../typeset/page/set-pages.js';
import { assemble } from './assemble.js';
import { type BookPress, BookPresses } from './book-presses.js';
import { FreshSections } from './fresh-sections.js';
import { Guesses, guessedPlace, type Standing } from './guesses.js';
import { KnownSections } from './known-sections.js';
import { type BookPlan, planBook } from './plan.js';
import type { PressReport } from './press.js';
import { PressPool } from './press-pool.js';
import { printWhole } from './print-whole.js';
import { answersOf, asksNothing, fits, type Progress, type SetSection } from './progress.js';
import type { DrawnSection, SectionFacts } from './section-facts.js';

/** A book as it is printed, drawn. */
export interface PrintedBook {
  book: DrawnBook;
  resources: Resources;
  /** By page: what is printed there. */
  prints: PagePrint[];
  /** Where pages begin: those on which running text stands, in order. */
  starts: PageStart[];
}

export interface PrintOptions {
  /** Where sections are kept that were set and drawn. */
  memo?: Memo;
  /** The threads that set sections; this one alone where it is left out. */
  presses?: PressPool;
  /** Called when all sections wait to be set: whoever has something else to do may begin with it. */
  dealt?: () => void;
}

/**
 * Sets a rendered book and draws it, section by section: those that are known are not set again, the others are parted
 * between threads. What comes of it is the same, wherever a section was set, and whether it was set now or before.
 */
export async function printBook(
  rendered: RenderedBook,
  options: PrintOptions = {},
): Promise<Result<PrintedBook>> {
  const plan = planBook(rendered, options.memo ?? FORGETFUL);
  if (!plan) {
    options.dealt?.();
    // Whoever has something to do for another thread can begin with it.
    await new Promise((resolve) => setImmediate(resolve));
    return printWhole(rendered);
  }
  const run = new PrintRun(plan, options);
  try {
    const printed = await run.print();
    // What lacks a glyph is said of the word where a thread met it first: only one thread says the same each time.
    if (printed === 'faulty text') return printBook(rendered, { ...options, presses: new PressPool(1) });
    return printed === 'no sections' ? await printWhole(rendered) : printed;
  } finally {
    run.end();
  }
}

/**
 * Characters of a book whose lines are noted already in its first run, which takes a twentieth more time, and some tens of
 * bytes a word: so the first edit takes as little as all others, and so does one that moves all pages behind it.
 */
const NOTED_AT_FIRST = 1_500_000;

/** How often a section is told at once what it asks: an answer may lead to another question, rarely to a third. */
const MOST_QUESTIONS = 3;

class PrintRun {
  private readonly known: KnownSections | undefined;
  private readonly presses: BookPresses;
  private readonly guesses: Guesses;
  /** Sections that are to be set. */
  private readonly missing: number[];
  private readonly progress: (Progress | undefined)[] = [];
  /** The first section that is not set as it should be, and where it stands. */
  private next: Standing;
  private readonly fresh: FreshSections | undefined;

  constructor(
    private readonly plan: BookPlan,
    private readonly options: PrintOptions,
  ) {
    const { memo = FORGETFUL } = options;
    const known = plan.names && new KnownSections(memo, plan.parts, plan.names, plan.sections);
    const isKnown = (section: number) =>
      known?.has(section, section === 0 ? plan.first : guessedPlace(plan)) ?? false;
    this.missing = [...plan.sections.keys()].filter((section) => !isKnown(section));
    // The first run of a very long book has enough to do; there texts are noted from the first edit on.
    const isFirst = this.missing.length === plan.sections.length;
    const notesTexts = !isFirst || plan.lengths.reduce((sum, length) => sum + length, 0) < NOTED_AT_FIRST;
    this.known = known;
    this.fresh = known && new FreshSections(known, plan);
    this.presses = new BookPresses(plan, notesTexts ? known : undefined);
    this.guesses = new Guesses(plan, this.presses, () => this.next);
    this.next = { section: 0, place: plan.first, state: undefined };
  }

  /** Other threads let go of the book. */
  end(): void {
    this.presses.end();
  }

  /**
   * `no sections`: the book cannot be set in sections after all. `faulty text`: it was set by several threads, and has
   * characters without a glyph.
   */
  async print(): Promise<Result<PrintedBook> | 'no sections' | 'faulty text'> {
    const { plan } = this;
    const { presses = new PressPool(1), dealt } = this.options;
    presses.add(this.missing.map((section) => this.guesses.job(section)));
    dealt?.();
    const diagnostics: Diagnostic[] = [];
    let known: PageNumbers = NO_NUMBERS;
    for (let round = 1; ; round++) {
      this.guesses.askAgain(this.progress, known);
      const found = await this.setAll(known);
      const labels = numberPages(found, plan.geometries);
      const numbers = new FoundNumbers(found, labels);
      known = numbers;
      const wrong = this.progress.flatMap((one) => wrongAnswers(one!.facts.answers, numbers));
      if (wrong.length > 0 && round < ROUNDS) continue;
      if (this.facts.some(({ uncalled }) => uncalled.some((id) => plan.targets.has(id))))
        return 'no sections';
      const reports = await this.presses.reports();
      if (reports.some(({ areas }) => areas.some((area) => !plan.geometries.areaNames.includes(area))))
        return 'no sections';
      if (this.presses.areMany && reports.some(({ text }) => text.length > 0)) return 'faulty text';
      plan.knownStyles?.keep(plan.styler);
      this.fresh?.keep(new Map(this.presses.used.map((press, n) => [press, reports[n]!])));
      if (wrong.length > 0) diagnostics.push(unsettled(wrong, ROUNDS));
      diagnostics.push(...judge(found, labels, plan.root));
      return this.finish(found, labels, numbers, reports, diagnostics);
    }
  }

  private get facts(): SectionFacts[] {
    return this.progress.map((one) => one!.facts);
  }

  private async finish(
    found: readonly FoundPage[],
    labels: readonly PageLabel[],
    numbers: FoundNumbers,
    reports: readonly PressReport[],
    diagnostics: readonly Diagnostic[],
  ): Promise<Result<PrintedBook>> {
    const { plan } = this;
    const { memo = FORGETFUL } = this.options;
    const sections = await this.drawAll();
    const resources: Resources = {
      font: (id) => plan.text.fonts.font(id)!,
      image: (path) => plan.imagesByPath.get(path)!,
    };
    let assembled = assemble(plan, sections, found, labels, numbers, memo);
    const displaced = displacedIn(assembled.book.fonts, resources);
    if (displaced.size > 0) {
      assembled = assemble(plan, await this.drawAll(displaced), found, labels, numbers, memo, displaced);
    }
    const families = new Set(
      reports.flatMap((one) => one.families).concat(...plan.text.fonts.unknownFamilies),
    );
    return {
      value: { ...assembled, resources },
      diagnostics: unique([
        ...plan.diagnostics,
        ...reports.flatMap(({ style }) => style),
        ...[...families].sort().map((family) => missingFamily(family, plan.parts.sheets)),
        ...plan.text.diagnostics,
        ...reports.flatMap(({ text }) => text),
        ...this.facts.flatMap((one) => one.diagnostics),
        ...diagnostics,
      ]),
    };
  }

  /** Sets the sections one after the other, as far as they are not as they should be already. */
  private async setAll(known: PageNumbers): Promise<FoundPage[]> {
    const { plan } = this;
    const found: FoundPage[] = [];
    let { first: place } = plan;
    let state: BoxState | undefined;
    let unplaced: SectionFacts['marks'] = [];
    for (let section = 0; section < plan.sections.length; section++) {
      const needsPage = found.length === 0 && section === plan.sections.length - 1;
      if (needsPage) place = { ...place, needsPage };
      this.next = { section, place, state };
      const facts = await this.set(section, place, state, known);
      ({ after: place, state } = facts);
      unplaced = [...unplaced, ...facts.marks];
      if (facts.pages.length === 0) continue;
      const [first, ...more] = facts.pages;
      found.push(withMarks(first!, unplaced, plan), ...more);
      unplaced = [];
    }
    if (unplaced.length > 0) found.push(withMarks(found.pop()!, unplaced, plan));
    return found;
  }

  private async set(
    section: number,
    place: Place,
    state: BoxState | undefined,
    known: PageNumbers,
  ): Promise<SectionFacts> {
    const last = this.progress[section];
    if (last && fits(last, place, state) && wrongAnswers(last.facts.answers, known).length === 0)
      return last.facts;
    const name = this.known?.name(section, place, state, known);
    const kept = name === undefined ? undefined : this.known!.facts(name);
    if (kept) {
      this.progress[section] = { facts: kept, place, state, known, name };
      return kept;
    }
    const { facts, press } = await this.setNow(section, place, state, known, last);
    const progress: Progress = { facts, place, state, known, name: undefined };
    this.progress[section] = progress;
    if (asksNothing(facts)) {
      // It will hardly be set again. Drawn, it takes a tenth of the memory.
      const drawn = press.draw({ section, place, state, known: undefined });
      if (drawn instanceof Promise) drawn.catch(() => undefined);
      this.presses.release(section, press);
      progress.drawn = drawn;
    }
    this.fresh?.add(section, progress, press);
    return facts;
  }

  private async setNow(
    section: number,
    place: Place,
    state: BoxState | undefined,
    known: PageNumbers,
    last: SetSection | undefined,
  ): Promise<{ facts: SectionFacts; press: BookPress }> {
    const guess = await this.guesses.take(section);
    if (guess) {
      this.presses.holds(section, guess.press);
      if (wrongAnswers(guess.facts.answers, known).length === 0 && fits(guess, place, state)) return guess;
      last = guess;
    }
    const press = this.presses.holder(section);
    let facts = await press.set({ section, place, state, known: last && answersOf(last.facts, known) });
    // Questions that it did not ask the last time have not been answered yet.
    for (let n = 0; n < MOST_QUESTIONS && wrongAnswers(facts.answers, known).length > 0; n++)
      facts = await press.set({ section, place, state, known: answersOf(facts, known) });
    return { facts, press };
  }

  private async drawAll(displaced?: Displaced): Promise<DrawnSection[]> {
    // Other threads are asked before this one begins.
    const isHere = (section: number) => this.presses.remoteHolder(section) === undefined;
    const drawing: Promise<DrawnSection>[] = [];
    for (const here of [false, true])
      this.plan.sections.forEach((_, section) => {
        if (isHere(section) === here) drawing[section] = this.draw(section, displaced);
      });
    return Promise.all(drawing);
  }

  private async draw(section: number, displaced: Displaced | undefined): Promise<DrawnSection> {
    const { name, place, state, known, facts, drawn: early, isKept } = this.progress[section]!;
    const kept = name === undefined || displaced || early ? undefined : this.known!.drawn(name);
    if (kept) return kept;
    const order = { section, place, state, known: answersOf(facts, known) };
    let drawn: DrawnSection;
    if (early && !displaced) drawn = await early;
    else {
      const press = this.presses.holder(section);
      drawn = await press.draw(order, displaced);
      this.presses.release(section, press);
    }
    if (name !== undefined && !displaced && !isKept) this.known!.keepDrawn(section, name, drawn);
    return drawn;
  }
}

/** A page with the marks of sections that have none of their own. */
function withMarks(page: FoundPage, said: SectionFacts['marks'], { geometries }: BookPlan): FoundPage {
  if (said.length === 0) return page;
  const { x, y } = geometries.of(page.context);
  return {
    ...page,
    marks: [...said.map((mark) => ({ mark, x, y, atTop: true, inNote: false })), ...page.marks],
  };
}
