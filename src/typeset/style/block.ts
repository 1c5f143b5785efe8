import type { Atrule, Block, CssNode } from 'css-tree';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source, Span } from '../../diagnostics/source.js';
import { didYouMean } from '../../diagnostics/suggest.js';
import { type Declaration, readDeclaration, spanOf, textOf } from './declaration.js';
import type { Vocabulary } from './vocabulary.js';

/** The declarations of a block; rules inside it are reported. */
export function readBlock(
  block: Block,
  vocabulary: Vocabulary,
  source: Source,
  diagnostics: Diagnostic[],
): Declaration[] {
  const declarations: Declaration[] = [];
  for (const node of block.children)
    if (node.type === 'Declaration')
      declarations.push(...readDeclaration(node, vocabulary, source, diagnostics));
    else reportNested(node, source, diagnostics);
  return declarations;
}

export function reportNested(node: CssNode, source: Source, diagnostics: Diagnostic[]): void {
  if (node.type === 'Atrule') {
    diagnostics.push(unsupportedAtRule(node, source, [], 'does not belong here'));
  } else if (node.type === 'Rule') {
    diagnostics.push(nestedRule(spanOf(node.prelude, source)));
  }
}

export function nestedRule(at: Span): Diagnostic {
  return diagnostic('css-unsupported-selector', 'rules inside of rules are not supported', {
    at,
    hint: 'write the whole selector in a rule of its own, and look for a “}” that is missing above',
  });
}

export function unsupportedAtRule(
  node: Atrule,
  source: Source,
  known: readonly string[],
  complaint: string,
): Diagnostic {
  const { start } = spanOf(node, source);
  const at = { source, start, end: start + node.name.length + 1 };
  const hint = known.length > 0 ? didYouMean(node.name, known) : undefined;
  return diagnostic('css-unsupported-at-rule', `“@${node.name}” ${complaint}`, { at, hint });
}

export function preludeText(node: Atrule, source: Source): string {
  return node.prelude ? textOf(node.prelude, source).trim() : '';
}
