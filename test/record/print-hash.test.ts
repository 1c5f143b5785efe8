import { describe, expect, test } from 'vitest';
import { completePrint, EMPTY, hashBody, hashMargins, hashPage } from '../../src/record/print-hash.js';
import type { Graphic, PageBox, SetLine } from '../../src/typeset/layout.js';
import type { Color } from '../../src/typeset/style/computed.js';
import type { Font } from '../../src/typeset/text/font.js';
import type { Fragment, Owner, Shaped } from '../../src/typeset/text/line.js';

const BLACK: Color = { red: 0, green: 0, blue: 0 };
const RED: Color = { red: 1, green: 0, blue: 0 };
const TEXT: Owner = { kind: 'slot', slot: { id: 1 } };
const FOLIO: Owner = { kind: 'artifact', type: 'footer' };

/** Glyphs are the characters themselves. */
function shaped(text: string, font = 'Plain'): Shaped {
  const glyphs = Uint16Array.from(text, (character) => character.charCodeAt(0));
  return { font: { id: font } as Font, text, glyphs } as Shaped;
}

function fragment(text: string, over: Partial<Fragment> = {}): Fragment {
  const node = { type: 'text' as const, value: text };
  const look = { size: 10, rise: 0, color: BLACK, letterSpacing: 0, owner: TEXT };
  return { shaped: shaped(text), x: 0, width: 10 * text.length, node, ...look, ...over };
}

/** Words of a line, one after the other. */
function line(text: string, over: Partial<Fragment> = {}, at: Partial<SetLine> = {}): SetLine {
  const fragments = text.split(' ').map((word, i) => fragment(word, { x: 50 * i, ...over }));
  return { x: 100, baseline: 200, fragments, ...at };
}

function page(lines: SetLine[], over: Partial<PageBox> = {}): PageBox {
  const body = { kind: 'body' as const, name: '', x: 100, y: 100, width: 300, height: 400 };
  const frame = { width: 500, height: 600, label: '', labelStyle: 'decimal' as const, labelNumber: 1 };
  const side = { name: '', side: 'left' as const, blank: false };
  return { ...frame, ...side, graphics: [], areas: [body], lines, ...over };
}

const rule = (over: Partial<Extract<Graphic, { kind: 'rule' }>> = {}): Graphic => ({
  ...{ kind: 'rule', x1: 100, y1: 300, x2: 200, y2: 300, width: 1, style: 'solid', color: BLACK },
  owner: { kind: 'artifact', type: 'layout' },
  ...over,
});

const BASE = page([line('one two'), line('three', {}, { baseline: 215 })]);

describe('the print of a page', () => {
  test.each<[string, PageBox]>([
    ['a word', page([line('one too'), BASE.lines[1]!])],
    ['a word less', page([line('one'), BASE.lines[1]!])],
    ['words that are parted elsewhere', page([line('onet wo'), BASE.lines[1]!])],
    ['the place of a line', page([line('one two', {}, { baseline: 200.02 }), BASE.lines[1]!])],
    ['the place of a word', page([line('one two', { x: 1 }), BASE.lines[1]!])],
    ['a colour', page([line('one two', { color: RED }), BASE.lines[1]!])],
    ['a size', page([line('one two', { size: 11 }), BASE.lines[1]!])],
    ['a font', page([line('one two', { shaped: shaped('one', 'Other') }), BASE.lines[1]!])],
    ['a line under words', page([line('one two', { decoration: 'underline' }), BASE.lines[1]!])],
    ['a rule', page(BASE.lines, { graphics: [rule()] })],
  ])('is another with %s', (_, other) => {
    expect(hashPage(other).body).not.toBe(hashPage(BASE).body);
    expect(hashPage(other).drawn).not.toBe(hashPage(BASE).drawn);
  });

  test.each<[string, Graphic, Graphic]>([
    ['style', rule(), rule({ style: 'dotted' })],
    ['length', rule(), rule({ x2: 201 })],
    ['colour', rule(), rule({ color: RED })],
  ])('is another with a rule of another %s', (_, one, other) => {
    const [a, b] = [one, other].map((graphic) => hashPage(page(BASE.lines, { graphics: [graphic] })));
    expect(a!.body).not.toBe(b!.body);
  });

  test('has the same body where the type area lies elsewhere, and is not drawn the same', () => {
    const areas = BASE.areas.map((area) => ({ ...area, x: area.x + 20 }));
    const moved = page(
      BASE.lines.map((each) => ({ ...each, x: each.x + 20 })),
      { areas },
    );
    expect(hashPage(moved).body).toBe(hashPage(BASE).body);
    expect(hashPage(moved).drawn).not.toBe(hashPage(BASE).drawn);
  });

  test('does not see fractions that differ by less than a printer can show', () => {
    const near = page([line('one two', {}, { baseline: 200.0000001 }), BASE.lines[1]!]);
    expect(hashPage(near)).toEqual(hashPage(BASE));
  });

  test('does not see links', () => {
    const link = { id: 1, contents: '', dest: 'there' };
    expect(hashPage(page([line('one two', { link }), BASE.lines[1]!]))).toEqual(hashPage(BASE));
  });

  test('has an empty body where nothing but a folio stands on it', () => {
    const folio = page([line('12', { owner: FOLIO })]);
    expect(hashPage(folio).body).toBe(EMPTY);
    expect(hashPage(folio).words).toBe(EMPTY);
    expect(hashPage(folio).drawn).not.toBe(hashPage(page([])).drawn);
  });

  test('is the same whether its margins are known at once or later, in any order', () => {
    const head = line('Chalk', { owner: FOLIO }, { baseline: 50 });
    const folio = line('12', { owner: FOLIO }, { baseline: 550 });
    const under = rule({ owner: FOLIO, y1: 60, y2: 60 });
    const whole = page([head, ...BASE.lines, folio], { graphics: [under] });
    const begun = hashBody(page([...BASE.lines, folio]));
    expect(completePrint(begun, BASE, hashMargins({ lines: [head], graphics: [under] }))).toEqual(
      hashPage(whole),
    );
    expect(hashPage(whole).body).toBe(hashPage(BASE).body);
  });

  test('has the same words where they stand otherwise', () => {
    const [first, second] = BASE.lines;
    expect(hashPage(page([{ ...first!, x: 130 }, second!])).words).toBe(hashPage(BASE).words);
    expect(hashPage(page([second!, first!])).words).not.toBe(hashPage(BASE).words);
  });
});
