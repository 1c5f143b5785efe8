import { describe, expect, test } from 'vitest';
import { readJpegHead } from '../../src/manuscript/jpeg.js';

const START = [0xff, 0xd8];
const COMMENT = [0xff, 0xfe, 0, 4, 0xff, 0xd9];
const SCAN = [0xff, 0xda, 0, 2, 1, 2, 0xff, 0xd9];

describe('the head of a JPEG', () => {
  test.each([
    ['a segment that holds what looks like the end', [...START, ...COMMENT, ...SCAN], 1, 8],
    ['a marker after bytes that fill', [...START, 0xff, 0xff, ...COMMENT, 0xff, ...SCAN], 1, 11],
    ['no segment', [...START, ...SCAN], 0, 2],
    ['a file that ends within a segment', [...START, 0xff, 0xfe, 0, 9, 1], 1, 13],
    ['something else', [1, 2, 3, 4, 5, 6], 0, 2],
    ['nothing', [], 0, 2],
  ])('%s', (_, bytes, count, scan) => {
    const head = readJpegHead(Uint8Array.from(bytes));
    expect([head.segments.length, head.scan]).toEqual([count, scan]);
  });
});
