import { readLength } from './length.js';
import { readPageSize } from './page-size.js';
import { capital, SIDES } from './properties/box.js';
import { PROPERTIES } from './properties/properties.js';
import { makeShorthands, type Shorthand } from './properties/shorthands.js';
import { A4, custom, field, type Property } from './property.js';

/** The properties that may be declared at some place. */
export class Vocabulary {
  readonly shorthands: ReadonlyMap<string, Shorthand>;
  private readonly all: readonly string[];

  constructor(
    readonly name: string,
    readonly properties: ReadonlyMap<string, Property>,
  ) {
    const known = [...makeShorthands(properties)].filter(([, shorthand]) =>
      shorthand.longhands.every((name) => properties.has(name)),
    );
    this.shorthands = new Map(known);
    // CSS leaves `direction` out of `all`.
    this.all = [...properties.keys()].filter((name) => name !== 'direction');
  }

  has(name: string): boolean {
    return this.properties.has(name) || this.shorthands.has(name) || name === 'all';
  }

  get names(): string[] {
    return [...this.properties.keys(), ...this.shorthands.keys(), 'all'];
  }

  /** The longhands that a property sets: itself, if it is no shorthand. */
  longhands(name: string): readonly string[] {
    return name === 'all' ? this.all : (this.shorthands.get(name)?.longhands ?? [name]);
  }
}

/** What elements and pseudo-elements can be given. */
export const ELEMENT_VOCABULARY = new Vocabulary('elements', PROPERTIES);

/** What is about an element's place in the text, or its children. */
const ELEMENTS_ONLY = new Set([
  ...['display', 'page', 'break-before', 'break-after', 'break-inside', 'initial-letter', 'object-fit'],
  ...['column-count', 'column-gap', 'column-fill', 'column-span', 'footnote-policy', '-fl-footnote-area'],
  ...['string-set', 'bookmark-level', 'bookmark-label', '-fl-page-list', '-fl-shrink'],
]);

/** What margin boxes, footnote areas and the numbers of lines can be given. */
export const PART_VOCABULARY = new Vocabulary(
  'parts',
  new Map([...PROPERTIES].filter(([name]) => !ELEMENTS_ONLY.has(name))),
);

/**
 * What `@page` itself can be given: its size, margins and counters, and what margin boxes inherit from it. Percentages
 * of its margins are of the page's width and height, which are known by then.
 */
export const PAGE_VOCABULARY = new Vocabulary(
  'pages',
  new Map(
    [
      custom('size', {
        initial: () => A4,
        parse: readPageSize,
        get: (draft) => draft.pageSize,
        set: (draft, value) => {
          draft.pageSize = value;
        },
      }),
      ...[...PROPERTIES.values()].filter((property) => property.inherited && property.name !== 'page'),
      ...['counter-reset', 'counter-increment'].map((name) => PROPERTIES.get(name)!),
      ...SIDES.map((side) =>
        field(`margin-${side}`, `margin${capital(side)}`, {
          initial: 0,
          percentOf: ({ page }) => (side === 'left' || side === 'right' ? page.width : page.height),
          parse: (values) => readLength(values, { percent: 'resolve' }),
        }),
      ),
    ].map((property) => [property.name, property]),
  ),
);
