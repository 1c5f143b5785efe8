import {
  Comma,
  Comment,
  Function as FunctionToken,
  Ident,
  LeftParenthesis,
  RightParenthesis,
  tokenize,
  WhiteSpace,
} from 'css-tree/tokenizer';

/** The values of custom properties, as text, by name. */
export type Variables = ReadonlyMap<string, string>;

export const NO_VARIABLES: Variables = new Map();

/** How long a value may get by putting variables into each other, in characters. A use is a few dozen. */
const LONGEST = 65_536;

/** How deep fallbacks may stand in each other, and how long a chain of variables may be. */
const DEEPEST = 64;

export interface VariableProblem {
  kind: 'unknown' | 'cycle';
  name: string;
}

/** Gives the text of a variable, or undefined if it has none. */
export type Lookup = (name: string) => string | undefined;

interface Token {
  type: number;
  start: number;
  end: number;
}

/**
 * Puts the values of variables in the place of each var() of a text; undefined where one has neither value nor
 * fallback, or the text becomes longer than any value is.
 */
export function substitute(
  text: string,
  lookup: Lookup,
  report: (problem: VariableProblem) => void,
): string | undefined {
  const tokens: Token[] = [];
  tokenize(text, (type, start, end) => tokens.push({ type, start, end }));
  const put = (from: number, to: number, depth: number): string | undefined => {
    if (depth > DEEPEST) return undefined;
    let result = '';
    for (let i = from; i < to; i++) {
      const token = tokens[i]!;
      const written = text.slice(token.start, token.end);
      if (token.type !== FunctionToken || written.toLowerCase() !== 'var(') {
        result += written;
        continue;
      }
      const close = closing(tokens, i, to);
      const value = variable(i + 1, close, depth);
      if (value === undefined) return undefined;
      // Comments keep what stands side by side from becoming one token.
      result += `/**/${value}/**/`;
      if (result.length > LONGEST) return undefined;
      i = close;
    }
    return result;
  };
  const variable = (from: number, to: number, depth: number): string | undefined => {
    let at = skip(tokens, from, to);
    const token = tokens[at];
    const name = token && at < to && token.type === Ident ? text.slice(token.start, token.end) : '';
    if (!name.startsWith('--')) return undefined;
    const value = lookup(name);
    if (value !== undefined) return value;
    at = skip(tokens, at + 1, to);
    if (at < to && tokens[at]!.type === Comma) return put(at + 1, to, depth + 1);
    report({ kind: 'unknown', name });
    return undefined;
  };
  return put(0, tokens.length, 0);
}

/** The index of the token that closes a function, or `to` where none does. */
function closing(tokens: readonly Token[], open: number, to: number): number {
  let depth = 0;
  for (let i = open; i < to; i++) {
    const { type } = tokens[i]!;
    if (type === FunctionToken || type === LeftParenthesis) depth++;
    else if (type === RightParenthesis && --depth === 0) return i;
  }
  return to;
}

function skip(tokens: readonly Token[], from: number, to: number): number {
  let at = from;
  while (at < to && (tokens[at]!.type === WhiteSpace || tokens[at]!.type === Comment)) at++;
  return at;
}

/**
 * The variables of an element: its parent's with its own, each with the variables in its own value put in. Those that
 * depend on themselves, and those whose value cannot be made, have none.
 *
 * @param declared the text of each custom property that the element is given; undefined takes one away
 */
export function resolveVariables(
  parent: Variables,
  declared: ReadonlyMap<string, string | undefined>,
  report: (name: string, problem: VariableProblem) => void,
): Variables {
  if (declared.size === 0) return parent;
  const result = new Map(parent);
  const done = new Set<string>();
  const cyclic = new Set<string>();
  const open: string[] = [];
  const resolve = (name: string): string | undefined => {
    if (done.has(name) || !declared.has(name)) return result.get(name);
    const again = open.indexOf(name);
    if (again >= 0) {
      for (const member of open.slice(again)) cyclic.add(member);
      return undefined;
    }
    if (open.length > DEEPEST) return undefined;
    open.push(name);
    const text = declared.get(name);
    const quiet: VariableProblem[] = [];
    const value =
      text === undefined ? undefined : substitute(text, resolve, (problem) => quiet.push(problem));
    open.pop();
    done.add(name);
    if (cyclic.has(name)) report(name, { kind: 'cycle', name });
    else for (const problem of quiet) report(name, problem);
    if (value === undefined || cyclic.has(name)) result.delete(name);
    else result.set(name, value);
    return result.get(name);
  };
  for (const name of declared.keys()) resolve(name);
  return result;
}
