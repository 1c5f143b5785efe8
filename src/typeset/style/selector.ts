import { compile, type Options } from 'css-select';
import type { CssNode, Selector as SelectorNode } from 'css-tree';
import { type AttributeSelector, isTraversal, parse, SelectorType, type Selector as Token } from 'css-what';
import type { Element } from 'hast';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../diagnostics/source.js';
import { didYouMean } from '../../diagnostics/suggest.js';
import { spanOf, textOf } from './declaration.js';

export const PSEUDO_ELEMENTS = [
  'before',
  'after',
  'marker',
  'first-letter',
  'first-line',
  'footnote-call',
  'footnote-marker',
] as const;
export type PseudoElementName = (typeof PSEUDO_ELEMENTS)[number];

/** The pseudo-classes that mean something on paper. */
export const PSEUDO_CLASSES = [
  'root',
  'empty',
  'first-child',
  'last-child',
  'only-child',
  'first-of-type',
  'last-of-type',
  'only-of-type',
  'nth-child',
  'nth-last-child',
  'nth-of-type',
  'nth-last-of-type',
  'is',
  'where',
  'not',
  'has',
  'lang',
  'dir',
  'link',
  'any-link',
] as const;

/** A selector, parsed: what it selects, and how much it weighs. */
export interface Selector {
  /** Alternatives of compounds and combinators, as css-what has them. */
  tokens: Token[];
  pseudo: PseudoElementName | undefined;
  specificity: Specificity;
}

/** Ids, classes (with attributes and pseudo-classes), types (with pseudo-elements). */
export type Specificity = readonly [ids: number, classes: number, types: number];

/** Reads one selector of a rule; one outside the subset is reported and gives undefined. */
export function readSelector(
  node: SelectorNode,
  source: Source,
  diagnostics: Diagnostic[],
): Selector | undefined {
  const children = node.children.toArray();
  const last = children.at(-1);
  const pseudo = last && pseudoElementOf(last);
  const rest = pseudo ? children.slice(0, -1) : children;
  const problem = findProblem(rest) ?? (pseudo && unknownPseudoElement(last, pseudo));
  if (problem) {
    const { code, message, hint } = problem;
    diagnostics.push(diagnostic(code, message, { at: spanOf(problem.node, source), hint }));
    return undefined;
  }
  try {
    const text = pseudo ? textBefore(node, last, rest.at(-1), source) : textOf(node, source);
    const [tokens, ...more] = parse(text);
    if (!tokens || more.length > 0) throw new Error('not one selector');
    if (isTraversal(tokens[0]!) || isTraversal(tokens.at(-1)!))
      throw new Error('a combinator without a side');
    normalise([tokens]);
    const [ids, classes, types] = specificityOf(tokens);
    // What css-select refuses when it compiles is refused here, where it can be reported.
    if (mayBeRefused(tokens)) compile([structuredClone(tokens)], EMPTY_DOCUMENT);
    return {
      tokens,
      pseudo: pseudo as PseudoElementName | undefined,
      specificity: [ids, classes, types + (pseudo ? 1 : 0)],
    };
  } catch {
    const at = spanOf(node, source);
    const written = textOf(node, source).trim();
    diagnostics.push(
      diagnostic('css-unsupported-selector', `the selector “${written}” is not supported`, { at }),
    );
    return undefined;
  }
}

/** Names, attributes, and what stands between them can be compiled; pseudo-classes may have arguments that cannot. */
function mayBeRefused(tokens: readonly Token[]): boolean {
  return tokens.some(({ type }) => type === SelectorType.Pseudo || type === SelectorType.PseudoElement);
}

const LEGACY = new Set(['before', 'after', 'first-letter', 'first-line']);

function pseudoElementOf(node: CssNode): string | undefined {
  if (node.type === 'PseudoElementSelector') return node.name.toLowerCase();
  const legacy = node.type === 'PseudoClassSelector' && LEGACY.has(node.name.toLowerCase());
  return legacy ? node.name.toLowerCase() : undefined;
}

/** The selector without its pseudo-element, which stands for any element where nothing else is left of it. */
function textBefore(
  node: SelectorNode,
  pseudo: CssNode,
  before: CssNode | undefined,
  source: Source,
): string {
  const start = spanOf(node, source).start;
  const text = source.text.slice(start, spanOf(pseudo, source).start);
  return !before || before.type === 'Combinator' ? `${text} *` : text;
}

interface Problem {
  node: CssNode;
  code: 'css-unsupported-pseudo' | 'css-unsupported-selector';
  message: string;
  hint?: string | undefined;
}

function unknownPseudoElement(node: CssNode, name: string): Problem | undefined {
  if (PSEUDO_ELEMENTS.some((known) => known === name) && !hasArguments(node)) return undefined;
  const message = `the pseudo-element “::${name}” is not supported`;
  return { node, code: 'css-unsupported-pseudo', message, hint: didYouMean(name, PSEUDO_ELEMENTS) };
}

function hasArguments(node: CssNode): boolean {
  return node.type === 'PseudoElementSelector' && node.children !== null;
}

const NAMESPACE = /^(.*)\|/;

/** The first part of a selector that is outside the subset. */
function findProblem(nodes: Iterable<CssNode>): Problem | undefined {
  for (const node of nodes) {
    const problem = problemOf(node);
    if (problem) return problem;
  }
  return undefined;
}

function problemOf(node: CssNode): Problem | undefined {
  switch (node.type) {
    case 'TypeSelector': {
      const namespace = NAMESPACE.exec(node.name)?.[1];
      if (namespace === undefined || namespace === '*') return undefined;
      const message = `elements are not told apart by namespace: “${node.name}”`;
      return { node, code: 'css-unsupported-selector', message };
    }
    case 'PseudoElementSelector': {
      const message = `“::${node.name}” must stand at the end of a selector`;
      return { node, code: 'css-unsupported-pseudo', message };
    }
    case 'PseudoClassSelector': {
      const name = node.name.toLowerCase();
      if (!PSEUDO_CLASSES.some((known) => known === name)) {
        const message = `the pseudo-class “:${name}” is not supported`;
        const hint = didYouMean(name, [...PSEUDO_CLASSES]);
        return { node, code: 'css-unsupported-pseudo', message, hint };
      }
      return node.children ? findProblem(node.children) : undefined;
    }
    case 'Nth':
      return node.selector ? findProblem([node.selector]) : undefined;
    case 'SelectorList':
    case 'Selector':
      return findProblem(node.children);
    case 'Combinator':
      if ([' ', '>', '+', '~'].includes(node.name)) return undefined;
      return {
        node,
        code: 'css-unsupported-selector',
        message: `the combinator “${node.name}” is not supported`,
      };
    case 'NestingSelector':
      return { node, code: 'css-unsupported-selector', message: 'nesting with “&” is not supported' };
    default:
      return undefined;
  }
}

/** Attributes of a namespace become what hast calls them (`epub|type` is `epub:type`); `*|p` is `p`. */
function normalise(alternatives: Token[][]): void {
  for (const token of alternatives.flat()) {
    if (token.type === SelectorType.Attribute) normaliseAttribute(token);
    else if (token.type === SelectorType.Tag || token.type === SelectorType.Universal) token.namespace = null;
    else if (token.type === SelectorType.Pseudo && Array.isArray(token.data)) normalise(token.data);
  }
}

function normaliseAttribute(token: AttributeSelector): void {
  if (token.namespace !== null && token.namespace !== '*') token.name = `${token.namespace}:${token.name}`;
  token.namespace = null;
}

/** Selectors 4, section 17. */
function specificityOf(tokens: readonly Token[]): Specificity {
  let total: Specificity = [0, 0, 0];
  for (const token of tokens) total = add(total, tokenSpecificity(token));
  return total;
}

const NTH_OF = /\sof\s+([\s\S]+)$/i;

function tokenSpecificity(token: Token): Specificity {
  switch (token.type) {
    case SelectorType.Attribute:
      return token.name === 'id' && token.ignoreCase === 'quirks' ? [1, 0, 0] : [0, 1, 0];
    case SelectorType.Tag:
      return [0, 0, 1];
    case SelectorType.Pseudo: {
      if (token.name === 'where') return [0, 0, 0];
      if (Array.isArray(token.data)) return mostSpecific(token.data);
      const of = typeof token.data === 'string' ? NTH_OF.exec(token.data)?.[1] : undefined;
      return add([0, 1, 0], of === undefined ? [0, 0, 0] : mostSpecific(parse(of)));
    }
    default:
      return [0, 0, 0];
  }
}

function mostSpecific(alternatives: readonly Token[][]): Specificity {
  return alternatives
    .map(specificityOf)
    .reduce((a, b) => (compareSpecificity(a, b) >= 0 ? a : b), [0, 0, 0] as Specificity);
}

function add(a: Specificity, b: Specificity): Specificity {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function compareSpecificity(a: Specificity, b: Specificity): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** A document without elements, to compile selectors against; it knows what `Matcher` adds. */
const EMPTY_DOCUMENT: Options<Element, Element> = {
  xmlMode: true,
  relativeSelector: false,
  pseudos: { dir: (_element, _direction) => false },
  adapter: {
    isTag: (_node): _node is Element => true,
    getAttributeValue: () => undefined,
    getChildren: () => [],
    getName: () => '',
    getParent: () => null,
    getSiblings: () => [],
    getText: () => '',
    hasAttrib: () => false,
    removeSubsets: (nodes) => nodes,
  },
};
