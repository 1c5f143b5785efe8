import { describe, expect, test } from 'vitest';
import { style } from './css.js';

/** Every element with an id, in order. `epub:type` and the like stand as in rendered pages. */
const HTML = `<html id="html" lang="en"><body id="body">
<section id="s" class="reading level-1" data-page="A4" epub:type="chapter bodymatter">
  <h1 id="h">A <em id="e">b</em></h1>
  <p id="p1" class="first">C <a id="a" href="https://example.org/x" epub:type="noteref">d</a></p>
  <p id="p2" lang="fr-CA">E</p>
  <div id="d" class="verse" dir="rtl"><p id="p3">F</p><p id="p4" class="last"></p></div>
  <h2 id="h2">G</h2>
  <p id="p5">H <img id="i"></p>
</section>
</body></html>`;

const ALL = 'html body s h e p1 a p2 d p3 p4 h2 p5 i'.split(' ');

/** The ids of what a selector selects, or the problems that it makes. */
function selected(selector: string): string[] {
  const styled = style(HTML, `* { orphans: 2 } ${selector} { orphans: 7 !important }`);
  return styled.problems.length > 0 ? styled.problems : ALL.filter((id) => styled.style(id).orphans === 7);
}

describe('a selector selects', () => {
  test.each([
    ['p', 'p1 p2 p3 p4 p5'],
    ['P', 'p1 p2 p3 p4 p5'],
    ['*|p', 'p1 p2 p3 p4 p5'],
    ['*', ALL.join(' ')],
    ['.first', 'p1'],
    ['.reading.level-1', 's'],
    ['#d', 'd'],
    ['section p', 'p1 p2 p3 p4 p5'],
    ['section > p', 'p1 p2 p5'],
    ['body section .verse > p', 'p3 p4'],
    ['h1 + p', 'p1'],
    ['h1 ~ p', 'p1 p2 p5'],
    ['p ~ h2 + p', 'p5'],
    ['.verse ~ * > img', 'i'],
    [':root', 'html'],
    ['p:empty', 'p4'],
    ['p:first-child', 'p3'],
    [':last-child:not(html, body, section, a)', 'e p4 p5 i'],
    ['em:only-child', 'e'],
    ['p:first-of-type', 'p1 p3'],
    ['p:last-of-type', 'p4 p5'],
    ['h2:only-of-type', 'h2'],
    ['section > :nth-child(2n)', 'p1 d p5'],
    ['section > :nth-child(-n + 2)', 'h p1'],
    ['section > :nth-last-child(1)', 'p5'],
    ['p:nth-of-type(odd)', 'p1 p3 p5'],
    ['p:nth-last-of-type(2)', 'p2 p3'],
    ['section > :nth-child(2 of p)', 'p2'],
    ['section > :nth-last-child(1 of h1, h2)', 'h2'],
    [':is(h1, h2) + p', 'p1 p5'],
    [':where(.verse p, h1 em)', 'e p3 p4'],
    ['p:not(.verse p, .first)', 'p2 p5'],
    ['section:has(> h2)', 's'],
    ['p:has(img)', 'p5'],
    ['p:has(+ p)', 'p1 p3'],
    ['p:has(+ div)', 'p2'],
    ['p:has(~ h2)', 'p1 p2'],
    ['body:has(section > .verse .last)', 'body'],
    [':has(> em, > img)', 'h p5'],
    ['p:lang(fr)', 'p2'],
    ['p:lang("*-CA")', 'p2'],
    ['p:dir(rtl)', 'p3 p4'],
    [':dir(ltr):not(:has(*))', 'e a p2 h2 i'],
    ['a:link', 'a'],
    [':any-link', 'a'],
    ['[href]', 'a'],
    ['[href^="https:"]', 'a'],
    ['[href$="/x"]', 'a'],
    ['[href*="example"]', 'a'],
    ['[class~="level-1"]', 's'],
    ['[class|="level"]', ''],
    ['[lang|="fr"]', 'p2'],
    ['[data-page="a4" i]', 's'],
    ['[data-page="a4"]', ''],
    ['[epub|type~="chapter"]', 's'],
    ['[epub\\:type="noteref"]', 'a'],
    ['[class="first" i], [id="d"]', 'p1 d'],
  ])('%s', (selector, ids) => {
    expect(selected(selector)).toEqual(ids.split(' ').filter((id) => id !== ''));
  });
});

describe('the more specific rule wins', () => {
  test.each([
    ['#p1', '.first.first'],
    ['.first', 'p p p p, p'],
    ['p.first', '.first'],
    ['section p.first', 'p.first'],
    ['[class]', 'section > p'],
    ['p:first-of-type', 'section p'],
    [':is(p, #nothing)', '.first.first.first'],
    [':not(#nothing)', '.first'],
    ['p', ':where(#p1.first)'],
    ['p:has(.x, a)', 'section p'],
    [':nth-child(n of .first, #x)', '.first.first.first'],
    ['section p', 'p'],
    ['p#p1', '#p1'],
  ])('%s over %s', (strong, weak) => {
    expect(style(HTML, `${strong} { orphans: 7 } ${weak} { orphans: 3 }`).style('p1').orphans).toBe(7);
    expect(style(HTML, `${weak} { orphans: 3 } ${strong} { orphans: 7 }`).style('p1').orphans).toBe(7);
  });

  test('and the later one of two that are alike, in one sheet or in two', () => {
    expect(style(HTML, 'p { orphans: 3 } p { orphans: 7 }').style('p1').orphans).toBe(7);
    expect(style(HTML, 'p { orphans: 3 }', 'p { orphans: 7 }').style('p1').orphans).toBe(7);
    expect(style(HTML, '.first { orphans: 3 }', 'p { orphans: 7 }').style('p1').orphans).toBe(3);
  });

  test('each selector of a list weighs for itself', () => {
    expect(style(HTML, '.last, p { orphans: 3 } section p { orphans: 7 }').style('p1').orphans).toBe(7);
  });

  test('importance comes first', () => {
    expect(style(HTML, 'p { orphans: 7 !important } #p1 { orphans: 3 }').style('p1').orphans).toBe(7);
    expect(
      style(HTML, 'p { orphans: 7 !important } .first { orphans: 3 !important }').style('p1').orphans,
    ).toBe(3);
  });

  test('a pseudo-element weighs as a name', () => {
    const { before } = style(HTML, 'p::before { content: "a" } section p::before { content: "b" }').element(
      'p1',
    );
    expect(before?.content).toEqual([{ kind: 'text', text: 'b' }]);
  });
});

test('a selector that is asked about ten thousand siblings is answered in linear time', () => {
  const paragraphs = '<p>A</p>'.repeat(10_000);
  const css =
    'p:nth-child(2n) { orphans: 3 } p:nth-last-of-type(3n) { orphans: 4 } h2 ~ p { orphans: 5 } p:has(+ h3) { orphans: 6 }' +
    'p:first-of-type { orphans: 7 } h2 p + p { orphans: 8 } p:has(~ h2) { orphans: 9 } p:last-child, p:only-child { orphans: 2 }';
  const before = process.cpuUsage().user;
  style(`<body>${paragraphs}`, css);
  expect((process.cpuUsage().user - before) / 1000).toBeLessThan(3000);
});
