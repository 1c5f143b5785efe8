import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { Diagnostic, Result } from '../../diagnostics/diagnostic.js';
import { Source } from '../../diagnostics/source.js';
import { Computer, type Origin } from './compute.js';
import type { ComputedStyle } from './computed.js';
import { Matcher } from './matcher.js';
import { type KeptPages, PageStyles } from './pages.js';
import { Rules, ranked } from './rules.js';
import type { Selector } from './selector.js';
import type { FontFaceRule, StyledDocument, StyledElement } from './styled.js';
import { type KeptStyle, Styler } from './styler.js';
import { readStylesheet, type Stylesheet } from './stylesheet.js';
import { Tree } from './tree.js';
import { USER_AGENT } from './user-agent.js';

/**
 * Gives every element of a document its style: the stylesheet stage of the typesetter. Later sheets weigh more.
 *
 * White space stays as it stands in the tree. Elements of `display: none` are left out with all that is in them,
 * comments too. A document without a single root element gets `html` and `body` around it. Elements whose values are
 * the same share one style object. Linear in the number of elements, for each rule that can apply to them.
 */
export function styleDocument(root: Root, sheets: readonly Source[]): Result<StyledDocument> {
  const styler = new DocumentStyler(root, sheets);
  return { value: styler.whole(), diagnostics: styler.diagnostics };
}

/** What a styler computed, so that another need not read the sheets unless something else is asked for: plain values. */
export interface KeptStyles {
  /** Those that font faces point into. */
  sources: readonly Source[];
  /** By rank. */
  selectors: readonly Selector[];
  fontFaces: FontFaceRule[];
  /** Those of elements and of pages, each once. */
  styles: ComputedStyle[];
  elements: KeptStyle[];
  pages: KeptPages;
}

/** Styles a document, or parts of documents that differ from it in children of the body alone: see `styleDocument`. */
export class DocumentStyler {
  private readonly html: Element;
  private readonly tree: Tree;
  private readonly matcher: Matcher;
  private readonly computer: Computer;
  private readonly styler: Styler;
  private readonly said: Diagnostic[] = [];
  private readonly selectors: readonly Selector[];
  private readonly fontFaces: FontFaceRule[];
  /** How many styles were kept before, of elements and of pages. */
  private readonly countKept: number;
  private pages: PageStyles | undefined;
  private sheetsRead: Sheet[] | undefined;
  private rulesRead: ReturnType<typeof ranked> | undefined;

  /** @param kept what was computed for this document, or for one that differs from it in what stands deeper than children */
  constructor(
    root: Root,
    private readonly sheets: readonly Source[],
    private readonly kept?: KeptStyles,
  ) {
    this.countKept = kept ? kept.elements.length + kept.pages.styles.size : 0;
    for (const [n, source] of (kept?.sources ?? []).entries()) Source.revive(source, sheets[n]!.text);
    this.selectors = kept?.selectors ?? this.rules.map(({ selector }) => selector);
    this.fontFaces =
      kept?.fontFaces ?? this.read.flatMap(({ origin, fontFaces }) => (origin === 'author' ? fontFaces : []));
    this.html = rootElement(root);
    this.tree = new Tree(this.html);
    this.computer = new Computer(this.said, kept?.styles);
    this.matcher = new Matcher(this.tree);
    const applied = (rank: number) => this.rules[rank]!;
    this.styler = new Styler(
      { rules: new Rules(this.selectors, this.matcher), applied, computer: this.computer, tree: this.tree },
      this.html,
      kept?.elements,
    );
  }

  /** What was found wrong so far. */
  get diagnostics(): Diagnostic[] {
    return inOrder(this.said, this.sheets);
  }

  /** The names of the areas that notes asked for so far. */
  get noteAreas(): string[] {
    return [...new Set(this.computer.footnoteAreas())];
  }

  whole(): StyledDocument {
    return this.document(this.styler.styled(this.html));
  }

  /**
   * Some children of the body of another document, in the elements around them: one that differs from this in children
   * of the body alone. The styles that they share with others are the same objects.
   */
  part(root: Root, children: readonly Element[]): StyledDocument {
    const html = rootElement(root);
    this.tree.enter(html);
    return this.document(this.styler.styled(html, children));
  }

  /** What was computed; undefined where all of it was kept before, and where something is wrong with the stylesheets. */
  keep(): KeptStyles | undefined {
    const { kept, styler, pages, selectors, fontFaces } = this;
    if (!pages || this.said.length > 0) return undefined;
    if (styler.count + pages.count === this.countKept) return undefined;
    return {
      sources: kept?.sources ?? this.sheets,
      selectors,
      fontFaces,
      styles: this.computer.styles,
      elements: styler.keep(),
      pages: pages.keep(),
    };
  }

  private document(root: StyledElement): StyledDocument {
    // Pages have room for the notes of all areas that were asked for by then.
    this.pages ??= this.pageStyles();
    return {
      root,
      looksDeep: this.matcher.looksDeep,
      noteAreas: this.noteAreas,
      pages: this.pages,
      fontFaces: this.fontFaces,
    };
  }

  private pageStyles(): PageStyles {
    const { computer, styler, kept } = this;
    return new PageStyles({ read: () => this.read, root: styler.computed, computer }, kept?.pages);
  }

  /** The sheets, read when that is first needed. */
  private get read(): Sheet[] {
    this.sheetsRead ??= [
      { origin: 'user-agent', ...userAgent() },
      ...this.sheets.map((source) => ({ origin: 'author' as const, ...readOnce(source, this.said) })),
    ];
    return this.sheetsRead;
  }

  private get rules(): ReturnType<typeof ranked> {
    this.rulesRead ??= ranked(this.read);
    return this.rulesRead;
  }
}

/** A stylesheet that was read, and whose it is. */
interface Sheet extends Stylesheet {
  origin: Origin;
}

/** Problems as the sheets have them, from top to bottom. */
function inOrder(diagnostics: readonly Diagnostic[], sheets: readonly Source[]): Diagnostic[] {
  const places = new Map(sheets.map(({ path }, i) => [path, i]));
  const sheet = ({ file }: Diagnostic): number => places.get(file ?? '') ?? 0;
  const offset = ({ range }: Diagnostic): number => range?.start.offset ?? 0;
  return diagnostics.toSorted((a, b) => sheet(a) - sheet(b) || offset(a) - offset(b));
}

/** Stylesheets as they were read, with what was said about them: a document may be styled in parts. */
const sheetsRead = new WeakMap<Source, { sheet: Stylesheet; diagnostics: Diagnostic[] }>();

function readOnce(source: Source, diagnostics: Diagnostic[]): Stylesheet {
  let read = sheetsRead.get(source);
  if (!read) {
    const said: Diagnostic[] = [];
    read = { sheet: readStylesheet(source, said), diagnostics: said };
    sheetsRead.set(source, read);
  }
  diagnostics.push(...read.diagnostics);
  return read.sheet;
}

let agentSheet: Stylesheet | undefined;

/** Read once: it is always the same, and has no problems. */
function userAgent(): Stylesheet {
  agentSheet ??= readStylesheet(USER_AGENT, []);
  return agentSheet;
}

/** The element that all others stand in. Where something else stands beside it, `html` and `body` go around both. */
function rootElement(root: Root): Element {
  const content = root.children.filter(({ type }) => type !== 'doctype' && type !== 'comment');
  const [only] = content.filter((child) => child.type === 'element');
  const alone = content.every((child) => child === only || (only?.tagName === 'html' && isBlank(child)));
  if (only && alone) return only;
  const body: Element = {
    type: 'element',
    tagName: 'body',
    properties: {},
    children: content as ElementContent[],
  };
  return { type: 'element', tagName: 'html', properties: {}, children: [body] };
}

function isBlank(node: RootContent): boolean {
  return node.type === 'text' && /^\s*$/.test(node.value);
}
