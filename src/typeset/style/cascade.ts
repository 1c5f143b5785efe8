import type { Element, ElementContent, Root, RootContent } from 'hast';
import type { Diagnostic, Result } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../diagnostics/source.js';
import { type Computed, Computer, type Origin, ROOT } from './compute.js';
import { Matcher } from './matcher.js';
import { makePageRules } from './pages.js';
import { Rules } from './rules.js';
import type { PseudoElementName } from './selector.js';
import type { PageRules, PseudoElement, StyledDocument, StyledElement } from './styled.js';
import { readStylesheet, type Stylesheet } from './stylesheet.js';
import { languageOf, Tree } from './tree.js';
import { USER_AGENT } from './user-agent.js';
import { ELEMENT_VOCABULARY } from './vocabulary.js';

/**
 * Gives every element of a document its style: the stylesheet stage of the typesetter. Later sheets weigh more.
 *
 * White space stays as it stands in the tree. Elements of `display: none` are left out with all that is in them,
 * comments too. A document without a single root element gets `html` and `body` around it. Elements whose values are
 * the same share one style object. Linear in the number of elements, for each rule that can apply to them.
 */
export function styleDocument(
  root: Root,
  sheets: readonly Source[],
  pages?: PageRules,
): Result<StyledDocument> {
  const styler = new DocumentStyler(root, sheets, pages);
  return { value: styler.whole(), diagnostics: styler.diagnostics };
}

/** Styles a document, or parts of documents that differ from it in children of the body alone: see `styleDocument`. */
export class DocumentStyler {
  private readonly html: Element;
  private readonly tree: Tree;
  private readonly matcher: Matcher;
  private readonly computer: Computer;
  private readonly styler: Styler;
  private readonly read: Sheet[];
  private readonly said: Diagnostic[] = [];

  constructor(
    root: Root,
    private readonly sheets: readonly Source[],
    private pages?: PageRules,
  ) {
    const authors = sheets.map((source) => ({ origin: 'author' as const, ...readOnce(source, this.said) }));
    this.read = [{ origin: 'user-agent', ...userAgent() }, ...authors];
    this.html = rootElement(root);
    this.tree = new Tree(this.html);
    this.computer = new Computer(this.said);
    this.matcher = new Matcher(this.tree);
    this.styler = new Styler(new Rules(this.read, this.matcher), this.computer, this.tree, this.html);
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

  private document(root: StyledElement): StyledDocument {
    // Pages have room for the notes of all areas that were asked for by then.
    this.pages ??= makePageRules(this.read, this.styler.computed, this.computer);
    return {
      root,
      looksDeep: this.matcher.looksDeep,
      noteAreas: this.noteAreas,
      pages: this.pages,
      fontFaces: this.read.flatMap((sheet) => (sheet.origin === 'author' ? sheet.fontFaces : [])),
    };
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

/** A computed style, and those of what has it for a parent, by language and pseudo-element. */
interface Styled extends Computed {
  derived: Map<string, Branch>;
}

/** What has been computed, by the ranks of the rules that apply, one after the other. */
interface Branch {
  computed: Styled | undefined;
  next: Map<number, Branch>;
}

class Styler {
  /** Of the root element. */
  readonly computed: Styled;

  constructor(
    private readonly rules: Rules,
    private readonly computer: Computer,
    private readonly tree: Tree,
    html: Element,
  ) {
    this.computed = this.derive(html, undefined, { ...ROOT, derived: new Map() });
    computer.rootFontSize = this.computed.style.fontSize;
  }

  /**
   * Styles a tree, without recursion: how deep it is nested does not matter.
   *
   * @param only the children of the body that are styled; all where it is left out
   */
  styled(html: Element, only?: readonly Element[]): StyledElement {
    const { computed } = this;
    const root = this.element(html, computed);
    const body = only && this.tree.parent(only[0]!);
    const open: [StyledElement, Styled][] = computed.style.display === 'none' ? [] : [[root, computed]];
    for (let next = open.pop(); next; next = open.pop()) {
      const [parent, inherited] = next;
      for (const child of parent.element === body ? only! : parent.element.children) {
        if (child.type === 'text') parent.children.push({ kind: 'text', node: child });
        if (child.type !== 'element') continue;
        const own = this.derive(child, undefined, inherited);
        if (own.style.display === 'none') continue;
        const styled = this.element(child, own);
        parent.children.push(styled);
        open.push([styled, own]);
      }
    }
    return root;
  }

  private element(element: Element, computed: Styled): StyledElement {
    const { style } = computed;
    const styled: StyledElement = { kind: 'element', element, style, children: [] };
    const generated = (name: PseudoElementName): PseudoElement | undefined => {
      const own = this.pseudo(element, name, computed)?.style;
      return own && Array.isArray(own.content) ? { style: own, content: own.content } : undefined;
    };
    const before = generated('before');
    if (before) styled.before = before;
    const after = generated('after');
    if (after) styled.after = after;
    const firstLetter = this.pseudo(element, 'first-letter', computed);
    if (firstLetter) styled.firstLetter = firstLetter.style;
    const firstLine = this.pseudo(element, 'first-line', computed);
    if (firstLine) styled.firstLine = firstLine.style;
    if (style.display === 'list-item') {
      const marker = this.pseudo(element, 'marker', computed)?.style;
      if (marker)
        styled.marker = { style: marker, content: Array.isArray(marker.content) ? marker.content : [] };
    }
    if (style.float === 'footnote') {
      const call = generated('footnote-call');
      if (call) styled.footnoteCall = call;
      const marker = generated('footnote-marker');
      if (marker) styled.footnoteMarker = marker;
    }
    return styled;
  }

  /** The style of a pseudo-element; undefined where no rule speaks of it. */
  private pseudo(element: Element, name: PseudoElementName, computed: Styled): Styled | undefined {
    if (!this.rules.has(name)) return undefined;
    const own = this.derive(element, name, computed);
    return own === computed ? undefined : own;
  }

  /**
   * The style of an element, or of one of its pseudo-elements, from its parent's. Computed once for each set of rules
   * that applies to children of the same style. A pseudo-element that no rule applies to gives its parent's own.
   */
  private derive(element: Element, pseudo: PseudoElementName | undefined, parent: Styled): Styled {
    const ranks = this.rules.matching(element, pseudo);
    if (pseudo && ranks.length === 0) return parent;
    const lang = pseudo ? parent.style.lang : (languageOf(element) ?? parent.style.lang);
    let at = descend(parent.derived, pseudo ? `${pseudo} ${lang}` : lang);
    for (const rank of ranks) at = descend(at.next, rank);
    at.computed ??= {
      ...this.computer.compute(this.rules.applied(ranks), parent, lang, ELEMENT_VOCABULARY),
      derived: new Map(),
    };
    return at.computed;
  }
}

function descend<K>(branches: Map<K, Branch>, key: K): Branch {
  let branch = branches.get(key);
  if (!branch) {
    branch = { computed: undefined, next: new Map() };
    branches.set(key, branch);
  }
  return branch;
}
