import type { BookPress } from './book-presses.js';
import type { KnownSections } from './known-sections.js';
import type { BookPlan } from './plan.js';
import type { PressReport } from './press.js';
import type { Progress } from './progress.js';

interface Fresh {
  section: number;
  progress: Progress;
  press: BookPress;
}

/**
 * Sections that were set, to be kept unless something is wrong with the stylesheets or the text: that would have to be
 * said again when a section is found, and it is not known which of the sections that a press has set it belongs to.
 */
export class FreshSections {
  private readonly all: Fresh[] = [];
  private readonly said: ReadonlySet<string>;

  constructor(
    private readonly known: KnownSections,
    private readonly plan: BookPlan,
  ) {
    this.said = new Set(plan.diagnostics.map((one) => JSON.stringify(one)));
  }

  /** Notes a section. Where it is being drawn, it is kept then, if nothing is wrong so far: it is written while others are set. */
  add(section: number, progress: Progress, press: BookPress): void {
    const fresh = { section, progress, press };
    this.all.push(fresh);
    const { drawn } = progress;
    // Whoever waits for the section hears of a failure.
    if (drawn) void this.keepDrawn(fresh, Promise.all([drawn, press.report()])).catch(() => undefined);
  }

  /** Keeps what is not kept yet, once all sections are set. @param reports of some presses */
  keep(reports: ReadonlyMap<BookPress, PressReport>): void {
    for (const fresh of this.all) {
      const report = reports.get(fresh.press);
      if (fresh.progress.name === undefined && report && this.isSound(report)) this.keepFacts(fresh);
    }
  }

  private async keepDrawn(
    fresh: Fresh,
    coming: Promise<[NonNullable<Awaited<Progress['drawn']>>, PressReport]>,
  ): Promise<void> {
    const [drawn, report] = await coming;
    const { section, progress } = fresh;
    if (progress.name !== undefined || !this.isSound(report)) return;
    this.known.keepDrawn(section, this.keepFacts(fresh), drawn);
    progress.isKept = true;
  }

  private keepFacts({ section, progress }: Fresh): string {
    const { place, state, known, facts } = progress;
    progress.name = this.known.keep(section, place, state, known, facts);
    return progress.name;
  }

  private isSound({ style, text, families, areas }: PressReport): boolean {
    const { areaNames } = this.plan.geometries;
    return (
      text.length === 0 &&
      families.length === 0 &&
      style.every((one) => this.said.has(JSON.stringify(one))) &&
      areas.every((area) => areaNames.includes(area))
    );
  }
}
