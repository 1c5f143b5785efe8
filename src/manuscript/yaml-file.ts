import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from 'yaml';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source, Span } from '../diagnostics/source.js';
import { forbiddenCharacters, hasForbidden, withoutForbidden } from './characters.js';
import { scalarOffsets } from './scalar-offsets.js';
import { shown } from './values.js';
import { syntaxProblems } from './yaml-problems.js';

/** Mappings and lists inside one another. No project needs ten; deeper ones would overflow the stack of what comes after. */
export const MAX_YAML_DEPTH = 64;

/** How much larger aliases may make a file than it is written, in values. */
const MAX_ALIASED_VALUES = 10_000;

/** Problems that leave a file's meaning plain enough for the rest of it to be checked. */
const GOES_ON = new Set<string>([
  'yaml-duplicate-key',
  'yaml-several-documents',
  'yaml-comment',
  'character-forbidden',
]);

/** The way to a value: keys of mappings and indices of lists. */
export type Path = readonly (string | number)[];

/** Where one entry of a mapping or a list stands. */
interface Place {
  /** The key; undefined for an item of a list. */
  key?: Span;
  value: Span;
  node: Node | null;
}

/**
 * A YAML text as plain values that know where they stand. Every scalar is text as it is written (`1984`, `no` and
 * `2026-11-21` are what they look like); `~`, `null` and nothing at all are null; what a text has to look like is for
 * the schema to say. Mappings have no prototype.
 */
export class YamlFile {
  /** Mappings and lists as objects and arrays, scalars as strings or null; undefined where nothing could be made of it. */
  readonly value: unknown;
  readonly diagnostics: Diagnostic[] = [];
  /** The document itself, for programs that write into the file. Its ranges count from `base`. */
  readonly document: Document;
  private readonly places = new WeakMap<object, Map<string | number, Place>>();
  private readonly anchors = new Map<string, { value: unknown; weight: number } | 'open'>();
  private readonly whole: Place;
  private aliased = 0;

  /**
   * @param start where the YAML begins in the source (front matter is part of a file)
   * @param end where it ends
   * @param written what is read, where that is not all that stands there: of the same length
   */
  constructor(
    readonly source: Source,
    private readonly base = 0,
    end = source.text.length,
    written = source.text.slice(base, end),
  ) {
    // A lone carriage return is a line end for YAML, but not for the library; the same length keeps every offset.
    const text = written.replace(/\r(?!\n)/g, '\n');
    let document: Document | undefined;
    try {
      document = parseDocument(text, {
        schema: 'failsafe',
        uniqueKeys: false,
        prettyErrors: false,
        logLevel: 'error',
      }) as unknown as Document;
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    this.whole = { value: this.span(0, 0), node: document?.contents ?? null };
    this.document = document ?? (parseDocument('') as unknown as Document);
    if (!document) {
      this.tooDeep(this.whole.value);
      return;
    }
    const problems = syntaxProblems(document, source, base);
    this.diagnostics.push(...problems);
    if (problems.some(({ code }) => code !== 'yaml-several-documents')) return;
    const { value } = this.convert(document.contents, 0);
    // The library gives up where its stack ends, which is not at the same place everywhere.
    if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION') && this.diagnostics.length === 0)
      this.tooDeep(this.whole.value);
    if (!this.diagnostics.some(({ code }) => !GOES_ON.has(code))) this.value = value;
  }

  /** The value at a path: a text's own range, or where a mapping or a list begins. */
  at(path: Path): Span {
    return this.place(path).value;
  }

  /** The key that leads to a value; for an item of a list, what `at` gives. */
  keyAt(path: Path): Span {
    const place = this.place(path);
    return place.key ?? place.value;
  }

  /** A whole entry, key and value, to the end of its last line. */
  entryAt(path: Path): Span {
    const place = this.place(path);
    const range = place.node?.range;
    const start = (place.key ?? place.value).start;
    return { source: this.source, start, end: Math.max(start, this.base + (range?.[1] ?? 0)) };
  }

  /** A part of a text, in offsets of its value, as a range of the file. */
  within(path: Path, start: number, end: number): Span {
    const { node, value } = this.place(path);
    if (!isScalar(node) || typeof node.value !== 'string' || !node.range) return value;
    const offsets = scalarOffsets(
      this.source.text,
      this.base + node.range[0],
      this.base + node.range[1],
      node as Scalar<string>,
    );
    return {
      source: this.source,
      start: offsets(start),
      end: Math.max(offsets(start), offsets(Math.max(start, end - 1)) + 1),
    };
  }

  private place(path: Path): Place {
    let value = this.value;
    let place = this.whole;
    for (const step of path) {
      const next =
        typeof value === 'object' && value !== null ? this.places.get(value)?.get(step) : undefined;
      if (!next) return place;
      place = next;
      value = (value as Record<string | number, unknown>)[step];
    }
    return place;
  }

  private convert(node: unknown, depth: number): { value: unknown; weight: number } {
    if (isAlias(node)) return this.resolve(node.source, node.range![0], node.range![1]);
    const anchor = (node as (Node & { anchor?: string }) | null)?.anchor;
    if (anchor) this.anchors.set(anchor, 'open');
    const result = this.convertOwn(node, depth);
    if (anchor) this.anchors.set(anchor, result);
    return result;
  }

  private convertOwn(node: unknown, depth: number): { value: unknown; weight: number } {
    if (isScalar(node)) {
      const written = String(node.value ?? '');
      if (hasForbidden(written))
        this.diagnostics.push(forbiddenCharacters(written, this.placeOf(node).value));
      const text = withoutForbidden(written);
      if (node.type === 'PLAIN' && node.comment) this.cutShort(node);
      return {
        value: node.type === 'PLAIN' && /^(?:~|null|Null|NULL)?$/.test(text) ? null : text,
        weight: 1,
      };
    }
    if (!isMap(node) && !isSeq(node)) return { value: null, weight: 1 };
    const places = new Map<string | number, Place>();
    if (depth >= MAX_YAML_DEPTH) {
      if (!this.diagnostics.some((d) => d.code === 'yaml-too-deep')) this.tooDeep(this.placeOf(node).value);
      return { value: null, weight: 1 };
    }
    let weight = 1;
    if (isSeq(node)) {
      const list = node.items.map((item, index) => {
        const converted = this.convert(item, depth + 1);
        weight += converted.weight;
        places.set(index, this.placeOf(item));
        return converted.value;
      });
      this.places.set(list, places);
      return { value: list, weight };
    }
    const mapping: Record<string, unknown> = Object.create(null);
    const merged: object[] = [];
    for (const { key, value } of node.items as Pair[]) {
      const place = this.placeOf(key);
      if (!isScalar(key)) {
        this.diagnostics.push(
          diagnostic('yaml-syntax', 'a key must be text', {
            at: place.value,
            hint: 'a mapping or a list cannot be a key',
          }),
        );
        continue;
      }
      const name = String(key.value);
      const converted = this.convert(value, depth + 1);
      weight += converted.weight;
      if (name === '<<' && key.type === 'PLAIN') {
        merged.push(...this.mergeable(converted.value, place.value));
        continue;
      }
      const before = places.get(name);
      if (before) {
        this.diagnostics.push(
          diagnostic('yaml-duplicate-key', `“${name}” is there twice`, {
            at: place.value,
            hint: 'keep one of the two; the first one counts until then',
            related: [{ message: 'the first one', at: before.key! }],
          }),
        );
        continue;
      }
      mapping[name] = converted.value;
      places.set(name, {
        ...this.placeOf(value),
        key: place.value,
        ...(value === null ? { value: place.value } : {}),
      });
    }
    for (const other of merged)
      for (const [name, place] of this.places.get(other) ?? [])
        if (!places.has(name)) {
          mapping[name] = (other as Record<string, unknown>)[name];
          places.set(name, place);
        }
    this.places.set(mapping, places);
    return { value: mapping, weight };
  }

  private resolve(name: string, start: number, end: number): { value: unknown; weight: number } {
    const target = this.anchors.get(name);
    const at = this.span(start, end);
    if (target === undefined || target === 'open') {
      this.diagnostics.push(
        target === undefined
          ? diagnostic('yaml-alias', `“*${name}” refers to an anchor that does not stand before it`, {
              at,
              hint: 'put a text that begins with “*” into quotation marks',
            })
          : diagnostic('yaml-alias', `“*${name}” contains itself`, { at }),
      );
      return { value: null, weight: 1 };
    }
    this.aliased += target.weight;
    if (this.aliased > MAX_ALIASED_VALUES) {
      if (!this.diagnostics.some((d) => d.code === 'yaml-alias'))
        this.diagnostics.push(
          diagnostic('yaml-alias', `aliases make this file grow by more than ${MAX_ALIASED_VALUES} values`, {
            at,
            hint: 'write the values out, or repeat less',
          }),
        );
      return { value: null, weight: 1 };
    }
    return target;
  }

  private mergeable(value: unknown, at: Span): object[] {
    const all = Array.isArray(value) ? value : [value];
    if (all.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))) return all;
    this.diagnostics.push(
      diagnostic('yaml-syntax', '“<<” must be an alias of a mapping', {
        at,
        hint: 'write it as “<<: *name”',
      }),
    );
    return [];
  }

  private placeOf(node: unknown): Place {
    const own = node as Node | null;
    const range = own?.range;
    if (!own || !range) return { value: this.span(0, 0), node: null };
    if (isMap(own) && own.items.length > 0 && !own.flow) {
      const first = (own.items[0] as Pair).key as Node | null;
      if (first?.range) return { value: this.span(first.range[0], first.range[1]), node: own };
    }
    const end = isMap(own) || isSeq(own) ? range[0] + 1 : range[1];
    return { value: this.span(range[0], end), node: own };
  }

  /** Tells of a text that ends before a number sign: with no space behind it, this is hardly meant to begin a comment. */
  private cutShort({ range }: Scalar): void {
    if (!range) return;
    const [, valueEnd, end] = range;
    const after = this.source.text.slice(this.base + valueEnd, this.base + end);
    const [, space, comment] = /^([ \t]+)(#[\p{L}\p{N}][^\r\n]*)/u.exec(after) ?? [];
    if (space === undefined || comment === undefined) return;
    const start = valueEnd + space.length;
    this.diagnostics.push(
      diagnostic('yaml-comment', `${shown(comment)} is a comment here, and no part of the text`, {
        at: this.span(start, start + comment.length),
        hint: 'put a text that holds “ #” into quotation marks; where a comment is meant, write a space after “#”',
      }),
    );
  }

  private tooDeep(at: Span): void {
    this.diagnostics.push(
      diagnostic(
        'yaml-too-deep',
        `mappings and lists stand more than ${MAX_YAML_DEPTH} deep in one another`,
        { at },
      ),
    );
  }

  private span(start: number, end: number): Span {
    return { source: this.source, start: this.base + start, end: this.base + end };
  }
}
