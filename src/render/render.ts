import type { ElementContent, Root, RootContent } from 'hast';
import type { Book } from '../apparatus/book.js';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import type { Source } from '../diagnostics/source.js';
import type { Manuscript } from '../manuscript/manuscript.js';
import { conformPage } from './conform/conform-page.js';
import { editionWords } from './edition-words.js';
import { COVER_HELPERS, languageHelpers } from './helpers.js';
import { layersOf } from './layers.js';
import { PageData } from './page-data.js';
import { type PlannedPage, planPages } from './page-plan.js';
import type { RenderedBook, RenderedPage } from './rendered.js';
import { Templates } from './templates.js';

/**
 * Makes the pages of a book from its templates. A page whose template fails is left out, and the failure is an error
 * among the diagnostics.
 *
 * @param builtIn the package's templates, stylesheets and words by path in templates/
 * @param project the project's own. A template replaces the built-in one of the same name; a stylesheet is read after
 *   it; words are added to it. Its `assets` are the binary files, by path in templates/. The files of the edition's
 *   theme come between the two, in the same way
 * @param memo remembers pages whose data and templates did not change
 */
export function render(
  book: Book,
  builtIn: ReadonlyMap<string, Source>,
  project: Pick<Manuscript, 'templates' | 'assets'>,
  memo: Memo = FORGETFUL,
): Result<RenderedBook> {
  const { base, over } = layersOf(builtIn, project, book.edition.theme);
  const all = (name: string) =>
    [base, ...over.map(({ templates }) => templates)].flatMap((layer) => layer.get(name) ?? []);
  const { value: words, diagnostics } = editionWords(
    book.anthology.language,
    book.edition,
    builtIn,
    project,
    memo,
  );
  const own = new Map(over.flatMap(({ templates }) => [...templates]));
  const templates = new Templates(base, own, { ...COVER_HELPERS, ...languageHelpers(words) });
  const plan = planPages(book, words);
  const files = [...base, ...own].filter(([path]) => /\.(?:hbs|yml)$/.test(path));
  const looks = memo.key(
    'looks',
    book.anthology.language,
    files.map(([path, { text }]) => [path, text]),
  );
  const conformed = conformedPages(book, plan, templates, memo, looks);
  return {
    value: {
      book,
      pages: conformed.pages,
      stylesheets: { epub: all('epub.css'), print: all('print.css') },
      assets: new Map(over.flatMap(({ assets }) => [...assets])),
      templates,
      words,
      ...(looks && { key: looks }),
    },
    diagnostics: [...diagnostics, ...templates.takeDiagnostics(), ...conformed.diagnostics],
  };
}

/** A page without fault, as it is kept. */
interface KeptPage {
  tree: Root;
  /** Its ids: none of another page may be among them. */
  ids: string[];
}

/** Ids in the order in which they were added. */
class Ids extends Set<string> {
  readonly added: string[] = [];

  override add(id: string): this {
    if (!this.has(id)) this.added.push(id);
    return super.add(id);
  }
}

function conformedPages(
  book: Book,
  plan: readonly PlannedPage[],
  templates: Templates,
  memo: Memo,
  looks: string,
): { pages: RenderedPage[]; diagnostics: Diagnostic[] } {
  const pages: RenderedPage[] = [];
  const diagnostics: Diagnostic[] = [];
  const seen = { ids: new Ids(), texts: new WeakSet<object>() };
  const images = [...book.images.keys()].sort();
  for (const planned of plan) {
    const { type: _type, role: _role, chapter: _chapter, part: _part, ...page } = planned;
    const data = new PageData(book, plan);
    const path = `${planned.kind}.hbs`;
    const given = data.of(planned);
    const key = memo.key('page', looks, path, given, images);
    const known = memo.recall<KeptPage>(key);
    if (known?.ids.every((id) => !seen.ids.has(id))) {
      for (const id of known.ids) seen.ids.add(id);
      pages.push({ ...page, tree: known.tree, key });
      continue;
    }
    const faults = templates.faults;
    const element = templates.markup(path, given, data.trees);
    if (!element) continue;
    const before = seen.ids.added.length;
    const conformed = conformPage(element, { images: book.images, seen });
    const { repeatedIds } = conformed;
    // The same whether it is made or recalled.
    const tree = bare(conformed.tree);
    for (const id of repeatedIds)
      diagnostics.push(
        diagnostic('template-repeated-id', `The page “${planned.title}” has the id “${id}” a second time.`, {
          at: { source: templates.source(path)!, start: 0, end: 0 },
          hint: 'print a tree that has links in it only once; in a second place, print {{plain title}}',
        }),
      );
    const isSound = templates.faults === faults && repeatedIds.length === 0;
    if (isSound) memo.keep(key, { tree, ids: seen.ids.added.slice(before) } satisfies KeptPage);
    pages.push({ ...page, tree, ...(isSound && { key }) });
  }
  return { pages, diagnostics };
}

/** A tree without positions, which no later stage reads. */
function bare(tree: Root): Root {
  return { type: 'root', children: tree.children.map((child) => bareNode(child)) };
}

function bareNode<T extends RootContent | ElementContent>(node: T): T {
  const { position: _, ...rest } = node;
  if (node.type !== 'element') return rest as T;
  return { ...rest, children: node.children.map((child) => bareNode(child)) } as unknown as T;
}
