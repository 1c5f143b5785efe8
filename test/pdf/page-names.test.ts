import { expect, test } from 'vitest';
import { PageNames } from '../../src/pdf/page-names.js';
import type { PageBox, StructureType } from '../../src/typeset/layout.js';
import { TextRecord } from '../../src/typeset/text/index.js';
import type { Inline, LinkTarget } from '../../src/typeset/text/line.js';
import { OWNER, squareContext, text } from '../typeset/text/set.js';

/*
 * A page is named by all that drawing looks at. A page of one paragraph is described in a few words; whatever is changed
 * of it gives it another name, whether or not it is known what decides its lines.
 */

interface Described {
  words?: string;
  size?: number;
  measure?: number;
  x?: number;
  baseline?: number;
  height?: number;
  slot?: number;
  type?: 'P' | 'H1';
  link?: LinkTarget;
  rule?: number;
}

const PROSE = 'the miller kept his accounts in chalk';

function name({ isKnown }: { isKnown: boolean }, described: Described = {}): string | undefined {
  const { words = PROSE, size = 1, measure = 12, x = 3, baseline = 5, height = 40 } = described;
  const { slot = 1, type = 'P', link, rule = 9 } = described;
  const owner = { kind: 'slot' as const, slot: { id: slot } };
  const inline = { ...text(words, { fontSize: size }), owner, ...(link && { link }) } as Inline;
  const lines = new TextRecord(squareContext())
    .lines([inline], (inline as Extract<Inline, { kind: 'text' }>).style, { measure })
    .map(({ fragments, source }, n) => {
      const line = { x, baseline: baseline + 2 * n, fragments };
      return isKnown ? { ...line, source: source! } : line;
    });
  const page: PageBox = {
    ...{ width: 30, height, label: '1', labelStyle: 'decimal', labelNumber: 1, name: '', side: 'left' },
    blank: false,
    graphics: [
      { kind: 'rectangle', x: 1, y: 1, width: rule, height: 1, color: { red: 0, green: 0, blue: 0 }, owner },
    ],
    lines,
    areas: [],
  };
  const types: StructureType[] = [];
  types[slot] = type;
  return new PageNames().of(page, { types, links: new Map() });
}

const OTHERS: [string, Described][] = [
  ['a word', { words: PROSE.replace('chalk', 'coals') }],
  ['a size', { size: 2 }],
  ['a measure', { measure: 20 }],
  ['a place', { x: 4 }],
  ['a baseline', { baseline: 6 }],
  ['a height', { height: 41 }],
  ['a slot', { slot: 2 }],
  ['an element', { type: 'H1' }],
  ['a link', { link: { id: 1, contents: 'so', dest: 'a' } }],
  ['a graphic', { rule: 8 }],
];

for (const isKnown of [true, false]) {
  const lines = isKnown ? 'lines of which it is known what decides them' : 'lines of words';

  test(`a page of ${lines} has the same name again`, () => {
    expect(name({ isKnown })).toBe(name({ isKnown }));
  });

  test.each(OTHERS)(`another one of ${lines} by %s has another`, (_, described) => {
    expect(name({ isKnown }, described)).not.toBe(name({ isKnown }));
  });
}

test('another link has another name', () => {
  const linked = (dest: string) => name({ isKnown: true }, { link: { id: 1, contents: 'so', dest } });
  expect(linked('a')).not.toBe(linked('b'));
});

test('a page with an image has none', () => {
  const image = { path: 'a.png', mediaType: 'image/png', width: 1, height: 1, bytes: new Uint8Array() };
  const page = {
    ...{ width: 30, height: 40, lines: [], areas: [] },
    graphics: [{ kind: 'image', x: 0, y: 0, width: 1, height: 1, image, owner: OWNER }],
  } as unknown as PageBox;
  expect(new PageNames().of(page, { types: [], links: new Map() })).toBeUndefined();
});
