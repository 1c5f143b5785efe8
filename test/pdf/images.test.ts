import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Image } from '../../src/manuscript/manuscript.js';
import { withoutFiles } from '../../src/manuscript/svg.js';
import { writePdf } from '../../src/pdf/write-pdf.js';
import { Name, Ref } from '../../src/verify/pdf/objects.js';
import { BookMaker } from './book.js';
import { content, images, open } from './read.js';
import { METADATA } from './sample.js';

function image(mediaType: Image['mediaType'], bytes: Uint8Array, width = 2, height = 2): Image {
  return { path: 'corpus/picture', mediaType, bytes, width, height };
}

function bookOf(...pictures: Image[]): BookMaker {
  const book = new BookMaker();
  book.page();
  for (const picture of pictures)
    book.image(picture, book.element('Figure', book.root, { alt: 'A picture' }));
  return book;
}

async function write(...pictures: Image[]) {
  const { value, diagnostics } = await writePdf(bookOf(...pictures).layout(), METADATA);
  expect(diagnostics).toEqual([]);
  open(value);
  return { value, images: images(value) };
}

/** A PNG from its rows, each begun by its filter; `chunks` go before the data. */
function png(
  header: { width: number; height: number; bits: number; type: number; interlace?: number },
  rows: number[][],
  chunks: [string, number[]][] = [],
): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const out = Buffer.alloc(12 + data.length);
    out.writeUInt32BE(data.length);
    out.write(type, 4, 'latin1');
    out.set(data, 8);
    out.writeUInt32BE(crc(out.subarray(4, 8 + data.length)), 8 + data.length);
    return out;
  };
  const ihdr = Buffer.alloc(13);
  ihdr.writeUInt32BE(header.width);
  ihdr.writeUInt32BE(header.height, 4);
  ihdr.set([header.bits, header.type, 0, 0, header.interlace ?? 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', ihdr),
    ...chunks.map(([type, data]) => chunk(type, Buffer.from(data))),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The checksum of PNG chunks (ISO/IEC 15948, Annex D), bit by bit. */
function crc(data: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

const RED_GREEN = [
  [0, 255, 0, 0, 0, 255, 0],
  [0, 0, 255, 0, 255, 0, 0],
];

describe('PNG', () => {
  test.each<[string, Uint8Array, string, number[]]>([
    [
      'colours',
      png({ width: 2, height: 2, bits: 8, type: 2 }, RED_GREEN),
      'DeviceRGB',
      [255, 0, 0, 0, 255, 0, 0, 255, 0, 255, 0, 0],
    ],
    [
      'greys',
      png({ width: 2, height: 2, bits: 8, type: 0 }, [
        [0, 1, 2],
        [0, 3, 4],
      ]),
      'DeviceGray',
      [1, 2, 3, 4],
    ],
    [
      'greys of one bit',
      png({ width: 2, height: 2, bits: 1, type: 0 }, [
        [0, 0x80],
        [0, 0x40],
      ]),
      'DeviceGray',
      [0x80, 0x40],
    ],
    [
      'greys of sixteen bits',
      png({ width: 1, height: 1, bits: 16, type: 0 }, [[0, 0x12, 0x34]]),
      'DeviceGray',
      [0x12, 0x34],
    ],
  ])('with %s is taken over as it is', async (_, bytes, space, pixels) => {
    const { images } = await write(image('image/png', bytes));
    expect(images).toHaveLength(1);
    expect(images[0]!.dict.get('ColorSpace')).toEqual(new Name(space));
    expect([...images[0]!.data]).toEqual(pixels);
  });

  test('with a palette keeps it', async () => {
    const bytes = png(
      { width: 2, height: 2, bits: 2, type: 3 },
      [
        [0, 0b0001_0000],
        [0, 0b0100_0000],
      ],
      [['PLTE', [255, 0, 0, 0, 255, 0]]],
    );
    const { images } = await write(image('image/png', bytes));
    const space = images[0]!.dict.get('ColorSpace') as unknown[];
    expect(space.slice(0, 3)).toEqual([new Name('Indexed'), new Name('DeviceRGB'), 1]);
    expect(space[3]).toBeInstanceOf(Ref);
  });

  const half = [
    [0, 255, 0, 0, 128, 0, 255, 0, 255],
    [0, 0, 0, 255, 0, 0, 255, 0, 255],
  ];
  test.each<[string, Uint8Array, number[]]>([
    ['an alpha channel', png({ width: 2, height: 2, bits: 8, type: 6 }, half), [128, 255, 0, 255]],
    [
      'a transparent colour',
      png({ width: 2, height: 2, bits: 8, type: 2 }, RED_GREEN, [['tRNS', [0, 255, 0, 0, 0, 0]]]),
      [0, 255, 255, 0],
    ],
    [
      'a transparent entry of its palette',
      png(
        { width: 2, height: 2, bits: 4, type: 3 },
        [
          [0, 0x01],
          [0, 0x10],
        ],
        [
          ['PLTE', [255, 0, 0, 0, 255, 0]],
          ['tRNS', [0]],
        ],
      ),
      [0, 255, 255, 0],
    ],
  ])('with %s has a soft mask', async (_, bytes, alpha) => {
    const { images } = await write(image('image/png', bytes));
    const mask = images.find(
      ({ dict }) =>
        dict.get('ColorSpace') instanceof Name && (dict.get('ColorSpace') as Name).value === 'DeviceGray',
    );
    expect([...mask!.data]).toEqual(alpha);
    const picture = images.find(({ dict }) => dict.has('SMask'))!;
    expect([...picture.data.subarray(3, 6)]).toEqual([0, 255, 0]);
  });

  test('that is interlaced is put in order', async () => {
    // A single pixel has one pass, in which it stands alone.
    const bytes = png({ width: 1, height: 1, bits: 8, type: 2, interlace: 1 }, [[0, 9, 8, 7]]);
    const { images } = await write(image('image/png', bytes, 1, 1));
    expect([...images[0]!.data]).toEqual([9, 8, 7]);
  });

  test('that is shown twice is in the file once', async () => {
    const picture = image('image/png', png({ width: 2, height: 2, bits: 8, type: 2 }, RED_GREEN));
    expect((await write(picture, picture)).images).toHaveLength(1);
  });
});

describe('other kinds', () => {
  const GIF = Buffer.from('R0lGODlhAwACAPAAAAD/AP8AACwAAAAAAwACAAACA0RyUAA7', 'base64');

  test('GIF', async () => {
    const { images } = await write(image('image/gif', GIF, 3, 2));
    expect(images[0]!.dict.get('Width')).toBe(3);
    expect([...images[0]!.data.subarray(0, 6)]).toEqual([0, 255, 0, 255, 0, 0]);
  });

  test('SVG is drawn as finely as print needs', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="36"><rect width="72" height="36" fill="#123456"/></svg>';
    const { images } = await write(image('image/svg+xml', Buffer.from(svg), 72, 36));
    expect(images[0]!.dict.get('Width')).toBe(417);
    expect([...images[0]!.data.subarray(0, 3)]).toEqual([0x12, 0x34, 0x56]);
  });

  test.each([
    [1, [100, 0, 0, 60, 30]],
    [3, [-100, 0, 0, -60, 130]],
    [6, [0, -60, 100, 0, 30]],
    [8, [0, 60, -100, 0, 130]],
  ])('a JPEG with orientation %i stands as it was taken', async (orientation, [a, b, c, d, e]) => {
    const document = open((await write(image('image/jpeg', jpeg(3, orientation)))).value);
    const matrix = /(\S+) (\S+) (\S+) (\S+) (\S+) \S+ cm/.exec(content(document, 0))!.slice(1, 6).map(Number);
    expect(matrix).toEqual([a, b, c, d, e]);
  });

  test('a JPEG in CMYK forbids PDF/A, not PDF/UA', async () => {
    const book = bookOf(image('image/jpeg', jpeg(4)));
    const { value, diagnostics } = await writePdf(book.layout(), METADATA);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['pdf-conformance', 'The PDF cannot claim PDF/A-2a: corpus/picture has CMYK colours.'],
    ]);
    open(value);
    expect(Buffer.from(value).toString('latin1')).toContain('pdfuaid:part>1');
  });
});

describe('the colour profile of a JPEG', () => {
  const embedded = async (space: string, components: number, words = 'Wide colours', parts = 1) => {
    const book = bookOf(image('image/jpeg', withProfile(jpeg(components), profile(space, words), parts)));
    const { value, diagnostics } = await writePdf(book.layout(), METADATA);
    open(value);
    const file = Buffer.from(value).toString('latin1');
    return {
      codes: diagnostics.map(({ code }) => code),
      space: /Image.*?ColorSpace ?(\[?\/\w+)/s.exec(file)![1],
    };
  };

  test.each([
    ['RGB ', 3],
    ['CMYK', 4],
    ['GRAY', 1],
  ])('says what its colours are, also for PDF/A: %s', async (space, components) => {
    expect(await embedded(space, components)).toEqual({ codes: [], space: '[/ICCBased' });
    expect(await embedded(space, components, 'Wide colours', 3)).toEqual({ codes: [], space: '[/ICCBased' });
  });

  test('is passed over where it is that of other colours, or of sRGB, which the file has', async () => {
    expect(await embedded('CMYK', 3)).toEqual({ codes: [], space: '/DeviceRGB' });
    expect(await embedded('RGB ', 3, 'sRGB IEC61966-2.1')).toEqual({ codes: [], space: '/DeviceRGB' });
    expect(await embedded('RGB ', 4)).toEqual({ codes: ['pdf-conformance'], space: '/DeviceCMYK' });
  });

  test('is in the file once, for all images', async () => {
    const one = withProfile(jpeg(3), profile('RGB ', 'Wide colours'), 1);
    const two = { ...image('image/jpeg', one), path: 'corpus/other' };
    const { value } = await writePdf(bookOf(image('image/jpeg', one), two).layout(), METADATA);
    const spaces = [
      ...Buffer.from(value)
        .toString('latin1')
        .matchAll(/ICCBased (\d+)/g),
    ].map(([, id]) => id);
    expect(spaces).toHaveLength(2);
    expect(new Set(spaces).size).toBe(1);
  });
});

/** As much of an ICC profile as is looked at. */
function profile(space: string, words: string): Uint8Array {
  const bytes = Buffer.alloc(128 + words.length);
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.write('\x02', 8);
  bytes.write('mntr', 12);
  bytes.write(space, 16);
  bytes.write('acsp', 36);
  bytes.write(words, 128);
  return bytes;
}

/** A JPEG with a profile in so many segments, the last of them first. */
function withProfile(jpeg: Uint8Array, icc: Uint8Array, parts: number): Uint8Array {
  const size = Math.ceil(icc.length / parts);
  const segments = Array.from({ length: parts }, (_, n) => {
    const data = icc.subarray(n * size, (n + 1) * size);
    return [0xff, 0xe2, 0, data.length + 16, ...Buffer.from('ICC_PROFILE\0'), n + 1, parts, ...data];
  });
  return Uint8Array.from([0xff, 0xd8, ...segments.reverse().flat(), ...jpeg.subarray(2)]);
}

describe('what is broken is reported', () => {
  const good = png({ width: 2, height: 2, bits: 8, type: 2 }, RED_GREEN);
  test.each<[string, Image['mediaType'], Uint8Array]>([
    ['an empty file', 'image/png', Buffer.alloc(0)],
    [
      'a PNG that is none',
      'image/png',
      Buffer.from('once upon a time, in a file far away, there was no picture'),
    ],
    ['a PNG cut off', 'image/png', good.subarray(0, good.length - 30)],
    ['a PNG with too few rows', 'image/png', png({ width: 2, height: 900, bits: 8, type: 2 }, RED_GREEN)],
    [
      'a PNG without its palette',
      'image/png',
      png({ width: 2, height: 2, bits: 8, type: 3 }, [
        [0, 0, 1],
        [0, 1, 0],
      ]),
    ],
    ['a GIF that is none', 'image/gif', Buffer.from('once upon a time')],
    ['an SVG that is no XML', 'image/svg+xml', Buffer.from('<svg')],
    [
      'an SVG of entities',
      'image/svg+xml',
      Buffer.from(
        '<!DOCTYPE svg [<!ENTITY a "<g>"><!ENTITY b "]">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
      ),
    ],
    ['a JPEG that is none', 'image/jpeg', Buffer.from('once upon a time')],
    ['a JPEG cut off', 'image/jpeg', jpeg(3).subarray(0, 6)],
  ])('%s', async (_, mediaType, bytes) => {
    const { diagnostics } = await writePdf(bookOf(image(mediaType, bytes)).layout(), METADATA);
    expect(diagnostics.map(({ code, severity, file }) => [code, severity, file])).toContainEqual([
      'pdf-image-unreadable',
      'error',
      'corpus/picture',
    ]);
  });
});

describe('an SVG opens no file', () => {
  test('of the machine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'florilegium-test-'));
    const secret = join(folder, 'secret.png');
    writeFileSync(secret, png({ width: 1, height: 1, bits: 8, type: 2 }, [[0, 255, 0, 0]]));
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><image width="1" height="1" href="${secret}"/></svg>`;
    try {
      const { images } = await write(image('image/svg+xml', Buffer.from(svg), 1, 1));
      expect(images.some(({ data }) => data.includes(255))).toBe(false);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each([
    ['<image href="/etc/passwd"/>', '<image href=""/>'],
    ["<image xlink:href = '../x.png'/>", '<image xlink:href = ""/>'],
    ['<use href="#a"/>', '<use href="#a"/>'],
    ['<image href="data:image/png;base64,AAAA"/>', '<image href="data:image/png;base64,AAAA"/>'],
    ['<image HREF="file:///x"/>', '<image HREF=""/>'],
    ['<!DOCTYPE svg [<!ENTITY e SYSTEM "file:///x">]><svg/>', '<svg/>'],
  ])('%s', (svg, safe) => {
    expect(withoutFiles(svg)).toBe(safe);
  });
});

/** The head of a JPEG of 2 by 2 pixels, which is all that is read: EXIF with an orientation, and the frame. */
function jpeg(components: number, orientation?: number): Uint8Array {
  const exif =
    orientation === undefined
      ? []
      : [
          0xff,
          0xe1,
          0,
          34,
          ...Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01'),
          1,
          0x12,
          0,
          3,
          0,
          0,
          0,
          1,
          0,
          orientation,
          0,
          0,
          0,
          0,
          0,
          0,
        ];
  const frame = [0xff, 0xc0, 0, 8 + 3 * components, 8, 0, 2, 0, 2, components];
  for (let i = 0; i < components; i++) frame.push(i + 1, 0x11, 0);
  return Uint8Array.from([0xff, 0xd8, ...exif, ...frame, 0xff, 0xd9]);
}
