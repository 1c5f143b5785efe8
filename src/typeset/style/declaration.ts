import type { CssNode, Declaration as DeclarationNode } from 'css-tree';
import parse from 'css-tree/parser';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Source, Span } from '../../diagnostics/source.js';
import { didYouMean } from '../../diagnostics/suggest.js';
import type { Specified } from './property.js';
import { components, type ValueProblem, Values } from './values.js';
import { ELEMENT_VOCABULARY, type Vocabulary } from './vocabulary.js';

/** The keywords that every property takes. */
const WIDE = ['inherit', 'initial', 'unset', 'revert'] as const;
type WideKeyword = (typeof WIDE)[number];

/** What a declaration says of one longhand (or of a custom property, whose name begins with `--`). */
export interface Declaration {
  name: string;
  important: boolean;
  value: DeclaredValue;
  at: Span;
}

export type DeclaredValue =
  | { kind: 'specified'; specified: Specified<unknown> }
  | { kind: 'wide'; keyword: WideKeyword }
  /** Has var() in it: `text` is to be read as a value of `property`, which may be a shorthand, once it is known. */
  | { kind: 'pending'; property: string; text: string }
  /** A custom property's, as it is written. */
  | { kind: 'custom'; text: string };

/** Reads a declaration into longhands; whatever is outside the subset is reported and gives none. */
export function readDeclaration(
  node: DeclarationNode,
  vocabulary: Vocabulary,
  source: Source,
  diagnostics: Diagnostic[],
): Declaration[] {
  const at = spanOf(node, source);
  const important = node.important === true;
  if (node.important && !important) {
    diagnostics.push(diagnostic('css-syntax', `“!${node.important}” is not known`, { at }));
    return [];
  }
  if (node.property.startsWith('--')) {
    const text = textOf(node.value, source).trim();
    return [{ name: node.property, important, value: { kind: 'custom', text }, at }];
  }
  const property = node.property.toLowerCase();
  const value = spanOf(node.value, source);
  if (!vocabulary.has(property)) {
    const name = { source, start: at.start, end: at.start + node.property.length };
    diagnostics.push(propertyDiagnostic(property, vocabulary, name));
    return [];
  }
  // css-tree has reported what it could not read at all.
  if (node.value.type === 'Raw') return [];
  const nodes = components(node.value.children);
  if (nodes.some(hasVariable)) {
    const text = textOf(node.value, source);
    return vocabulary.longhands(property).map((name) => ({
      name,
      important,
      value: { kind: 'pending', property, text },
      at: value,
    }));
  }
  const read = readValue(property, nodes, vocabulary);
  if ('problem' in read) {
    diagnostics.push(valueDiagnostic(property, read.problem, read.expected, value));
    return [];
  }
  return read.values.map(([name, declared]) => ({ name, important, value: declared, at: value }));
}

function propertyDiagnostic(property: string, vocabulary: Vocabulary, at: Span): Diagnostic {
  const elsewhere = ELEMENT_VOCABULARY.has(property);
  const message = `the property “${shorten(property)}” is not supported${elsewhere ? ' in @page' : ''}`;
  const hint = elsewhere ? undefined : didYouMean(property, vocabulary.names);
  return diagnostic('css-unsupported-property', message, { at, hint });
}

type Read = { values: [string, DeclaredValue][] } | { problem: ValueProblem; expected: readonly string[] };

/** Reads the components of a value of a property, which may be a shorthand. */
function readValue(property: string, nodes: readonly CssNode[], vocabulary: Vocabulary): Read {
  const values = new Values(nodes);
  const wide = values.keyword(...WIDE);
  if (wide && values.done)
    return { values: vocabulary.longhands(property).map((name) => [name, { kind: 'wide', keyword: wide }]) };
  const reader = new Values(nodes);
  const failure = (): Read => ({ problem: reader.problem(), expected: [...reader.expected] });
  if (property === 'all' || nodes.length === 0) return failure();
  const shorthand = vocabulary.shorthands.get(property);
  if (!shorthand) {
    const specified = vocabulary.properties.get(property)!.parse(reader);
    if (!specified || !reader.done) return failure();
    return { values: [[property, { kind: 'specified', specified }]] };
  }
  const expansion = shorthand.expand(reader);
  if (!expansion || !reader.done) return failure();
  return {
    values: shorthand.longhands.map((name) => {
      const specified = expansion[name];
      return [name, specified ? { kind: 'specified', specified } : { kind: 'wide', keyword: 'initial' }];
    }),
  };
}

/** Reads the text of a value with its variables put in; undefined when it is no value of the property. */
export function readValueText(
  property: string,
  text: string,
  vocabulary: Vocabulary,
): Map<string, DeclaredValue> | undefined {
  let failed = false;
  let node: CssNode;
  try {
    node = parse(text, {
      context: 'value',
      onParseError: () => {
        failed = true;
      },
    });
  } catch {
    // css-tree throws where a whole value cannot be read, and where it is nested beyond the stack.
    return undefined;
  }
  if (failed || node.type !== 'Value') return undefined;
  const read = readValue(property, components(node.children), vocabulary);
  return 'values' in read ? new Map(read.values) : undefined;
}

function hasVariable(node: CssNode): boolean {
  if (node.type === 'Function') return node.name.toLowerCase() === 'var' || node.children.some(hasVariable);
  return (node.type === 'Parentheses' || node.type === 'Brackets') && node.children.some(hasVariable);
}

function valueDiagnostic(
  property: string,
  problem: ValueProblem,
  expected: readonly string[],
  value: Span,
): Diagnostic {
  const { node } = problem;
  const at = node?.loc ? spanOf(node, value.source) : value;
  const written = value.source.text.slice(at.start, at.end);
  const message =
    problem.message ??
    (written.trim() === '' || !node
      ? `the value of “${property}” ends too early`
      : `“${shorten(written)}” is not supported in “${property}”`);
  const hint = problem.hint ?? (node?.type === 'Identifier' ? didYouMean(node.name, expected) : undefined);
  return diagnostic(problem.code, message, { at, hint });
}

export function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= 40 ? line : `${characters.slice(0, 39).join('')}…`;
}

export function spanOf(node: CssNode, source: Source): Span {
  return { source, start: node.loc?.start.offset ?? 0, end: node.loc?.end.offset ?? 0 };
}

export function textOf(node: CssNode, source: Source): string {
  const { start, end } = spanOf(node, source);
  return source.text.slice(start, end);
}
