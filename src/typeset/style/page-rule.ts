import type { Atrule, Block } from 'css-tree';
import nthCheck from 'nth-check';
import { append } from '../../append.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../diagnostics/source.js';
import { didYouMean } from '../../diagnostics/suggest.js';
import { preludeText, readBlock, reportNested, unsupportedAtRule } from './block.js';
import { type Declaration, readDeclaration, spanOf } from './declaration.js';
import type { Specificity } from './selector.js';
import type { MarginBoxName, PageContext } from './styled.js';
import { unescapeName } from './values.js';
import { PAGE_VOCABULARY, PART_VOCABULARY } from './vocabulary.js';

/** An `@page` rule, read. */
export interface PageRule {
  selectors: PageSelector[];
  declarations: Declaration[];
  boxes: { name: MarginBoxName; declarations: Declaration[] }[];
  areas: { name: string; declarations: Declaration[] }[];
  /** Of `@-fl-line-number`. */
  lineNumber: Declaration[];
}

/** Plain values. */
export interface PageSelector {
  /** Of the page; '' for any. */
  name: string;
  conditions: PageCondition[];
  /** CSS Paged Media 3: page names, then `:first`, `:blank` and `:nth()`, then `:left` and `:right`. */
  specificity: Specificity;
}

/** A pseudo-class of pages; of `:nth()`, its argument. */
type PageCondition = 'first' | 'blank' | 'left' | 'right' | { nth: string };

export const MARGIN_BOXES: readonly MarginBoxName[] = [
  'top-left-corner',
  'top-left',
  'top-center',
  'top-right',
  'top-right-corner',
  'bottom-left-corner',
  'bottom-left',
  'bottom-center',
  'bottom-right',
  'bottom-right-corner',
  'left-top',
  'left-middle',
  'left-bottom',
  'right-top',
  'right-middle',
  'right-bottom',
];

/** The at-rule of `@page` that says what the numbers of lines look like (an extension). */
export const LINE_NUMBER = '-fl-line-number';

export const PAGE_PSEUDO_CLASSES = ['first', 'left', 'right', 'blank', 'nth'] as const;

/** Reads an `@page` rule; undefined when its selector is outside the subset. */
export function readPageRule(
  node: Atrule,
  block: Block,
  source: Source,
  diagnostics: Diagnostic[],
): PageRule | undefined {
  const selectors = readPageSelectors(node, source, diagnostics);
  const rule: PageRule = {
    selectors: selectors ?? [],
    declarations: [],
    boxes: [],
    areas: [],
    lineNumber: [],
  };
  for (const child of block.children)
    if (child.type === 'Declaration')
      rule.declarations.push(...readDeclaration(child, PAGE_VOCABULARY, source, diagnostics));
    else if (child.type === 'Atrule' && child.block) readPart(child, child.block, rule, source, diagnostics);
    else reportNested(child, source, diagnostics);
  return selectors && rule;
}

/** A margin box or a footnote area. */
function readPart(
  node: Atrule,
  block: Block,
  rule: PageRule,
  source: Source,
  diagnostics: Diagnostic[],
): void {
  const wanted = node.name.toLowerCase();
  const name = MARGIN_BOXES.find((box) => box === wanted);
  const prelude = preludeText(node, source);
  const number = wanted === LINE_NUMBER && prelude === '';
  const area = wanted === 'footnote' && /^(?:-?[\p{L}_][\p{L}\p{N}_-]*)?$/u.test(prelude);
  if (!area && !number && (!name || prelude !== '')) {
    const known = [...MARGIN_BOXES, 'footnote', LINE_NUMBER];
    diagnostics.push(unsupportedAtRule(node, source, known, 'is not supported in @page'));
    return;
  }
  const declarations = readBlock(block, PART_VOCABULARY, source, diagnostics);
  if (number) append(rule.lineNumber, declarations);
  else if (area) rule.areas.push({ name: prelude, declarations });
  else rule.boxes.push({ name: name!, declarations });
}

function readPageSelectors(
  node: Atrule,
  source: Source,
  diagnostics: Diagnostic[],
): PageSelector[] | undefined {
  if (!node.prelude) return [EVERY_PAGE];
  const { start, end } = spanOf(node.prelude, source);
  const selectors: PageSelector[] = [];
  let at = start;
  for (const written of source.text.slice(start, end).split(',')) {
    const text = written.trim();
    const from = at + written.indexOf(text);
    at += written.length + 1;
    const selector = readPageSelector(text);
    if ('complaint' in selector) {
      const { code, complaint, hint } = selector;
      const span = { source, start: from, end: from + text.length };
      diagnostics.push(diagnostic(code, complaint, { at: span, hint }));
      return undefined;
    }
    selectors.push(selector);
  }
  return selectors;
}

const EVERY_PAGE: PageSelector = { name: '', conditions: [], specificity: [0, 0, 0] };

interface Refusal {
  code: 'css-unsupported-selector' | 'css-unsupported-pseudo';
  complaint: string;
  hint?: string | undefined;
}

const SELECTOR = /^((?:[^\s:\\]|\\(?:[0-9a-f]{1,6}\s?|.))*)((?::[a-z-]+(?:\([^()]*\))?)*)$/i;
const PSEUDO = /:([a-z-]+)(?:\(([^()]*)\))?/gi;

/** `name:pseudo:pseudo`, of which each part may be missing. */
function readPageSelector(text: string): PageSelector | Refusal {
  const [, written, pseudos] = SELECTOR.exec(text) ?? [];
  if (text === '' || written === undefined || pseudos === undefined)
    return { code: 'css-unsupported-selector', complaint: `“@page ${text}” is not supported` };
  const name = unescapeName(written);
  const conditions: PageCondition[] = [];
  let classes = 0;
  let sides = 0;
  for (const [, word, argument] of pseudos.matchAll(PSEUDO)) {
    const condition = pseudoCondition(word!.toLowerCase(), argument);
    if (!condition)
      return {
        code: 'css-unsupported-pseudo',
        complaint: `the page pseudo-class “:${word}” is not supported${argument === undefined ? '' : ' so'}`,
        hint: didYouMean(word!, PAGE_PSEUDO_CLASSES),
      };
    conditions.push(condition);
    if (word!.toLowerCase() === 'left' || word!.toLowerCase() === 'right') sides++;
    else classes++;
  }
  return {
    name,
    conditions,
    specificity: [name === '' ? 0 : 1, classes, sides],
  };
}

function pseudoCondition(name: string, argument: string | undefined): PageCondition | undefined {
  if (name === 'nth') {
    try {
      nthCheck(argument ?? '');
      return { nth: argument ?? '' };
    } catch {
      return undefined;
    }
  }
  if (argument !== undefined) return undefined;
  switch (name) {
    case 'first':
    case 'blank':
    case 'left':
    case 'right':
      return name;
    default:
      return undefined;
  }
}

export function matchesPage({ name, conditions }: PageSelector, context: PageContext): boolean {
  if (name !== '' && name !== context.name) return false;
  return conditions.every((condition) => {
    switch (condition) {
      case 'first':
        return context.first;
      case 'blank':
        return context.blank;
      case 'left':
      case 'right':
        return context.side === condition;
      default:
        return nthCheck(condition.nth)(context.nth - 1);
    }
  });
}
