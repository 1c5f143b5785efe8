import type { ElementContent, Root } from 'hast';
import type { Book } from '../apparatus/book.js';
import type { Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { conformPage } from './conform/conform-page.js';
import { markDirections } from './directions.js';
import { PageData } from './page-data.js';
import { factsOf, type PageFacts } from './page-facts.js';
import type { PlannedPage } from './page-plan.js';
import type { PageKind, RenderedPage } from './rendered.js';
import type { Templates } from './templates.js';

/** A page without fault, as it is kept beside its tree. */
interface KeptPage {
  facts: PageFacts;
  /** How many words the edition has, where the page says so. */
  words?: number;
}

/** Pages that hold what people have written, and not only names and titles. */
const WRITTEN = new Set<PageKind>(['front', 'reading', 'back', 'glossary', 'chronology', 'endnotes']);

const WHAT = { text: 'the text of its reading', notes: 'all of its notes' };

/** Makes the pages of a book, in their order, or finds that they are as they were. */
export class PageMaker {
  readonly diagnostics: Diagnostic[] = [];
  private readonly seen = { ids: new Set<string>(), texts: new WeakSet<object>() };
  private readonly images: string[];

  /** @param looks a name that only the same templates and words have */
  constructor(
    private readonly book: Book,
    private readonly plan: readonly PlannedPage[],
    private readonly templates: Templates,
    private readonly memo: Memo,
    private readonly looks: string,
  ) {
    this.images = [...book.images.keys()].sort();
  }

  /** Undefined where the template fails. */
  page(planned: PlannedPage): RenderedPage | undefined {
    const { memo, seen } = this;
    const data = new PageData(this.book, this.plan);
    const key = memo.remembers
      ? memo.key('page', this.looks, pathOf(planned), data.named(planned), this.images)
      : '';
    const kept = memo.recall<KeptPage>(key);
    if (kept && isSaidIn(kept, data) && kept.facts.ids.every((id) => !seen.ids.has(id)))
      return this.recalled(planned, key, kept);
    const faults = this.templates.faults;
    const made = this.make(planned, data, seen.ids);
    if (!made) return undefined;
    const { tree, repeatedIds } = made;
    const omitted = this.omitted(planned, data);
    for (const id of repeatedIds)
      this.diagnostics.push(
        diagnostic('template-repeated-id', `The page “${planned.title}” has the id “${id}” a second time.`, {
          at: { source: this.templates.source(pathOf(planned))!, start: 0, end: 0 },
          hint: 'print a tree that has links in it only once; in a second place, print {{plain title}}',
        }),
      );
    const facts = factsOf(tree);
    const page = { ...matterOf(planned), facts, tree };
    if (this.templates.faults > faults || repeatedIds.length > 0 || omitted || !memo.remembers) return page;
    const fresh: KeptPage = { facts, ...(data.saysWords && { words: data.words }) };
    const name = this.nameOf(key, fresh);
    memo.keep(key, fresh);
    memo.keep(treeName(name), tree);
    return { ...page, key: name };
  }

  /** Whether the template leaves out what stands nowhere else; says what. */
  private omitted(planned: PlannedPage, { owed, trees }: PageData): boolean {
    const printed = new Set(trees);
    const missing = new Set(owed.filter(({ tree }) => !printed.has(tree)).map(({ what }) => what));
    for (const what of missing)
      this.diagnostics.push(
        diagnostic('template-omits', `The page “${planned.title}” does not print ${WHAT[what]}.`, {
          at: { source: this.templates.source(pathOf(planned))!, start: 0, end: 0 },
          hint: `the book would not have it: write ${what === 'text' ? '{{text}}' : '{{> notes}}'} where it belongs`,
        }),
      );
    return missing.size > 0;
  }

  /** A page that brings its tree when that is first asked for. */
  private recalled(planned: PlannedPage, key: string, kept: KeptPage): RenderedPage {
    const { memo, seen } = this;
    const { facts } = kept;
    for (const id of facts.ids) seen.ids.add(id);
    const name = this.nameOf(key, kept);
    // An entry that was there may be gone: the page is made once more.
    const recall = () =>
      memo.recall<Root>(treeName(name)) ??
      this.make(planned, new PageData(this.book, this.plan), new Set())!.tree;
    let known: Root | undefined;
    return {
      ...matterOf(planned),
      facts,
      key: name,
      get tree() {
        known ??= recall();
        return known;
      },
    };
  }

  private make(
    planned: PlannedPage,
    data: PageData,
    ids: Set<string>,
  ): { tree: Root; repeatedIds: string[] } | undefined {
    const element = this.templates.markup(pathOf(planned), data.of(planned), data.trees, this.book.images);
    if (!element) return undefined;
    const seen = { ids, texts: this.seen.texts };
    const page = conformPage(element, { images: this.book.images, seen });
    if (WRITTEN.has(planned.kind)) markDirections(page.tree.children as ElementContent[], planned.dir);
    return page;
  }

  /** A name that only pages with the same tree have. */
  private nameOf(key: string, { words }: KeptPage): string {
    return words === undefined ? key : this.memo.key('page', key, words);
  }
}

/** Whether a page that says how many words the edition has says it of as many. */
function isSaidIn({ words }: KeptPage, data: PageData): boolean {
  return words === undefined || words === data.words;
}

function pathOf({ kind }: PlannedPage): string {
  return `${kind}.hbs`;
}

function treeName(name: string): string {
  return `tree-${name}`;
}

/** What a page is, without what it is made from. */
function matterOf({ type: _type, role: _role, chapter: _chapter, part: _part, ...page }: PlannedPage) {
  return page;
}
