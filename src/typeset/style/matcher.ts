import { compile, type Options } from 'css-select';
import { isTraversal, type PseudoSelector, parse, SelectorType, type Selector as Token } from 'css-what';
import type { Comment, Element, Text } from 'hast';
import nthCheck from 'nth-check';
import { attribute, type Tree } from './tree.js';

export type Match = (element: Element) => boolean;

type Node = Element | Element['children'][number];
type Adapter = NonNullable<Options<Node, Element>['adapter']>;

/**
 * Compiles selectors to functions, with css-select. What css-select answers by looking through all siblings each time
 * (`:nth-child()`, `:first-of-type`, `~`, `:has(+ …)`) is answered here from positions that are counted once for each
 * parent, so that a thousand paragraphs in a row cost a thousand steps and not a million.
 */
export class Matcher {
  private readonly options: Options<Node, Element>;
  private readonly formulas = new Map<string, { check: (index: number) => boolean; group: Group }>();
  /** Compiled parts of selectors, by the number that stands for them in a pseudo-class of our own. */
  private readonly parts: { match: Match; bounds: Map<Element, Bounds> }[] = [];
  private readonly types: Group = { of: (element) => element.tagName, counted: new Map() };
  private readonly all: Group = { of: () => '', counted: new Map() };

  constructor(private readonly tree: Tree) {
    this.options = {
      adapter: adapterFor(tree),
      xmlMode: true,
      lowerCaseTags: true,
      lowerCaseAttributeNames: true,
      relativeSelector: false,
      pseudos: {
        'nth-child': (element, formula) => this.nth(element, formula, 'child', 'before'),
        'nth-last-child': (element, formula) => this.nth(element, formula, 'child', 'after'),
        'nth-of-type': (element, formula) => this.nth(element, formula, 'type', 'before'),
        'nth-last-of-type': (element, formula) => this.nth(element, formula, 'type', 'after'),
        'first-of-type': (element) => this.count(element, this.types)?.before === 0,
        'last-of-type': (element) => this.count(element, this.types)?.after === 0,
        'only-of-type': (element) => {
          const count = this.count(element, this.types);
          return count?.before === 0 && count.after === 0;
        },
        [AFTER]: (element, part) => this.bounds(element, part).first < this.tree.index(element),
        [BEFORE]: (element, part) => this.bounds(element, part).last > this.tree.index(element),
        [JUST_BEFORE]: (element, part) => {
          const next = this.tree.next(element);
          return next !== undefined && this.parts[Number(part)]!.match(next);
        },
      },
    };
  }

  /** Compiles the tokens of one selector, without its pseudo-element. */
  compile(tokens: readonly Token[]): Match {
    return compile<Node, Element>([this.rewrite(structuredClone(tokens) as Token[])], this.options);
  }

  /** Puts pseudo-classes of our own in the place of what looks through siblings. */
  private rewrite(tokens: Token[]): Token[] {
    const sibling = tokens.findLastIndex((token) => token.type === SelectorType.Sibling);
    if (sibling >= 0)
      return [
        this.part(AFTER, tokens.slice(0, sibling)),
        ...tokens.slice(sibling + 1).map((token) => this.rewriteToken(token)),
      ];
    return tokens.map((token) => this.rewriteToken(token));
  }

  private rewriteToken(token: Token): Token {
    if (token.type !== SelectorType.Pseudo || !Array.isArray(token.data)) return token;
    if (token.name !== 'has')
      return { ...token, data: token.data.map((alternative) => this.rewrite(alternative)) };
    return {
      type: SelectorType.Pseudo,
      name: 'is',
      data: token.data.map((alternative) => [this.rewriteHas(token, alternative)]),
    };
  }

  private rewriteHas(token: PseudoSelector, alternative: Token[]): Token {
    const [first, ...rest] = alternative;
    if (rest.length > 0 && !rest.some(isTraversal)) {
      if (first!.type === SelectorType.Adjacent) return this.part(JUST_BEFORE, rest);
      if (first!.type === SelectorType.Sibling) return this.part(BEFORE, rest);
    }
    return { ...token, data: [alternative] };
  }

  private part(name: string, tokens: Token[]): Token {
    const match = this.compile(tokens);
    this.parts.push({ match, bounds: new Map() });
    return { type: SelectorType.Pseudo, name, data: String(this.parts.length - 1) };
  }

  /** The first and the last place among an element's siblings where a part matches. */
  private bounds(element: Element, part: string | null | undefined): Bounds {
    const { match, bounds } = this.parts[Number(part)]!;
    const parent = this.tree.parent(element);
    if (!parent) return NOWHERE;
    let found = bounds.get(parent);
    if (!found) {
      found = { ...NOWHERE };
      for (const sibling of this.tree.siblings(element))
        if (match(sibling)) {
          const index = this.tree.index(sibling);
          found.first = Math.min(found.first, index);
          found.last = index;
        }
      bounds.set(parent, found);
    }
    return found;
  }

  private nth(
    element: Element,
    formula: string | null | undefined,
    among: 'child' | 'type',
    from: keyof Count,
  ): boolean {
    const key = `${among} ${formula}`;
    let compiled = this.formulas.get(key);
    if (!compiled) {
      const [, plain, of] = /^([\s\S]*?)(?:\s+of\s+([\s\S]+))?$/i.exec(formula ?? '')!;
      compiled = {
        check: nthCheck(plain!),
        group: of === undefined ? (among === 'type' ? this.types : this.all) : this.groupOf(of),
      };
      this.formulas.set(key, compiled);
    }
    const count = this.count(element, compiled.group);
    return count !== undefined && compiled.check(count[from]);
  }

  private groupOf(selector: string): Group {
    const alternatives = parse(selector).map((tokens) => this.compile(tokens));
    const matches = (element: Element): boolean => alternatives.some((match) => match(element));
    return { of: (element) => (matches(element) ? '' : undefined), counted: new Map() };
  }

  /** How many of an element's group stand before it and after it among its siblings. */
  private count(element: Element, group: Group): Count | undefined {
    const parent = this.tree.parent(element);
    if (!parent) return group.of(element) === undefined ? undefined : { before: 0, after: 0 };
    let counts = group.counted.get(parent);
    if (!counts) {
      counts = countGroups(this.tree.siblings(element), group);
      group.counted.set(parent, counts);
    }
    return counts.get(element);
  }
}

/** Names of pseudo-classes that no stylesheet can have. */
const AFTER = '-fl-after';
const BEFORE = '-fl-before';
const JUST_BEFORE = '-fl-just-before';

interface Bounds {
  first: number;
  last: number;
}

const NOWHERE: Bounds = { first: Number.POSITIVE_INFINITY, last: -1 };

interface Count {
  before: number;
  after: number;
}

/** Siblings are counted by what `of` gives; undefined ones not at all. */
interface Group {
  of(element: Element): string | undefined;
  counted: Map<Element, Map<Element, Count>>;
}

function countGroups(siblings: readonly Element[], group: Group): Map<Element, Count> {
  const counts = new Map<Element, Count>();
  const totals = new Map<string, number>();
  const keys = siblings.map((sibling) => group.of(sibling));
  siblings.forEach((sibling, i) => {
    const key = keys[i];
    if (key === undefined) return;
    const before = totals.get(key) ?? 0;
    totals.set(key, before + 1);
    counts.set(sibling, { before, after: 0 });
  });
  siblings.forEach((sibling, i) => {
    const count = counts.get(sibling);
    if (count) count.after = totals.get(keys[i]!)! - count.before - 1;
  });
  return counts;
}

function adapterFor(tree: Tree): Adapter {
  return {
    isTag: (node): node is Element => node.type === 'element',
    getAttributeValue: attribute,
    getChildren: (node) => (node.type === 'element' ? node.children : []),
    getName: (element) => element.tagName,
    getParent: (element) => tree.parent(element) ?? null,
    getSiblings: (node) =>
      node.type === 'element' ? (tree.parent(node)?.children ?? [node]) : [node as Text | Comment],
    prevElementSibling: (node) => (node.type === 'element' ? (tree.previous(node) ?? null) : null),
    getText: (node) => (node.type === 'text' ? node.value : ''),
    hasAttrib: (element, name) => attribute(element, name) !== undefined,
    removeSubsets: (nodes) => nodes,
  };
}
