import { compile, type Options } from 'css-select';
import {
  type AttributeSelector,
  isTraversal,
  type PseudoSelector,
  parse,
  SelectorType,
  type Selector as Token,
} from 'css-what';
import type { Comment, Element, Text } from 'hast';
import nthCheck from 'nth-check';
import { attribute, childElements, hasClass, type Tree } from './tree.js';

export type Match = (element: Element) => boolean;

type Node = Element | Element['children'][number];
type Adapter = NonNullable<Options<Node, Element>['adapter']>;

/**
 * Compiles selectors to functions. css-select answers for compounds; combinators, and what counts siblings, are
 * answered here, because css-select looks through all ancestors or all siblings each time. Here what depends on the
 * parent alone is found once for its children, and siblings are counted once for each parent, so that a thousand
 * paragraphs in a row cost a thousand steps and not a million.
 */
export class Matcher {
  private readonly options: Options<Node, Element>;
  private readonly formulas = new Map<string, { check: (index: number) => boolean; group: Group }>();
  /** Selectors within selectors, by the number that stands for them in a pseudo-class of our own. */
  private readonly parts: Match[] = [];
  private readonly types: Group = { of: (element) => element.tagName, counted: new WeakMap() };
  private readonly all: Group = { of: () => '', counted: new WeakMap() };

  /** Whether a selector asks what stands in an element deeper than its children: see `StyledDocument`. */
  looksDeep = false;
  /** How many `:has()` the selector that is being compiled stands in. */
  private within = 0;

  /** What elements leave to their children. */
  private readonly rightToLeft = new WeakMap<Element, boolean>();

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
        dir: (element, direction) =>
          (this.isRtl(element) ? 'rtl' : 'ltr') === direction?.trim().toLowerCase(),
        [PART]: (element, part) => this.parts[Number(part)]!(element),
      },
    };
  }

  /** Compiles the tokens of one selector, without its pseudo-element. */
  compile(tokens: readonly Token[]): Match {
    const last = tokens.findLastIndex(isTraversal);
    const own = this.compound(tokens.slice(last + 1));
    if (last < 0) return own;
    const left = this.compile(tokens.slice(0, last));
    const { tree } = this;
    switch (tokens[last]!.type) {
      case SelectorType.Child:
        return both(own, byParent(tree, left));
      case SelectorType.Descendant:
        return both(
          own,
          byParent(tree, (parent) => someAncestor(tree, parent, left)),
        );
      case SelectorType.Adjacent:
        return both(own, (element) => {
          const previous = tree.previous(element);
          return previous !== undefined && left(previous);
        });
      case SelectorType.Sibling: {
        const bounds = this.bounds(left);
        return both(own, (element) => bounds(element).first < tree.index(element));
      }
      default:
        throw new Error(`no such combinator: ${tokens[last]!.type}`);
    }
  }

  /** A compound: names and classes are compared here, the rest by css-select. */
  private compound(tokens: readonly Token[]): Match {
    const tests: Match[] = [];
    const others: Token[] = [];
    for (const token of tokens)
      if (token.type === SelectorType.Tag) {
        const name = token.name.toLowerCase();
        tests.push((element) => element.tagName === name);
      } else if (token.type === SelectorType.Attribute && isClass(token)) {
        tests.push((element) => hasClass(element, token.value));
      } else if (token.type === SelectorType.Pseudo && Array.isArray(token.data)) {
        others.push(this.nested(token, token.data));
      } else if (token.type !== SelectorType.Universal) others.push(structuredClone(token));
    if (others.length > 0) tests.push(compile<Node, Element>([others], this.options));
    return tests.length === 1 ? tests[0]! : (element) => tests.every((test) => test(element));
  }

  /** `:is()` and its like, with their selectors compiled here; `:has()`, where it does not go deep. */
  private nested(token: PseudoSelector, alternatives: readonly Token[][]): Token {
    if (token.name !== 'has') {
      const matches = alternatives.map((alternative) => this.compile(alternative));
      const some: Match = (element) => matches.some((match) => match(element));
      return this.part(token.name === 'not' ? (element) => !some(element) : some);
    }
    if (this.within > 0) this.looksDeep = true;
    this.within++;
    const matches = alternatives.map((alternative) => this.relative(alternative));
    this.within--;
    return this.part((element) => matches.some((match) => match(element)));
  }

  /** One selector of a `:has()`. */
  private relative(tokens: readonly Token[]): Match {
    const { tree } = this;
    const [first, ...rest] = tokens;
    if (first && isTraversal(first) && rest.length > 0 && !rest.some(isTraversal)) {
      const match = this.compound(rest);
      if (first.type === SelectorType.Child) return (element) => childElements(element).some(match);
      if (first.type === SelectorType.Adjacent)
        return (element) => {
          const next = tree.next(element);
          return next !== undefined && match(next);
        };
      if (first.type === SelectorType.Sibling) {
        const bounds = this.bounds(match);
        return (element) => bounds(element).last > tree.index(element);
      }
    }
    this.looksDeep = true;
    const has: Token = { type: SelectorType.Pseudo, name: 'has', data: [structuredClone(tokens) as Token[]] };
    return compile<Node, Element>([[has]], this.options);
  }

  private part(match: Match): Token {
    this.parts.push(match);
    return { type: SelectorType.Pseudo, name: PART, data: String(this.parts.length - 1) };
  }

  /** The first and the last place among an element's siblings where something matches. */
  private bounds(match: Match): (element: Element) => Bounds {
    const known = new WeakMap<Element, Bounds>();
    const { tree } = this;
    return (element) => {
      const parent = tree.parent(element);
      if (!parent) return NOWHERE;
      let found = known.get(parent);
      if (!found) {
        found = { ...NOWHERE };
        for (const sibling of tree.siblings(element))
          if (match(sibling)) {
            const index = tree.index(sibling);
            found.first = Math.min(found.first, index);
            found.last = index;
          }
        known.set(parent, found);
      }
      return found;
    };
  }

  /** Whether the nearest `dir` says right to left. */
  private isRtl(element: Element): boolean {
    const own = attribute(element, 'dir')?.toLowerCase();
    if (own === 'rtl' || own === 'ltr') return own === 'rtl';
    const parent = this.tree.parent(element);
    if (!parent) return false;
    let inherited = this.rightToLeft.get(parent);
    if (inherited === undefined) {
      inherited = this.isRtl(parent);
      this.rightToLeft.set(parent, inherited);
    }
    return inherited;
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
    return { of: (element) => (matches(element) ? '' : undefined), counted: new WeakMap() };
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

/** The name of a pseudo-class that no stylesheet can have. */
const PART = '-fl-part';

function isClass(token: AttributeSelector): boolean {
  return token.name === 'class' && token.action === 'element' && token.ignoreCase === 'quirks';
}

function both(first: Match, second: Match): Match {
  return (element) => first(element) && second(element);
}

/** What depends on the parent alone. Siblings are asked about one after the other, so the last answer is enough. */
function byParent(tree: Tree, match: Match): Match {
  let known: Element | undefined;
  let answer = false;
  return (element) => {
    const parent = tree.parent(element);
    if (!parent) return false;
    if (parent !== known) {
      known = parent;
      answer = match(parent);
    }
    return answer;
  };
}

function someAncestor(tree: Tree, from: Element, match: Match): boolean {
  for (let at: Element | undefined = from; at; at = tree.parent(at)) if (match(at)) return true;
  return false;
}

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
  counted: WeakMap<Element, Map<Element, Count>>;
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
