import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { Source } from '../../../src/diagnostics/source.js';
import { COUNTER_STYLES } from '../../../src/typeset/style/counter-styles.js';
import { UNITS } from '../../../src/typeset/style/length.js';
import { MARGIN_BOXES, PAGE_PSEUDO_CLASSES } from '../../../src/typeset/style/page-rule.js';
import { PAGE_SIZES } from '../../../src/typeset/style/page-size.js';
import { PSEUDO_CLASSES, PSEUDO_ELEMENTS } from '../../../src/typeset/style/selector.js';
import { AT_RULES } from '../../../src/typeset/style/stylesheet.js';
import { ELEMENT_VOCABULARY, PAGE_VOCABULARY } from '../../../src/typeset/style/vocabulary.js';
import { typesetTree } from '../../../src/typeset/typeset.js';
import { page, style } from './css.js';
import { codes, examples, PAGE, rows } from './print-css-doc.js';

const HTML =
  '<section class="reading"><h2>A</h2><p id="p" title="t" class="text">B <a href="#p">C</a></p></section>';

const FONT = '@expo-google-fonts/eb-garamond/400Regular_Italic/EBGaramond_400Regular_Italic.ttf';
const assets = new Map([
  ['fonts/my-garamond-italic.ttf', readFileSync(createRequire(import.meta.url).resolve(FONT))],
]);

describe('docs/print-css.md', () => {
  test.each(examples())('the example in line $line is in the subset', ({ css }) => {
    const styled = style(HTML, css);
    for (const side of ['left', 'right'] as const)
      styled.document.pages.resolve(page({ side, name: 'chapter', first: true }));
    expect(styled.problems).toEqual([]);
  });

  test.each(examples())('the example in line $line becomes pages', ({ css }) => {
    const { value, diagnostics } = typesetTree(fromHtml(HTML), [new Source('print.css', css)], { assets });
    expect(diagnostics.map(({ code, message }) => `${code} ${message}`)).toEqual([]);
    expect(value.pages.length).toBeGreaterThan(0);
    expect(value.pages[0]!.lines.length).toBeGreaterThan(0);
  });

  const listed = new Set(rows().flatMap(({ kind, cells }) => (kind === 'property' ? codes(cells[0]!) : [])));

  test.each(ELEMENT_VOCABULARY.names)('the property %s has a row', (name) => {
    expect(listed).toContain(name);
  });

  test.each([...listed])('%s is a property', (name) => {
    expect(ELEMENT_VOCABULARY.has(name) || PAGE_VOCABULARY.has(name)).toBe(true);
  });

  test.each([
    ...PSEUDO_CLASSES.map((name) => `:${name}`),
    ...PSEUDO_ELEMENTS.map((name) => `::${name}`),
    ...PAGE_PSEUDO_CLASSES.map((name) => `:${name}`),
    ...MARGIN_BOXES.map((name) => `@${name}`),
    ...AT_RULES.map((name) => `@${name}`),
    ...COUNTER_STYLES.map((name) => `\`${name}\``),
    ...PAGE_SIZES.map((name) => `\`${name}\``),
    ...UNITS.map((unit) => `\`${unit}\``),
  ])('says %s', (name) => {
    expect(PAGE).toContain(name);
  });
});

test('templates/print.css is in the subset', () => {
  const css = readFileSync(new URL('../../../templates/print.css', import.meta.url), 'utf8');
  const styled = style(HTML, css);
  for (const name of ['auto', 'bare', 'front', 'reading', 'unsigned', 'back'])
    for (const side of ['left', 'right'] as const)
      for (const first of [true, false])
        for (const blank of [true, false]) styled.document.pages.resolve(page({ name, side, first, blank }));
  expect(styled.problems).toEqual([]);
});
