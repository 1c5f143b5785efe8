import { describe, expect, test } from 'vitest';
import { ContentStream } from '../../src/pdf/content-stream.js';
import { number } from '../../src/pdf/syntax.js';

const written = (write: (stream: ContentStream) => void) => {
  const stream = new ContentStream();
  write(stream);
  return Buffer.from(stream.content).toString('latin1');
};

describe('a content stream', () => {
  test.each([
    0,
    -0,
    1,
    -1,
    9,
    10,
    100,
    120,
    123,
    999,
    1000,
    1001,
    1010,
    1100,
    -12345,
    99999,
    2 ** 31,
    2 ** 40,
    2 ** 50,
  ])('writes %d thousandths as other numbers are written', (value) => {
    expect(written((stream) => stream.thousandths(value))).toBe(number(value / 1000));
  });

  test('has bytes for characters, however many', () => {
    const text = '(\xff\x00)'.repeat(50_000);
    expect(written((stream) => stream.text(text))).toBe(text);
  });

  test('begins anew', () => {
    const stream = new ContentStream();
    stream.line('q');
    stream.begin();
    stream.line('Q');
    expect(Buffer.from(stream.content).toString()).toBe('Q\n');
  });

  test('holds no number that is none', () => {
    expect(() => new ContentStream().thousandths(Number.NaN)).toThrow('NaN');
  });
});
