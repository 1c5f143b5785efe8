import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, test } from 'vitest';
import { serialise } from '../../src/epub/serialise.js';
import { markDirections } from '../../src/render/directions.js';

function marked(html: string, around: 'ltr' | 'rtl'): string {
  const tree: Root = fromHtml(html, { fragment: true });
  markDirections(tree.children as Parameters<typeof markDirections>[0], around);
  return tree.children.map((child) => serialise(child as Element)).join('');
}

describe('the direction of paragraphs', () => {
  test.each([
    ['an Arabic paragraph', '<p>قال الشيخ.</p>', '<p dir="rtl">قال الشيخ.</p>'],
    [
      'a Hebrew one in a quotation',
      '<blockquote><p>שלום.</p></blockquote>',
      '<blockquote><p dir="rtl">שלום.</p></blockquote>',
    ],
    ['behind a number', '<p><a href="#x">1</a> (قال)</p>', '<p dir="rtl"><a href="#x">1</a> (قال)</p>'],
    ['in another such script', '<p>ހުރިހާ</p>', '<p dir="rtl">ހުރިހާ</p>'],
    ['with some Latin in it', '<p>قال الشيخ Ibn قال الشيخ</p>', '<p dir="rtl">قال الشيخ Ibn قال الشيخ</p>'],
    ['of a list', '<ul><li>قال</li><li>said</li></ul>', '<ul><li dir="rtl">قال</li><li>said</li></ul>'],
  ])('follows its letters in a text from left to right: %s', (_, html, expected) => {
    expect(marked(html, 'ltr')).toBe(expected);
  });

  test.each([
    ['that begins with a foreign word', '<p>قال means “he said”.</p>'],
    ['that ends with many', '<p>He said: قال الشيخ قال الشيخ</p>'],
    ['without letters', '<p>1, 2, 3</p>'],
    ['whose direction was given', '<p dir="ltr">قال</p>'],
    ['in which a part has one', '<p><span dir="rtl">قال</span>.</p>'],
    ['of a table of contents', '<nav><ol><li>قال</li></ol></nav>'],
  ])('stays as it is where it is a paragraph %s', (_, html) => {
    expect(marked(html, 'ltr')).toBe(html);
  });

  test('follows its letters in a text from right to left, too, but a Latin name turns nothing', () => {
    expect(marked('<p>He said so.</p><p>بقلم Anna Prior-Weatherby</p><p>قال</p>', 'rtl')).toBe(
      '<p dir="ltr">He said so.</p><p>بقلم Anna Prior-Weatherby</p><p>قال</p>',
    );
  });

  test('is that of what was given a direction around it', () => {
    expect(marked('<div dir="rtl"><p>قال</p><p>said</p></div>', 'ltr')).toBe(
      '<div dir="rtl"><p>قال</p><p dir="ltr">said</p></div>',
    );
  });
});
