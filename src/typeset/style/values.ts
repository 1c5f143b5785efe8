import type { CssNode, FunctionNode, NumberNode } from 'css-tree';
import type { Code } from '../../diagnostics/codes.js';

/** What went wrong in a value: the node to point at, and what would have been right. */
export interface ValueProblem {
  node: CssNode | undefined;
  code: Code;
  message?: string;
  hint?: string;
}

/**
 * Reads the components of a value from left to right. Each method takes the next component if it is what is asked
 * for and gives undefined (and takes nothing) if not, so that alternatives are tried one after the other. What was
 * asked for in vain at the furthest component is remembered, for the message.
 */
export class Values {
  private index = 0;
  private furthest = 0;
  private wanted = new Set<string>();
  private said: ValueProblem | undefined;
  private withoutUnit: NumberNode | undefined;

  constructor(
    private readonly nodes: readonly CssNode[],
    private readonly parent?: Values,
  ) {}

  get done(): boolean {
    return this.index >= this.nodes.length;
  }

  get next(): CssNode | undefined {
    return this.nodes[this.index];
  }

  /** Takes the next component, whatever it is. */
  take(): CssNode | undefined {
    return this.nodes[this.index++];
  }

  /** Runs a reader; if it gives undefined, nothing is taken. */
  attempt<T>(read: () => T | undefined): T | undefined {
    const from = this.index;
    const value = read();
    if (value === undefined) this.index = from;
    return value;
  }

  /** One of some keywords, in any case. */
  keyword<K extends string>(...options: readonly K[]): K | undefined {
    const node = this.next;
    if (node?.type === 'Identifier') {
      const name = node.name.toLowerCase();
      const found = options.find((option) => option === name);
      if (found !== undefined) {
        this.index++;
        return found;
      }
    }
    this.want(options);
    return undefined;
  }

  /** An identifier as it is written. */
  identifier(): string | undefined {
    const node = this.next;
    if (node?.type !== 'Identifier') return undefined;
    this.index++;
    return unescapeName(node.name);
  }

  string(): string | undefined {
    const node = this.next;
    if (node?.type !== 'String') return undefined;
    this.index++;
    return node.value;
  }

  /** A URL, with or without quotes. */
  url(): string | undefined {
    const node = this.next;
    if (node?.type !== 'Url') return undefined;
    this.index++;
    return node.value;
  }

  /** A plain number. */
  number(): number | undefined {
    const node = this.next;
    if (node?.type !== 'Number') return undefined;
    const value = Number(node.value);
    if (!Number.isFinite(value)) return undefined;
    this.index++;
    return value;
  }

  /** A whole number of at least `least`. */
  integer(least = Number.MIN_SAFE_INTEGER): number | undefined {
    return this.attempt(() => {
      const value = this.number();
      return value !== undefined && Number.isSafeInteger(value) && value >= least ? value : undefined;
    });
  }

  comma(): true | undefined {
    return this.operator(',');
  }

  slash(): true | undefined {
    return this.operator('/');
  }

  private operator(value: string): true | undefined {
    const node = this.next;
    if (node?.type !== 'Operator' || node.value.trim() !== value) return undefined;
    this.index++;
    return true;
  }

  /** The arguments of a function, all of which `read` must take. */
  call<T>(name: string, read: (args: Values) => T | undefined): T | undefined {
    const node = this.next;
    if (node?.type !== 'Function' || node.name.toLowerCase() !== name) {
      this.want([`${name}()`]);
      return undefined;
    }
    const args = new Values(functionArguments(node), this);
    const value = read(args);
    if (value === undefined || !args.done) {
      this.say(args.problem(node));
      return undefined;
    }
    this.index++;
    return value;
  }

  /** One value or more, with commas between them. */
  list<T>(read: () => T | undefined): T[] | undefined {
    const result: T[] = [];
    do {
      const value = read();
      if (value === undefined) return undefined;
      result.push(value);
    } while (this.comma());
    return result;
  }

  /** One value or more, one after the other, up to a number. */
  many<T>(read: () => T | undefined, most = Number.POSITIVE_INFINITY): T[] | undefined {
    const result: T[] = [];
    while (result.length < most) {
      const value = this.done ? undefined : read();
      if (value === undefined) break;
      result.push(value);
    }
    return result.length > 0 ? result : undefined;
  }

  /** Says precisely what is wrong with the component that cannot be read; the first to speak is heard. */
  say(problem: ValueProblem): void {
    this.said ??= problem;
    this.parent?.say(problem);
  }

  /** A number would have been a length with a unit. */
  missUnit(node: NumberNode): void {
    this.withoutUnit = node;
  }

  /** Why the value could not be read to its end. */
  problem(otherwise?: CssNode): ValueProblem {
    if (this.said) return this.said;
    const node = this.nodes[Math.max(this.furthest, this.index)] ?? otherwise;
    if (!node || node !== this.withoutUnit) return { node, code: 'css-unsupported-value' };
    return { node, code: 'css-unsupported-value', hint: `a length needs a unit: ${node.value}pt` };
  }

  /** The keywords that would have been right where reading stopped. */
  get expected(): ReadonlySet<string> {
    return this.wanted;
  }

  private want(options: readonly string[]): void {
    if (this.index > this.furthest) {
      this.furthest = this.index;
      this.wanted = new Set();
    }
    if (this.index === this.furthest) for (const option of options) this.wanted.add(option);
  }
}

/** The components of a list of nodes, without white space and comments. */
export function components(nodes: Iterable<CssNode>): CssNode[] {
  return [...nodes].filter((node) => node.type !== 'WhiteSpace' && node.type !== 'Comment');
}

export function functionArguments(node: FunctionNode): CssNode[] {
  return components(node.children);
}

/** An identifier without its backslash escapes. */
export function unescapeName(name: string): string {
  if (!name.includes('\\')) return name;
  return name.replace(
    /\\(?:([0-9a-fA-F]{1,6})\s?|([\s\S]))/g,
    (_, hex: string | undefined, literal: string) => {
      if (hex === undefined) return literal;
      const code = Number.parseInt(hex, 16);
      return code === 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)
        ? '\uFFFD'
        : String.fromCodePoint(code);
    },
  );
}
