import { isTraversal, SelectorType, type Selector as Token } from 'css-what';
import type { Element } from 'hast';
import type { Applied, Origin } from './compute.js';
import type { Match, Matcher } from './matcher.js';
import { compareSpecificity, type PseudoElementName, type Selector } from './selector.js';
import type { StyleRule } from './stylesheet.js';
import { attribute } from './tree.js';

/** A selector of a rule, with its place in the cascade: `rank` grows with weight. */
interface Entry extends Applied {
  selector: Selector;
  match: Match;
  rank: number;
}

/**
 * The rules of all sheets, found by what the last compound of their selectors asks for, so that an element is tested
 * against those few that speak of its id, its classes, its attributes or its name.
 */
export class Rules {
  private readonly entries: Entry[];
  private readonly indexes = new Map<PseudoElementName | undefined, Index>();

  constructor(sheets: readonly { origin: Origin; rules: readonly StyleRule[] }[], matcher: Matcher) {
    this.entries = sheets.flatMap(({ origin, rules }) =>
      rules.flatMap(({ selectors, declarations }) =>
        selectors.map((selector) => ({
          origin,
          declarations,
          selector,
          match: matcher.compile(selector.tokens),
          rank: 0,
        })),
      ),
    );
    // Sorting is stable: entries that weigh the same stay in the order of the sheets.
    this.entries.sort(
      (a, b) =>
        Number(a.origin === 'author') - Number(b.origin === 'author') ||
        compareSpecificity(a.selector.specificity, b.selector.specificity),
    );
    this.entries.forEach((entry, rank) => {
      entry.rank = rank;
      const { pseudo } = entry.selector;
      const index = this.indexes.get(pseudo) ?? new Index();
      this.indexes.set(pseudo, index);
      index.add(entry);
    });
  }

  /** The ranks of the rules that apply to an element or to one of its pseudo-elements, the weightiest last. */
  matching(element: Element, pseudo?: PseudoElementName): number[] {
    const index = this.indexes.get(pseudo);
    if (!index) return [];
    const ranks: number[] = [];
    for (const entry of index.candidates(element)) if (entry.match(element)) ranks.push(entry.rank);
    ranks.sort((a, b) => a - b);
    // A rule can be filed under two things that an element has.
    return ranks.filter((rank, i) => rank !== ranks[i - 1]);
  }

  /** Whether any rule speaks of a pseudo-element. */
  has(pseudo: PseudoElementName): boolean {
    return this.indexes.has(pseudo);
  }

  applied(ranks: readonly number[]): Applied[] {
    return ranks.map((rank) => this.entries[rank]!);
  }
}

class Index {
  private readonly ids = new Map<string, Entry[]>();
  private readonly classes = new Map<string, Entry[]>();
  private readonly attributes = new Map<string, Entry[]>();
  private readonly names = new Map<string, Entry[]>();
  private readonly others: Entry[] = [];

  add(entry: Entry): void {
    const keys = keysOf(lastCompound(entry.selector.tokens));
    if (!keys) this.others.push(entry);
    else
      for (const { kind, name } of keys) {
        const entries = this[kind].get(name) ?? [];
        this[kind].set(name, entries);
        entries.push(entry);
      }
  }

  *candidates(element: Element): Generator<Entry> {
    yield* this.others;
    yield* this.names.get(element.tagName) ?? [];
    if (this.ids.size > 0) yield* this.ids.get(attribute(element, 'id') ?? '') ?? [];
    const classes = attribute(element, 'class');
    if (classes) for (const name of classes.split(/\s+/)) yield* this.classes.get(name) ?? [];
    for (const [name, entries] of this.attributes) if (attribute(element, name) !== undefined) yield* entries;
  }
}

interface Key {
  kind: 'ids' | 'classes' | 'attributes' | 'names';
  name: string;
}

function lastCompound(tokens: readonly Token[]): readonly Token[] {
  return tokens.slice(tokens.findLastIndex(isTraversal) + 1);
}

const ORDER: Key['kind'][] = ['ids', 'classes', 'attributes', 'names'];

/** What an element must have for a compound to match: one of the keys. Undefined: no telling. */
function keysOf(compound: readonly Token[]): Key[] | undefined {
  let best: Key[] | undefined;
  const rate = (keys: Key[]): number => Math.max(...keys.map((key) => ORDER.indexOf(key.kind)));
  for (const token of compound) {
    const keys = keysOfToken(token);
    if (keys && (!best || rate(keys) < rate(best))) best = keys;
  }
  return best;
}

function keysOfToken(token: Token): Key[] | undefined {
  if (token.type === SelectorType.Tag) return [{ kind: 'names', name: token.name.toLowerCase() }];
  if (token.type === SelectorType.Attribute) {
    const caseless = token.ignoreCase === true;
    if (token.name === 'id' && token.action === 'equals' && !caseless)
      return [{ kind: 'ids', name: token.value }];
    if (token.name === 'class' && token.action === 'element' && !caseless)
      return [{ kind: 'classes', name: token.value }];
    return [{ kind: 'attributes', name: token.name.toLowerCase() }];
  }
  if (token.type !== SelectorType.Pseudo || !Array.isArray(token.data)) return undefined;
  if (token.name !== 'is' && token.name !== 'where') return undefined;
  const keys = token.data.map((alternative) => keysOf(lastCompound(alternative)));
  return keys.some((found) => !found) ? undefined : keys.flatMap((found) => found!);
}
