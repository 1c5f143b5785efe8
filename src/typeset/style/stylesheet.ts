import type { Atrule, CssNode, Rule } from 'css-tree';
import parse from 'css-tree/parser';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source } from '../../diagnostics/source.js';
import { nestedRule, readBlock, unsupportedAtRule } from './block.js';
import type { Declaration } from './declaration.js';
import { readFontFace } from './font-face.js';
import { mediaApplies } from './media.js';
import { type PageRule, readPageRule } from './page-rule.js';
import { readSelector, type Selector } from './selector.js';
import type { FontFaceRule } from './styled.js';
import { ELEMENT_VOCABULARY } from './vocabulary.js';

/** A stylesheet, read: what of it is in the subset. */
export interface Stylesheet {
  rules: StyleRule[];
  pages: PageRule[];
  fontFaces: FontFaceRule[];
}

export interface StyleRule {
  selectors: Selector[];
  declarations: Declaration[];
}

export const AT_RULES = ['media', 'page', 'font-face', 'charset', 'namespace'] as const;

/**
 * Reads a stylesheet. Nothing in it makes this fail: what cannot be read, and what is outside the subset, is
 * reported with its place, and the rest is used.
 */
export function readStylesheet(source: Source, diagnostics: Diagnostic[]): Stylesheet {
  const sheet: Stylesheet = { rules: [], pages: [], fontFaces: [] };
  let tree: CssNode;
  try {
    tree = parse(source.text, {
      positions: true,
      onParseError: ({ offset, message }, fallback) =>
        diagnostics.push(
          // css-tree takes a rule in a block for a declaration.
          fallback.type === 'Raw' && fallback.value.includes('{')
            ? nestedRule({ source, start: offset, end: offset + 1 })
            : syntaxDiagnostic(source, offset, message),
        ),
    });
  } catch {
    // A stack that runs over is the one thing that css-tree throws for.
    diagnostics.push(syntaxDiagnostic(source, 0, 'the stylesheet is nested too deeply to be read'));
    return sheet;
  }
  if (tree.type === 'StyleSheet') readRules(tree.children, { source, diagnostics, sheet });
  return sheet;
}

function syntaxDiagnostic(source: Source, offset: number, message: string): Diagnostic {
  const at = { source, start: offset, end: offset + 1 };
  return diagnostic('css-syntax', `the stylesheet cannot be read here: ${message}`, { at });
}

interface Reading {
  source: Source;
  diagnostics: Diagnostic[];
  sheet: Stylesheet;
}

function readRules(nodes: Iterable<CssNode>, reading: Reading): void {
  for (const node of nodes)
    if (node.type === 'Rule') readRule(node, reading);
    else if (node.type === 'Atrule') readAtRule(node, reading);
}

function readRule(node: Rule, { source, diagnostics, sheet }: Reading): void {
  const declarations = readBlock(node.block, ELEMENT_VOCABULARY, source, diagnostics);
  // A prelude that css-tree could not read has been reported.
  if (node.prelude.type !== 'SelectorList') return;
  const selectors = node.prelude.children
    .toArray()
    .map((selector) =>
      selector.type === 'Selector' ? readSelector(selector, source, diagnostics) : undefined,
    );
  // As CSS has it, one selector that is not understood takes its rule with it.
  const known = selectors.filter((selector) => selector !== undefined);
  if (known.length === selectors.length && declarations.length > 0)
    sheet.rules.push({ selectors: known, declarations });
}

function readAtRule(node: Atrule, reading: Reading): void {
  const { source, diagnostics, sheet } = reading;
  const { block } = node;
  switch (node.name.toLowerCase()) {
    case 'charset':
    case 'namespace':
      // Sheets are UTF-8, and `[epub|type]` is an attribute of that very name: both say what is so anyway.
      return;
    case 'media':
      if (block && mediaApplies(node, source, diagnostics)) readRules(block.children, reading);
      return;
    case 'page': {
      const rule = block && readPageRule(node, block, source, diagnostics);
      if (rule) sheet.pages.push(rule);
      return;
    }
    case 'font-face': {
      const face = block && readFontFace(node, block, source, diagnostics);
      if (face) sheet.fontFaces.push(face);
      return;
    }
    default:
      diagnostics.push(unsupportedAtRule(node, source, AT_RULES, 'is not supported'));
  }
}
