import type { Element } from 'hast';
import { type Applied, type Computed, type Computer, ROOT } from './compute.js';
import type { Rules } from './rules.js';
import type { PseudoElementName } from './selector.js';
import type { PseudoElement, StyledElement } from './styled.js';
import { languageOf, type Tree } from './tree.js';
import { ELEMENT_VOCABULARY } from './vocabulary.js';

/** A style that was computed, and of what: plain values. */
export interface KeptStyle extends Computed {
  /** The number of its parent's; undefined for the root element's. */
  parent: number | undefined;
  /** Language and pseudo-element. */
  branch: string;
  /** Of the rules that apply. */
  ranks: number[];
}

/** A computed style, and those of what has it for a parent, by language and pseudo-element. */
interface Styled extends KeptStyle {
  number: number;
  derived: Map<string, Branch>;
}

/** What has been computed, by the ranks of the rules that apply, one after the other. */
interface Branch {
  computed: Styled | undefined;
  next: Map<number, Branch>;
}

interface StyledBy {
  rules: Rules;
  /** What a rule declares, by its rank: asked for where a style was not computed before. */
  applied(rank: number): Applied;
  computer: Computer;
  tree: Tree;
}

/** Gives the elements of a document their styles. */
export class Styler {
  /** Of the root element. */
  readonly computed: Styled;
  /** In the order in which they were computed. */
  private readonly all: Styled[] = [];
  /** What the root element inherits from. */
  private readonly origin: Styled = {
    ...ROOT,
    parent: undefined,
    branch: '',
    ranks: [],
    number: -1,
    derived: new Map(),
  };

  /** @param kept what was computed before with the same rules */
  constructor(
    private readonly by: StyledBy,
    html: Element,
    kept: readonly KeptStyle[] = [],
  ) {
    for (const one of kept) this.enter(one);
    this.computed = this.derive(html, undefined, this.origin);
    by.computer.rootFontSize = this.computed.style.fontSize;
  }

  /** How many styles were computed. */
  get count(): number {
    return this.all.length;
  }

  /** What was computed, for another styler. */
  keep(): KeptStyle[] {
    return this.all.map(({ number, derived, ...kept }) => kept);
  }

  /**
   * Styles a tree, without recursion: how deep it is nested does not matter.
   *
   * @param only the children of the body that are styled; all where it is left out
   */
  styled(html: Element, only?: readonly Element[]): StyledElement {
    const { computed } = this;
    const root = this.element(html, computed);
    const body = only && this.by.tree.parent(only[0]!);
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
    if (!this.by.rules.has(name)) return undefined;
    const own = this.derive(element, name, computed);
    return own === computed ? undefined : own;
  }

  /**
   * The style of an element, or of one of its pseudo-elements, from its parent's. Computed once for each set of rules
   * that applies to children of the same style. A pseudo-element that no rule applies to gives its parent's own.
   */
  private derive(element: Element, pseudo: PseudoElementName | undefined, parent: Styled): Styled {
    const { rules, applied, computer } = this.by;
    const ranks = rules.matching(element, pseudo);
    if (pseudo && ranks.length === 0) return parent;
    const lang = pseudo ? parent.style.lang : (languageOf(element) ?? parent.style.lang);
    const branch = pseudo ? `${pseudo} ${lang}` : lang;
    return (
      find(parent, branch, ranks).computed ??
      this.enter({
        ...computer.compute(ranks.map(applied), parent, lang, ELEMENT_VOCABULARY),
        parent: parent === this.origin ? undefined : parent.number,
        branch,
        ranks: [...ranks],
      })
    );
  }

  /** Files a style that was computed, now or before. */
  private enter(computed: KeptStyle): Styled {
    const { parent, branch, ranks } = computed;
    const styled = { ...computed, number: this.all.length, derived: new Map() };
    this.all.push(styled);
    find(parent === undefined ? this.origin : this.all[parent]!, branch, ranks).computed = styled;
    return styled;
  }
}

/** Where a style is filed. */
function find(parent: Styled, branch: string, ranks: readonly number[]): Branch {
  let at = descend(parent.derived, branch);
  for (const rank of ranks) at = descend(at.next, rank);
  return at;
}

function descend<K>(branches: Map<K, Branch>, key: K): Branch {
  let branch = branches.get(key);
  if (!branch) {
    branch = { computed: undefined, next: new Map() };
    branches.set(key, branch);
  }
  return branch;
}
