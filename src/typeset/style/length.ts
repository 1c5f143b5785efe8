import type { CssNode } from 'css-tree';
import { didYouMean } from '../../diagnostics/suggest.js';
import type { Length } from './computed.js';
import type { Context, Specified } from './property.js';
import { functionArguments, type Values } from './values.js';

/** Points in an absolute unit. */
const ABSOLUTE: Readonly<Record<string, number>> = {
  pt: 1,
  px: 0.75,
  pc: 12,
  in: 72,
  cm: 72 / 2.54,
  mm: 72 / 25.4,
  q: 72 / 101.6,
};

/**
 * Points in a unit that depends on a font. No font is at hand when styles are computed, so `ex` and `ch` are half
 * the font size, as CSS Values 4 has it for that case.
 */
const RELATIVE: Readonly<Record<string, (context: Context) => number>> = {
  em: (context) => context.fontSize,
  rem: (context) => context.rootFontSize,
  ex: (context) => context.fontSize / 2,
  ch: (context) => context.fontSize / 2,
  lh: (context) => context.lineHeight,
};

export const UNITS: readonly string[] = [...Object.keys(ABSOLUTE), ...Object.keys(RELATIVE)];

/** Lengths beyond this (some 350 m) are cut to it, so that arithmetic on them stays finite. */
const LARGEST = 1_000_000;

/** Deeper nesting of calc() than any use has is refused rather than followed. */
const DEEPEST = 32;

export interface LengthOptions {
  /**
   * What a percentage means: nothing (`no`), a share of what only layout knows (`keep`), or of a length that the
   * context knows (`resolve`).
   */
  percent: 'no' | 'keep' | 'resolve';
  /** Whether it may be below zero. */
  negative?: boolean;
}

/** A sum of points and percentages, not yet put together. */
interface Amount {
  points: number;
  percent: number;
}

/** Whether a percentage takes no part, is added, or is compared (which needs it resolved). */
type Share = 'none' | 'added' | 'compared';

interface Term {
  /** A number, or a length (a percentage counts as one). */
  type: 'number' | 'length';
  percent: Share;
  amount(context: Context): Amount;
}

/** A length, a percentage where it is allowed, or an expression of them. */
export function readLength(values: Values, options: LengthOptions): Specified<Length> | undefined {
  const node = values.next;
  if (!node) return undefined;
  const term = readTerm(node, values, 0);
  if (!term) return undefined;
  const zero = term.type === 'number' && node.type === 'Number' && Number(node.value) === 0;
  if (term.type === 'number' && !zero) {
    if (node.type === 'Number' && (options.negative || Number(node.value) > 0)) values.missUnit(node);
    return undefined;
  }
  if (term.percent !== 'none' && options.percent === 'no') return undefined;
  if (term.percent === 'compared' && options.percent !== 'resolve') return undefined;
  if (!options.negative && isLiteral(node) && Number(node.value) < 0) return undefined;
  values.take();
  const least = options.negative ? -LARGEST : 0;
  return (context) => {
    const { points, percent } = resolvePercent(term.amount(context), context, options.percent);
    if (percent === 0) return clamp(points, least);
    if (points === 0) return { percent: clamp(percent, least), points: 0 };
    return { percent: clamp(percent, -LARGEST), points: clamp(points, -LARGEST) };
  };
}

/** A length without percentages that layout would have to resolve. */
export function readPoints(
  values: Values,
  options: { percent: 'no' | 'resolve'; negative?: boolean },
): Specified<number> | undefined {
  const length = readLength(values, options);
  return (
    length &&
    ((context) => {
      const value = length(context);
      return typeof value === 'number' ? value : value.points;
    })
  );
}

/** A number, or an expression of numbers. */
export function readNumber(values: Values, negative = false): number | undefined {
  const node = values.next;
  if (!node || (node.type !== 'Number' && node.type !== 'Function')) return undefined;
  const term = readTerm(node, values, 0);
  if (term?.type !== 'number') return undefined;
  const { points } = term.amount(NO_CONTEXT);
  if (!Number.isFinite(points) || (!negative && points < 0)) return undefined;
  values.take();
  return Math.max(-LARGEST, Math.min(points, LARGEST));
}

/** Numbers alone ask for nothing in their context. */
const NO_CONTEXT = {} as Context;

function isLiteral(node: CssNode): node is CssNode & { value: string } {
  return node.type === 'Dimension' || node.type === 'Percentage' || node.type === 'Number';
}

function clamp(value: number, least: number): number {
  return Number.isNaN(value) ? 0 : Math.max(least, Math.min(value, LARGEST));
}

function resolvePercent(amount: Amount, context: Context, percent: LengthOptions['percent']): Amount {
  if (percent !== 'resolve' || amount.percent === 0) return amount;
  return { points: amount.points + (amount.percent / 100) * context.percentOf, percent: 0 };
}

function readTerm(node: CssNode, values: Values, depth: number): Term | undefined {
  if (depth > DEEPEST) return undefined;
  switch (node.type) {
    case 'Number':
      return fixed('number', Number(node.value), 0);
    case 'Percentage':
      return fixed('length', 0, Number(node.value));
    case 'Dimension':
      return readDimension(node, Number(node.value), node.unit, values);
    case 'Parentheses':
      return readSum([...node.children].filter(isComponent), values, depth + 1);
    case 'Function': {
      const name = node.name.toLowerCase();
      if (name === 'calc') return readSum(functionArguments(node), values, depth + 1);
      if (name === 'min' || name === 'max' || name === 'clamp')
        return readComparison(name, functionArguments(node), values, depth + 1);
      return undefined;
    }
    default:
      return undefined;
  }
}

function isComponent(node: CssNode): boolean {
  return node.type !== 'WhiteSpace' && node.type !== 'Comment';
}

function fixed(type: Term['type'], points: number, percent: number): Term | undefined {
  if (!Number.isFinite(points) || !Number.isFinite(percent)) return undefined;
  const amount = { points, percent };
  return { type, percent: percent === 0 ? 'none' : 'added', amount: () => amount };
}

function readDimension(node: CssNode, value: number, written: string, values: Values): Term | undefined {
  if (!Number.isFinite(value)) return undefined;
  const unit = written.toLowerCase();
  const points = Object.hasOwn(ABSOLUTE, unit) ? ABSOLUTE[unit] : undefined;
  if (points !== undefined) return fixed('length', value * points, 0);
  const relative = Object.hasOwn(RELATIVE, unit) ? RELATIVE[unit] : undefined;
  if (relative)
    return {
      type: 'length',
      percent: 'none',
      amount: (context) => ({ points: value * relative(context), percent: 0 }),
    };
  const hint = didYouMean(unit, UNITS) ?? `the units are ${UNITS.join(', ')} and %`;
  values.say({ node, code: 'css-unsupported-unit', message: `the unit “${written}” is not supported`, hint });
  return undefined;
}

/** `a + b - c`, where each operand is a product. */
function readSum(nodes: readonly CssNode[], values: Values, depth: number): Term | undefined {
  let result: Term | undefined;
  let sign = 1;
  let operands: CssNode[] = [];
  const finish = (): boolean => {
    const product = readProduct(operands, values, depth);
    operands = [];
    if (!product) return false;
    if (!result) {
      result = product;
      return true;
    }
    if (result.type !== product.type) return false;
    const left = result;
    const factor = sign;
    result = {
      type: left.type,
      percent: largest([left.percent, product.percent]),
      amount: (context) => {
        const a = left.amount(context);
        const b = product.amount(context);
        return { points: a.points + factor * b.points, percent: a.percent + factor * b.percent };
      },
    };
    return true;
  };
  for (const node of nodes) {
    const operator = node.type === 'Operator' ? node.value.trim() : '';
    if (operator === '+' || operator === '-') {
      if (!finish()) return undefined;
      sign = operator === '+' ? 1 : -1;
    } else operands.push(node);
  }
  return finish() ? result : undefined;
}

/** `a * b / c`: at most one factor is a length, and no divisor is. */
function readProduct(nodes: readonly CssNode[], values: Values, depth: number): Term | undefined {
  const first = nodes[0];
  if (!first || nodes.length % 2 === 0) return undefined;
  let result = readTerm(first, values, depth);
  for (let i = 1; i < nodes.length && result; i += 2) {
    const operator = nodes[i]!;
    const factor = readTerm(nodes[i + 1]!, values, depth);
    if (operator.type !== 'Operator' || !factor) return undefined;
    const by = operator.value.trim();
    if (by === '*' && factor.type === 'number') result = scale(result, factor.amount(NO_CONTEXT).points);
    else if (by === '*' && result.type === 'number') result = scale(factor, result.amount(NO_CONTEXT).points);
    else if (by === '/' && factor.type === 'number')
      result = scale(result, 1 / factor.amount(NO_CONTEXT).points);
    else return undefined;
  }
  return result;
}

function largest(shares: Share[]): Share {
  return shares.includes('compared') ? 'compared' : shares.includes('added') ? 'added' : 'none';
}

function scale(term: Term, by: number): Term | undefined {
  if (!Number.isFinite(by)) return undefined;
  return {
    ...term,
    amount: (context) => {
      const { points, percent } = term.amount(context);
      return { points: points * by, percent: percent * by };
    },
  };
}

/**
 * min(), max() and clamp(). Amounts are compared when styles are computed, so percentages are allowed only where the
 * context resolves them.
 */
function readComparison(
  name: 'min' | 'max' | 'clamp',
  nodes: readonly CssNode[],
  values: Values,
  depth: number,
): Term | undefined {
  const groups: CssNode[][] = [[]];
  for (const node of nodes)
    if (node.type === 'Operator' && node.value.trim() === ',') groups.push([]);
    else groups.at(-1)!.push(node);
  const terms: Term[] = [];
  for (const group of groups) {
    const term = readSum(group, values, depth);
    if (!term || (terms[0] && terms[0].type !== term.type)) return undefined;
    terms.push(term);
  }
  if (name === 'clamp' && terms.length !== 3) return undefined;
  const percent = terms.some((term) => term.percent !== 'none');
  return {
    type: terms[0]!.type,
    percent: percent ? 'compared' : 'none',
    amount: (context) => {
      const amounts = terms.map((term) => {
        const amount = term.amount(context);
        return amount.points + (percent ? (amount.percent / 100) * context.percentOf : 0);
      });
      if (name === 'min') return { points: Math.min(...amounts), percent: 0 };
      if (name === 'max') return { points: Math.max(...amounts), percent: 0 };
      const [least, wanted, most] = amounts as [number, number, number];
      return { points: Math.max(least, Math.min(wanted, most)), percent: 0 };
    },
  };
}
