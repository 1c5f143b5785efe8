import type { Code } from '../diagnostics/codes.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { diagnostic } from '../diagnostics/diagnostic.js';
import type { Source, Span } from '../diagnostics/source.js';
import { didYouMean } from '../diagnostics/suggest.js';
import Handlebars from './handlebars.js';
import { PLACE_CLOSE, PLACE_OPEN } from './tree-value.js';

type Program = hbs.AST.Program;
type Path = hbs.AST.PathExpression;
type Expression = hbs.AST.Expression;
type Call = hbs.AST.MustacheStatement | hbs.AST.BlockStatement | hbs.AST.SubExpression;

/** The helper that reads a variable: `$value BASE "part" …`. No template can name it. */
export const VALUE_HELPER = '$value';

/** Stands for the name of a partial that is known only when a template is run. */
export const ANY_PARTIAL = '*';

/** Helpers that have something between them and their end. */
const BLOCK_HELPERS = new Set(['if', 'unless', 'each', 'with', 'times', 'leading', 'fit']);

/** What Handlebars itself sets beside the data: `{{@index}}` and so on. */
const DATA_VARIABLES = ['root', 'index', 'key', 'first', 'last', 'partial-block'];

export interface Prepared {
  /** Undefined where the template cannot be parsed. */
  program: Program | undefined;
  /** The names of the partials that it includes; `ANY_PARTIAL` where it looks one up. */
  includes: string[];
  diagnostics: Diagnostic[];
}

export interface Names {
  helpers: ReadonlySet<string>;
  partials: ReadonlySet<string>;
}

/**
 * Parses a template and rewrites it so that nothing in it can fail quietly or without a place:
 *
 * - every variable is read through `VALUE_HELPER`, which knows the place and refuses names that are not there, also
 *   as an argument of a helper, where Handlebars' own strict mode lets them pass;
 * - every call of a helper is told its place (`at` in its hash, a number in `places`);
 * - every piece of markup is preceded by the number of its place between noncharacters, so that a fault found in the
 *   output can be traced to the template.
 *
 * Unknown helpers and partials are found here, whether or not a book ever reaches them.
 */
export function prepareTemplate(source: Source, names: Names, places: (Span | undefined)[]): Prepared {
  let program: Program;
  try {
    program = Handlebars.parse(source.text.replace(/[\uFDD0-\uFDEF]/g, ' '));
  } catch (error) {
    return { program: undefined, includes: [], diagnostics: [syntaxError(error, source)] };
  }
  const preparation = new Preparation(source, names, places);
  preparation.program(program, []);
  return { program, includes: preparation.includes, diagnostics: preparation.diagnostics };
}

class Preparation {
  readonly diagnostics: Diagnostic[] = [];
  readonly includes: string[] = [];

  constructor(
    private readonly source: Source,
    private readonly names: Names,
    private readonly places: (Span | undefined)[],
  ) {}

  /** @param scopes the block parameters (`as |item|`) that can be seen from here */
  program(program: Program | undefined, scopes: string[]): void {
    if (!program) return;
    const inner = [...scopes, ...(program.blockParams ?? [])];
    for (const statement of program.body) this.statement(statement, inner);
  }

  private statement(statement: hbs.AST.Statement, scopes: string[]): void {
    switch (statement.type) {
      case 'ContentStatement': {
        const content = statement as hbs.AST.ContentStatement;
        if (content.value === '') return;
        const stripped = Math.max(0, content.original.toString().indexOf(content.value));
        const span = this.span(content);
        const place = this.place({ source: this.source, start: span.start + stripped, end: span.end });
        content.value = `${PLACE_OPEN}${place}${PLACE_CLOSE}${content.value}`;
        return;
      }
      case 'MustacheStatement': {
        const mustache = statement as hbs.AST.MustacheStatement;
        if (this.isCall(mustache)) this.call(mustache, scopes);
        else if (isPath(mustache.path)) Object.assign(mustache, this.value(mustache.path, scopes));
        return;
      }
      case 'BlockStatement': {
        const block = statement as hbs.AST.BlockStatement;
        this.call(block, scopes);
        this.program(block.program, scopes);
        this.program(block.inverse, scopes);
        return;
      }
      case 'PartialStatement':
      case 'PartialBlockStatement': {
        const partial = statement as hbs.AST.PartialBlockStatement;
        this.partialName(partial.name);
        this.arguments(partial, scopes);
        if (partial.type === 'PartialBlockStatement') this.program(partial.program, scopes);
        return;
      }
      case 'DecoratorBlock':
        this.program((statement as hbs.AST.BlockStatement).program, scopes);
        return;
    }
  }

  /** Whether a mustache calls a helper: it has arguments, or its name is a helper's. */
  private isCall(mustache: hbs.AST.MustacheStatement): boolean {
    if (mustache.params.length > 0 || (mustache.hash?.pairs.length ?? 0) > 0) return true;
    return isPath(mustache.path) && this.names.helpers.has(mustache.path.original);
  }

  /** A block helper is called as a block, any other is not. */
  private form(call: Call, name: string): void {
    const isBlock = call.type === 'BlockStatement';
    if (isBlock === BLOCK_HELPERS.has(name)) return;
    if (isBlock)
      this.report(`“${name}” is no block.`, call, `write {{#if (${name} …)}}…{{/if}}`, 'template-failed');
    else this.report(`“${name}” is a block.`, call, `write {{#${name} …}}…{{/${name}}}`, 'template-failed');
  }

  private call(call: Call, scopes: string[]): void {
    const name = isPath(call.path) ? call.path.original : '';
    if (!this.names.helpers.has(name)) {
      const isBlock = call.type === 'BlockStatement';
      this.report(
        `There is no helper “${name}”.`,
        call.path,
        isBlock && call.params.length === 0
          ? `to show something only where there is a value, write {{#if ${name}}}`
          : (didYouMean(name, this.names.helpers) ??
              `there are: ${[...this.names.helpers].sort().join(', ')}`),
      );
    } else this.form(call, name);
    this.arguments(call, scopes);
    call.hash ??= { type: 'Hash', pairs: [], loc: call.loc } as hbs.AST.Hash;
    call.hash.pairs.push({
      type: 'HashPair',
      key: 'at',
      value: number(this.place(this.span(call)), call.loc),
      loc: call.loc,
    } as hbs.AST.HashPair);
  }

  private arguments(call: { params: Expression[]; hash: hbs.AST.Hash }, scopes: string[]): void {
    call.params = call.params.map((param) => this.argument(param, scopes));
    for (const pair of call.hash?.pairs ?? []) pair.value = this.argument(pair.value, scopes);
  }

  private argument(expression: Expression, scopes: string[]): Expression {
    if (expression.type === 'SubExpression') {
      this.call(expression as hbs.AST.SubExpression, scopes);
      return expression;
    }
    if (!isPath(expression)) return expression;
    const call = this.value(expression, scopes);
    return call.path === expression
      ? expression
      : ({ type: 'SubExpression', loc: expression.loc, ...call } as hbs.AST.SubExpression);
  }

  /** A variable as a call of `VALUE_HELPER`; `this`, `..`, `@index` and the like stay what they are. */
  private value(
    path: Path,
    scopes: string[],
  ): { path: Path; params: Expression[]; hash: hbs.AST.Hash | undefined } {
    const scoped = /^(\.|this\b)/.test(path.original);
    const head = path.parts[0];
    if (path.data && head !== undefined && !DATA_VARIABLES.includes(head))
      this.report(`There is no variable “@${head}”.`, path, didYouMean(head, DATA_VARIABLES));
    const ownHead =
      head !== undefined && (path.data || (path.depth === 0 && !scoped && scopes.includes(head)));
    const rest = ownHead ? path.parts.slice(1) : path.parts;
    if (rest.length === 0) return { path, params: [], hash: undefined };
    const base: Path = {
      ...path,
      parts: ownHead ? [head] : [],
      original: ownHead ? (path.data ? `@${head}` : head) : 'this',
    };
    const at = number(this.place(this.span(path)), path.loc);
    return {
      path: {
        type: 'PathExpression',
        data: false,
        depth: 0,
        parts: [VALUE_HELPER],
        original: VALUE_HELPER,
        loc: path.loc,
      } as Path,
      params: [base, ...rest.map((part) => string(part, path.loc))],
      hash: {
        type: 'Hash',
        loc: path.loc,
        pairs: [{ type: 'HashPair', key: 'at', value: at, loc: path.loc } as hbs.AST.HashPair],
      },
    };
  }

  private partialName(name: Path | hbs.AST.SubExpression): void {
    if (isPath(name) && name.original === '@partial-block') return;
    this.includes.push(isPath(name) ? name.original : ANY_PARTIAL);
    if (!isPath(name)) return;
    if (!this.names.partials.has(name.original))
      this.report(
        `There is no partial “${name.original}”.`,
        name,
        didYouMean(name.original, this.names.partials),
      );
  }

  private report(
    message: string,
    node: hbs.AST.Node,
    hint: string | undefined,
    code: Code = 'template-unknown-name',
  ): void {
    this.diagnostics.push(diagnostic(code, message, { at: this.span(node), hint }));
  }

  private place(span: Span): number {
    return this.places.push(span) - 1;
  }

  private span(node: hbs.AST.Node): Span {
    const offset = (p: { line: number; column: number }) => this.source.lineStart(p.line) + p.column;
    return { source: this.source, start: offset(node.loc.start), end: offset(node.loc.end) };
  }
}

/** The names of partials that a template defines for itself with `{{#*inline "name"}}`. */
export function inlinePartials(source: Source): string[] {
  return [...source.text.matchAll(/\{\{~?#\*\s*inline\s+["']([^"'\n]+)["']/g)].map((match) => match[1]!);
}

/** Handlebars names only the line, in the message. */
function syntaxError(error: unknown, source: Source): Diagnostic {
  const text = error instanceof Error ? error.message : String(error);
  const line = Number(/ on line (\d+)/.exec(text)?.[1] ?? / - (\d+):\d+$/.exec(text)?.[1] ?? 1);
  const start = source.lineStart(line);
  const end = start + source.line(line).length;
  const expecting = /Expecting .*got '([A-Z_]+)'/.exec(text);
  const unclosed = expecting?.[1] === 'EOF';
  const mismatch = /^(\S+) doesn't match (\S+)/.exec(text);
  const summary = mismatch
    ? `{{#${mismatch[1]}}} begins here, and {{/${mismatch[2]}}} closes it.`
    : unclosed
      ? 'The template ends inside a block or an expression.'
      : expecting || /Lexical error/.test(text)
        ? 'This is not a Handlebars expression.'
        : `This is not a Handlebars template: ${text.replace(/ - \d+:\d+$/, '')}.`;
  const hint =
    unclosed || mismatch || expecting || /Lexical error/.test(text)
      ? 'close each {{#name}} with {{/name}}, and each {{ with }}'
      : undefined;
  return diagnostic('template-syntax', summary, { at: { source, start, end }, hint });
}

function isPath(node: hbs.AST.Node): node is Path {
  return node.type === 'PathExpression';
}

function number(value: number, loc: hbs.AST.SourceLocation): hbs.AST.NumberLiteral {
  return { type: 'NumberLiteral', value, original: value, loc };
}

function string(value: string, loc: hbs.AST.SourceLocation): hbs.AST.StringLiteral {
  return { type: 'StringLiteral', value, original: value, loc };
}
