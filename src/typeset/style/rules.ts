import { isTraversal, SelectorType, type Selector as Token } from 'css-what';
import type { Element } from 'hast';
import type { Applied, Origin } from './compute.js';
import type { Match, Matcher } from './matcher.js';
import { compareSpecificity, type PseudoElementName, type Selector } from './selector.js';
import type { StyleRule } from './stylesheet.js';
import { attribute, classesOf, hastName } from './tree.js';

/** A selector of a rule, with what that declares. */
interface Ranked extends Applied {
  selector: Selector;
}

/** The selectors of all rules in the order of the cascade: the rank of one is its place. */
export function ranked(sheets: readonly { origin: Origin; rules: readonly StyleRule[] }[]): Ranked[] {
  // Sorting is stable: those that weigh the same stay in the order of the sheets.
  return sheets
    .flatMap(({ origin, rules }) =>
      rules.flatMap(({ selectors, declarations }) =>
        selectors.map((selector) => ({ origin, declarations, selector })),
      ),
    )
    .sort(
      (a, b) =>
        Number(a.origin === 'author') - Number(b.origin === 'author') ||
        compareSpecificity(a.selector.specificity, b.selector.specificity),
    );
}

interface Entry {
  match: Match;
  rank: number;
}

/**
 * The selectors of all rules, found by what their last compound asks for, so that an element is tested against those few
 * that speak of its id, its classes, its attributes or its name.
 */
export class Rules {
  /** What is given out, again and again. */
  private readonly found: number[] = [];
  private readonly indexes = new Map<PseudoElementName | undefined, Index>();

  /** @param selectors by rank */
  constructor(selectors: readonly Selector[], matcher: Matcher) {
    selectors.forEach(({ tokens, pseudo }, rank) => {
      const index = this.indexes.get(pseudo) ?? new Index();
      this.indexes.set(pseudo, index);
      index.add(tokens, { match: matcher.compile(tokens), rank });
    });
  }

  /**
   * The ranks of the rules that apply to an element or to one of its pseudo-elements, the weightiest last. The list is
   * good until the next question.
   */
  matching(element: Element, pseudo?: PseudoElementName): readonly number[] {
    const index = this.indexes.get(pseudo);
    if (!index) return NONE;
    const { found } = this;
    if (found.length > 0) found.length = 0;
    index.match(element, found);
    if (found.length === 0) return NONE;
    inOrder(found);
    return found;
  }

  /** Whether any rule speaks of a pseudo-element. */
  has(pseudo: PseudoElementName): boolean {
    return this.indexes.has(pseudo);
  }
}

class Index {
  private readonly ids = new Map<string, Entry[]>();
  private readonly classes = new Map<string, Entry[]>();
  private readonly attributes = new Map<string, Entry[]>();
  private readonly names = new Map<string, Entry[]>();
  private readonly others: Entry[] = [];

  add(tokens: readonly Token[], entry: Entry): void {
    const keys = keysOf(lastCompound(tokens));
    if (!keys) this.others.push(entry);
    else
      for (const { kind, name } of keys) {
        const entries = this[kind].get(name) ?? [];
        this[kind].set(name, entries);
        entries.push(entry);
      }
  }

  /** Adds the ranks of the entries that match an element. */
  match(element: Element, ranks: number[]): void {
    test(this.others, element, ranks);
    test(this.names.get(element.tagName), element, ranks);
    for (const property in element.properties) {
      if (property === 'className' || property === 'class') {
        if (this.classes.size > 0)
          for (const name of classesOf(element)) test(this.classes.get(name), element, ranks);
      } else if (property === 'id') {
        if (this.ids.size > 0) test(this.ids.get(attribute(element, 'id') ?? ''), element, ranks);
      }
      if (this.attributes.size > 0) test(this.attributes.get(property), element, ranks);
    }
  }
}

const NONE: readonly never[] = [];

/** Sorts a few numbers, without those that it has twice: a rule can be filed under two things that an element has. */
function inOrder(ranks: number[]): void {
  let count = 0;
  for (const rank of ranks) {
    let at = count;
    while (at > 0 && ranks[at - 1]! > rank) at--;
    if (at > 0 && ranks[at - 1] === rank) continue;
    for (let k = count++; k > at; k--) ranks[k] = ranks[k - 1]!;
    ranks[at] = rank;
  }
  if (count < ranks.length) ranks.length = count;
}

function test(entries: readonly Entry[] | undefined, element: Element, ranks: number[]): void {
  if (entries) for (const entry of entries) if (entry.match(element)) ranks.push(entry.rank);
}

interface Key {
  kind: 'ids' | 'classes' | 'attributes' | 'names';
  name: string;
}

function lastCompound(tokens: readonly Token[]): readonly Token[] {
  return tokens.slice(tokens.findLastIndex(isTraversal) + 1);
}

/** What tells most first. */
const ORDER: Key['kind'][] = ['ids', 'classes', 'names', 'attributes'];

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

/** An attribute may stand in a tree as hast calls it or under its own name. */
function attributeKeys(name: string): Key[] {
  return [...new Set([hastName(name), name])].map((key) => ({ kind: 'attributes', name: key }));
}

function keysOfToken(token: Token): Key[] | undefined {
  if (token.type === SelectorType.Tag) return [{ kind: 'names', name: token.name.toLowerCase() }];
  if (token.type === SelectorType.Attribute) {
    const caseless = token.ignoreCase === true;
    if (token.name === 'id' && token.action === 'equals' && !caseless)
      return [{ kind: 'ids', name: token.value }];
    if (token.name === 'class' && token.action === 'element' && !caseless)
      return [{ kind: 'classes', name: token.value }];
    return attributeKeys(token.name.toLowerCase());
  }
  if (token.type !== SelectorType.Pseudo || !Array.isArray(token.data)) return undefined;
  if (token.name !== 'is' && token.name !== 'where') return undefined;
  const keys = token.data.map((alternative) => keysOf(lastCompound(alternative)));
  return keys.some((found) => !found) ? undefined : keys.flatMap((found) => found!);
}
