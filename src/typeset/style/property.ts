import type { Color, ComputedStyle } from './computed.js';
import type { Values } from './values.js';

/** What a value may depend on when it is computed. Lengths in points. */
export interface Context {
  /** The element's own; for `font-size` itself, the parent's. */
  fontSize: number;
  rootFontSize: number;
  /** The element's own, `normal` taken as 1.2 times the font size; for `font-size` and `line-height`, the parent's. */
  lineHeight: number;
  color: Color;
  /** The style that the element inherits from; the root inherits from the initial values. */
  parent: ComputedStyle;
  /** What 100 % is, for a property that knows: see `Property`. */
  percentOf: number;
  /** The page's width and height, for its margins. */
  page: PageSize;
}

export interface PageSize {
  width: number;
  height: number;
}

/** A value as it was read, which gives its computed value for an element. */
export type Specified<T> = (context: Context) => T;

/**
 * A style while it is being computed, with what children inherit beyond the computed values: a `line-height` given as
 * a number is inherited as that number.
 */
export interface Draft {
  style: ComputedStyle;
  lineFactor: number | undefined;
  /** Only of a page. */
  pageSize: PageSize;
}

/** A longhand property: how it is read, and where its computed value stands. */
export interface Property {
  readonly name: string;
  readonly inherited: boolean;
  /** Reads all of a value, or undefined. */
  parse(values: Values): Specified<unknown> | undefined;
  readonly initial: Specified<unknown>;
  /** What 100 % is, where that is known when values are computed. */
  readonly percentOf: ((context: Context) => number) | undefined;
  get(draft: Draft): unknown;
  set(draft: Draft, value: unknown): void;
}

/** What is to be said of a property whose computed value is one field of the style. */
interface Definition<T> {
  inherited?: boolean;
  initial: T;
  percentOf?(context: Context): number;
  parse(values: Values): Specified<T> | undefined;
}

/** Defines a property whose computed value is the field `key`. */
export function field<K extends keyof ComputedStyle>(
  name: string,
  key: K,
  definition: Definition<ComputedStyle[K]>,
): Property {
  return {
    name,
    inherited: definition.inherited ?? false,
    parse: definition.parse,
    initial: constant(definition.initial),
    percentOf: definition.percentOf,
    get: (draft) => draft.style[key],
    set: (draft, value) => {
      draft.style[key] = value as ComputedStyle[K];
    },
  };
}

/** Defines a property by how it reads and writes a style, for those that share a field or need two. */
export function custom<T>(
  name: string,
  definition: {
    inherited?: boolean;
    initial: Specified<T>;
    percentOf?(context: Context): number;
    parse(values: Values): Specified<T> | undefined;
    get(draft: Draft): T;
    set(draft: Draft, value: T): void;
  },
): Property {
  return {
    name,
    inherited: definition.inherited ?? false,
    parse: definition.parse,
    initial: definition.initial,
    percentOf: definition.percentOf,
    get: definition.get,
    set: (draft, value) => definition.set(draft, value as T),
  };
}

export function constant<T>(value: T): Specified<T> {
  return () => value;
}

/** A reader of one of some keywords. */
export function keywords<K extends string>(...options: K[]): (values: Values) => Specified<K> | undefined {
  return (values) => lift(values.keyword(...options));
}

/** A constant, if there is a value. */
export function lift<T>(value: T | undefined): Specified<T> | undefined {
  return value === undefined ? undefined : constant(value);
}

/** The size of a page that no stylesheet gives one. */
export const A4: PageSize = { width: (210 * 72) / 25.4, height: (297 * 72) / 25.4 };
