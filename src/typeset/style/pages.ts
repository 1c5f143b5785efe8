import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { Applied, Computed, Computer, Origin } from './compute.js';
import type { Declaration } from './declaration.js';
import { MARGIN_BOXES, matchesPage, type PageRule, type PageSelector } from './page-rule.js';
import { compareSpecificity } from './selector.js';
import type { FootnoteArea, MarginBox, MarginBoxName, PageContext, PageRules, PageStyle } from './styled.js';
import { ELEMENT_VOCABULARY, PAGE_VOCABULARY } from './vocabulary.js';

/** A selector of an `@page` rule, in the order of the cascade. */
interface Entry {
  origin: Origin;
  selector: PageSelector;
  rule: PageRule;
}

/** Styles of pages that were computed: plain values. */
export interface KeptPages {
  /** In the order of the cascade. */
  selectors: PageSelector[];
  areas: string[];
  /** By the numbers of the selectors that match. */
  styles: Map<string, PageStyle>;
}

/** What pages are styled from. */
export interface PageSheets {
  /** Gives the sheets, which need not be read where all was computed before. */
  read(): readonly { origin: Origin; pages: readonly PageRule[] }[];
  root: Computed;
  computer: Computer;
}

/** What of a page its margins may take, where they would take all of it. */
const WIDEST_MARGINS = 0.5;

/**
 * The `@page` rules of all sheets. A page inherits from the root element (custom properties too), its margin boxes
 * and footnote areas from the page.
 */
export class PageStyles implements PageRules {
  private readonly kept: KeptPages;
  private readonly known = new Map<string, PageStyle>();
  private made: { entries: readonly Entry[]; parts: Parts } | undefined;

  /** @param kept what was computed of the same sheets, with the same root element and areas */
  constructor(
    private readonly sheets: PageSheets,
    kept?: KeptPages,
  ) {
    this.kept = kept ?? {
      selectors: this.cascade.entries.map(({ selector }) => selector),
      areas: areaNames(
        sheets.read().flatMap(({ pages }) => pages),
        sheets.computer.footnoteAreas(),
      ),
      styles: new Map(),
    };
    // Problems that show when values are computed shall be known now, not when the page comes up.
    if (!kept) for (const context of contexts(this.kept.selectors)) this.resolve(context);
  }

  resolve(context: PageContext): PageStyle {
    const { name, side, first, blank, nth } = context;
    const key = `${side} ${first} ${blank} ${nth} ${name}`;
    let style = this.known.get(key);
    if (!style) {
      style = this.styleOf(context);
      this.known.set(key, style);
    }
    return style;
  }

  /** How many styles were computed. */
  get count(): number {
    return this.kept.styles.size;
  }

  keep(): KeptPages {
    return this.kept;
  }

  private styleOf(context: PageContext): PageStyle {
    const { selectors, areas, styles } = this.kept;
    const matching = selectors.flatMap((selector, rank) => (matchesPage(selector, context) ? [rank] : []));
    const key = matching.join();
    let style = styles.get(key);
    if (!style) {
      const { root, computer } = this.sheets;
      const { entries, parts } = this.cascade;
      const matched = matching.map((rank) => entries[rank]!);
      style = new PageCascade(matched, root, computer, parts).style(areas);
      styles.set(key, style);
    }
    return style;
  }

  /** Made when it is first asked for: what was kept may be all. */
  private get cascade(): { entries: readonly Entry[]; parts: Parts } {
    const { read, root, computer } = this.sheets;
    this.made ??= { entries: entriesOf(read()), parts: new Parts(root.style.lang, computer) };
    return this.made;
  }
}

function entriesOf(sheets: ReturnType<PageSheets['read']>): Entry[] {
  return sheets
    .flatMap(({ origin, pages }) =>
      pages.flatMap((rule) => rule.selectors.map((selector) => ({ origin, selector, rule }))),
    )
    .sort(
      (a, b) =>
        Number(a.origin === 'author') - Number(b.origin === 'author') ||
        compareSpecificity(a.selector.specificity, b.selector.specificity),
    );
}

/** Pages of every name that a selector has, in every state. */
function* contexts(selectors: readonly PageSelector[]): Generator<PageContext> {
  for (const name of new Set(['auto', ...selectors.map((selector) => selector.name)]))
    for (const side of ['left', 'right'] as const)
      for (const [first, blank] of [
        [true, false],
        [false, true],
        [false, false],
      ] as const)
        yield { name, side, first, blank, nth: 1 };
}

/** All footnote areas: as the sheets first name them, then the unnamed one, then others that notes ask for. */
function areaNames(rules: readonly PageRule[], wanted: readonly string[]): string[] {
  const declared = rules.flatMap((rule) => rule.areas.map((area) => area.name));
  return [...new Set([...declared, '', ...wanted])];
}

/** The styles of margin boxes and areas: pages of different kinds have most of them in common. */
class Parts {
  private readonly known: { page: Computed; applied: readonly Applied[]; part: Computed }[] = [];

  constructor(
    private readonly lang: string,
    private readonly computer: Computer,
  ) {}

  style(applied: readonly Applied[], page: Computed): Computed {
    const found = this.known.find(
      (known) => inheritsSame(known.page, page) && sameDeclarations(known.applied, applied),
    );
    if (found) return found.part;
    const part = this.computer.compute(applied, page, this.lang, ELEMENT_VOCABULARY);
    this.known.push({ page, applied, part });
    return part;
  }
}

function inheritsSame(a: Computed, b: Computed): boolean {
  return a.style === b.style && a.lineFactor === b.lineFactor && a.variables === b.variables;
}

function sameDeclarations(a: readonly Applied[], b: readonly Applied[]): boolean {
  return a.length === b.length && a.every(({ declarations }, i) => declarations === b[i]!.declarations);
}

class PageCascade {
  private readonly page: Computed;

  constructor(
    private readonly matched: readonly Entry[],
    root: Computed,
    private readonly computer: Computer,
    private readonly parts: Parts,
  ) {
    const { lang } = root.style;
    this.page = computer.compute(
      this.applied((rule) => [rule.declarations]),
      root,
      lang,
      PAGE_VOCABULARY,
    );
  }

  style(areas: readonly string[]): PageStyle {
    const { width, height } = this.page.pageSize;
    const { marginTop, marginRight, marginBottom, marginLeft, counterReset, counterIncrement } =
      this.page.style;
    const [left, right] = this.fit(points(marginLeft), points(marginRight), width, /^margin-(?:left|right)$/);
    const [top, bottom] = this.fit(
      points(marginTop),
      points(marginBottom),
      height,
      /^margin-(?:top|bottom)$/,
    );
    return {
      width,
      height,
      marginTop: top,
      marginRight: right,
      marginBottom: bottom,
      marginLeft: left,
      counterReset,
      counterIncrement,
      marginBoxes: new Map(MARGIN_BOXES.flatMap((name) => this.marginBox(name))),
      footnoteAreas: areas.map((name) => this.area(name)),
      lineNumber: this.part((rule) => [rule.lineNumber]).style,
    };
  }

  private applied(select: (rule: PageRule) => readonly Declaration[][]): Applied[] {
    return this.matched.flatMap(({ origin, rule }) =>
      select(rule).flatMap((declarations) => (declarations.length > 0 ? [{ origin, declarations }] : [])),
    );
  }

  private marginBox(name: MarginBoxName): [MarginBoxName, MarginBox][] {
    const declared = (rule: PageRule) => rule.boxes.filter((box) => box.name === name);
    // Without content there is no box, and most of the sixteen have none.
    const declarations = this.matched.flatMap(({ rule }) =>
      declared(rule).flatMap((box) => box.declarations),
    );
    if (!declarations.some((declaration) => declaration.name === 'content')) return [];
    const { style } = this.part((rule) => declared(rule).map((box) => box.declarations));
    return Array.isArray(style.content) ? [[name, { style, content: style.content }]] : [];
  }

  private area(name: string): FootnoteArea {
    const { style } = this.part((rule) =>
      rule.areas.flatMap((area) => (area.name === name ? [area.declarations] : [])),
    );
    return { name, style, maxHeight: style.maxHeight };
  }

  private part(select: (rule: PageRule) => readonly Declaration[][]): Computed {
    return this.parts.style(this.applied(select), this.page);
  }

  /** Two margins that leave room between them. */
  private fit(before: number, after: number, size: number, names: RegExp): [number, number] {
    if (before + after < size) return [before, after];
    const declarations = this.matched.flatMap(({ rule }) => rule.declarations);
    const { at } = declarations.findLast(({ name }) => names.test(name))!;
    const hint = 'make them smaller (an edition’s “writingMargin” counts with them), or the page larger';
    const message = 'the margins leave nothing of the page';
    this.computer.report(diagnostic('css-page-full', message, { at, hint }), at);
    const share = (size * WIDEST_MARGINS) / (before + after);
    return [before * share, after * share];
  }
}

function points(length: Computed['style']['marginTop']): number {
  return typeof length === 'number' ? length : 0;
}
