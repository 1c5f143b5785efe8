import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { Span } from '../../diagnostics/source.js';
import type { ComputedStyle } from './computed.js';
import { type Declaration, type DeclaredValue, readValueText, shorten } from './declaration.js';
import { INITIAL, NORMAL_LINE_HEIGHT } from './initial.js';
import { finishBorders } from './properties/box.js';
import { A4, type Context, type Draft, type Property } from './property.js';
import {
  NO_VARIABLES,
  resolveVariables,
  substitute,
  type VariableProblem,
  type Variables,
} from './variables.js';
import type { Vocabulary } from './vocabulary.js';

/** Where a declaration comes from. Important ones weigh the other way round: the user agent's most. */
export type Origin = 'user-agent' | 'author';

/** Declarations that apply to something, from one rule. */
export interface Applied {
  origin: Origin;
  declarations: readonly Declaration[];
}

/** A computed style, with what is inherited beside it. */
export interface Computed extends Draft {
  variables: Variables;
}

/** What the root element inherits from. */
export const ROOT: Computed = {
  style: INITIAL,
  lineFactor: undefined,
  pageSize: A4,
  variables: NO_VARIABLES,
};

/** Values that others depend on are computed first, in this order. */
const FIRST = ['font-size', 'line-height', 'color'] as const;

/** Computes styles. Problems that only show when variables have values are reported once for each declaration. */
export class Computer {
  /** Points. The root element's font size, once that is known. */
  rootFontSize = INITIAL.fontSize;
  private interned: Map<string, ComputedStyle> | undefined;
  private readonly texts = new Map<string, Map<string, DeclaredValue> | undefined>();
  private readonly reported = new Set<string>();

  /** @param styles those that were computed before, each once; what is computed anew comes to them */
  constructor(
    private readonly diagnostics: Diagnostic[],
    readonly styles: ComputedStyle[] = [],
  ) {}

  /**
   * The cascade, inheritance and computed values for one thing.
   *
   * @param applied what applies to it, the weightiest rule last
   * @param lang its language, from the markup
   */
  compute(applied: readonly Applied[], parent: Computed, lang: string, vocabulary: Vocabulary): Computed {
    const winners = cascade(applied);
    const variables = this.variables(winners, parent);
    const draft: Computed = {
      style: inherit(parent.style, lang),
      lineFactor: parent.lineFactor,
      pageSize: A4,
      variables,
    };
    const { style } = draft;
    const context: Context = {
      fontSize: style.fontSize,
      rootFontSize: this.rootFontSize,
      lineHeight: lineHeightOf(style),
      color: style.color,
      parent: parent.style,
      percentOf: 0,
      page: draft.pageSize,
    };
    const set = (name: string): void => {
      const winner = winners.get(name);
      const property = vocabulary.properties.get(name);
      if (winner && property) this.set(property, winner, draft, parent, context, vocabulary);
    };
    set('font-size');
    context.fontSize = style.fontSize;
    if (parent.style === INITIAL) context.rootFontSize = style.fontSize;
    if (draft.lineFactor !== undefined) style.lineHeight = draft.lineFactor * style.fontSize;
    set('line-height');
    context.lineHeight = lineHeightOf(style);
    set('color');
    context.color = style.color;
    set('size');
    context.page = draft.pageSize;
    for (const name of winners.keys()) if (!isFirst(name)) set(name);
    finishBorders(style, winners);
    draft.style = this.intern(style);
    return draft;
  }

  /** The footnote areas that styles ask for. */
  footnoteAreas(): string[] {
    return this.styles.filter(({ float }) => float === 'footnote').map((style) => style.footnoteArea);
  }

  private set(
    property: Property,
    winner: Winner,
    draft: Computed,
    parent: Computed,
    context: Context,
    vocabulary: Vocabulary,
  ): void {
    const value = this.value(property, winner.declaration, draft.variables, vocabulary);
    if (value.kind === 'specified') {
      const percentOf = property.percentOf?.(context);
      property.set(draft, value.specified(percentOf === undefined ? context : { ...context, percentOf }));
      return;
    }
    const keyword = value.kind === 'wide' ? value.keyword : 'unset';
    if (keyword === 'revert' && winner.agent && winner.agent !== winner.declaration) {
      this.set(property, { declaration: winner.agent }, draft, parent, context, vocabulary);
    } else if (keyword === 'inherit' || (keyword !== 'initial' && property.inherited)) {
      property.set(draft, property.get(parent));
    } else {
      property.set(draft, property.initial(context));
    }
  }

  /** The value that a declaration has for a longhand, with variables put in; `unset` where that gives no value. */
  private value(
    property: Property,
    { value, at }: Declaration,
    variables: Variables,
    vocabulary: Vocabulary,
  ): DeclaredValue {
    if (value.kind !== 'pending') return value;
    const text = substitute(
      value.text,
      (name) => variables.get(name),
      (problem) => this.report(variableDiagnostic(problem, at), at),
    );
    if (text === undefined) return UNSET;
    const key = `${vocabulary.name} ${value.property}: ${text}`;
    let values = this.texts.get(key);
    if (!this.texts.has(key)) {
      values = readValueText(value.property, text, vocabulary);
      this.texts.set(key, values);
    }
    const found = values?.get(property.name);
    if (found) return found;
    const written = shorten(text.replaceAll('/**/', ''));
    const message = `“${written}”, which its variables make it, is not supported in “${value.property}”`;
    this.report(diagnostic('css-unsupported-value', message, { at }), at);
    return UNSET;
  }

  private variables(winners: ReadonlyMap<string, Winner>, parent: Computed): Variables {
    const declared = new Map<string, string | undefined>();
    for (const [name, { declaration }] of winners) {
      if (declaration.value.kind !== 'custom') continue;
      const { text } = declaration.value;
      if (/^(?:inherit|unset|revert)$/i.test(text)) continue;
      declared.set(name, /^initial$/i.test(text) ? undefined : text);
    }
    return resolveVariables(parent.variables, declared, (name, problem) => {
      const { at } = winners.get(name)!.declaration;
      this.report(variableDiagnostic(problem, at), at);
    });
  }

  /** Reports a problem that shows when values are computed, once for each place. */
  report(problem: Diagnostic, at: Span): void {
    const key = `${problem.code} ${at.source.path} ${at.start}`;
    if (this.reported.has(key)) return;
    this.reported.add(key);
    this.diagnostics.push(problem);
  }

  /** One object for all styles with the same values, so that later stages can keep what they make of it. */
  private intern(style: ComputedStyle): ComputedStyle {
    this.interned ??= new Map(this.styles.map((known) => [JSON.stringify(known), known]));
    const key = JSON.stringify(style);
    const known = this.interned.get(key);
    if (known) return known;
    this.interned.set(key, style);
    this.styles.push(style);
    return style;
  }
}

const UNSET: DeclaredValue = { kind: 'wide', keyword: 'unset' };

function isFirst(name: string): boolean {
  return name === 'size' || FIRST.some((first) => first === name);
}

function lineHeightOf({ lineHeight, fontSize }: ComputedStyle): number {
  return lineHeight === 'normal' ? fontSize * NORMAL_LINE_HEIGHT : lineHeight;
}

function variableDiagnostic({ kind, name }: VariableProblem, at: Span): Diagnostic {
  return kind === 'cycle'
    ? diagnostic('css-variable-cycle', `the variable “${shorten(name)}” depends on itself`, { at })
    : diagnostic('css-unknown-variable', `the variable “${shorten(name)}” has no value here`, { at });
}

interface Winner {
  declaration: Declaration;
  /** What the user agent says, for `revert`. */
  agent?: Declaration;
}

/** For each property the declaration that wins: by importance and origin, then the later one. */
function cascade(applied: readonly Applied[]): Map<string, Winner> {
  const winners = new Map<string, Winner & { weight: number }>();
  for (const { origin, declarations } of applied)
    for (const declaration of declarations) {
      const weight = weightOf(origin, declaration.important);
      const before = winners.get(declaration.name);
      const agent = origin === 'user-agent' ? declaration : before?.agent;
      if (!before || weight >= before.weight)
        winners.set(declaration.name, { declaration, weight, ...(agent && { agent }) });
      else if (agent) before.agent = agent;
    }
  return winners;
}

function weightOf(origin: Origin, important: boolean): number {
  if (important) return origin === 'user-agent' ? 3 : 2;
  return origin === 'user-agent' ? 0 : 1;
}

const INHERITED = [
  'page',
  'fontFamily',
  'fontSize',
  'fontWeight',
  'fontStyle',
  'fontVariantCaps',
  'fontVariantNumeric',
  'fontVariantLigatures',
  'fontKerning',
  'fontFeatureSettings',
  'letterSpacing',
  'wordSpacing',
  'textTransform',
  'color',
  'textDecoration',
  'lineHeight',
  'direction',
  'textAlign',
  'textAlignLast',
  'textIndent',
  'textIndentHanging',
  'hyphens',
  'hyphenateLimitChars',
  'textWrap',
  'hyphenateLimitLines',
  'whiteSpace',
  'overflowWrap',
  'hangingPunctuation',
  'lineNumbers',
  'lineCount',
  'orphans',
  'widows',
  'listStyleType',
  'listStylePosition',
  'borderCollapse',
  'captionSide',
  'quotes',
] as const satisfies readonly (keyof ComputedStyle)[];

/** The style of an element that nothing is said about. All styles have the fields of `INITIAL`, in its order. */
function inherit(parent: ComputedStyle, lang: string): ComputedStyle {
  const style = { ...INITIAL };
  for (const key of INHERITED) take(style, parent, key);
  style.lang = lang;
  return style;
}

function take<K extends keyof ComputedStyle>(style: ComputedStyle, from: ComputedStyle, key: K): void {
  style[key] = from[key];
}
