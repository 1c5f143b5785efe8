import { fromHtml } from 'hast-util-from-html';
import type { Result } from '../../../src/diagnostics/diagnostic.js';
import { Source } from '../../../src/diagnostics/source.js';
import type { Image } from '../../../src/manuscript/manuscript.js';
import type { Layout } from '../../../src/typeset/layout.js';
import { typesetTree } from '../../../src/typeset/typeset.js';
import { SQUARE, squareFont } from '../../support/square-font.js';

/** One character is one point wide and one line one point high; notes are what `{1}` calls; nothing else has a look. */
const BASE = new Source(
  'base.css',
  `
@page { size: 20pt 10pt; margin: 0 }
html { font-family: ${SQUARE}; font-size: 1pt; line-height: 1pt; hyphens: manual; orphans: 1; widows: 1 }
p, h1, h2, h3, ul, ol, dl, dd, figure, blockquote, pre { margin: 0; padding: 0 }
h1, h2, h3, th { font-weight: normal; font-size: 1pt; text-align: left }
h1, h2, h3 { break-after: avoid }
sup { font-size: 1pt; vertical-align: baseline }
ul, ol, li { list-style: none }
td, th { padding: 0; vertical-align: top }
pre, code { font-family: ${SQUARE} }
.note { float: footnote }
.author { float: footnote; -fl-footnote-area: author }
`,
);

const FONTS = [{ family: SQUARE, weight: 400, style: 'normal' as const, bytes: squareFont() }];

/** A picture of 4 × 2 points, 4 × 8 and so on: `pixel-4x2.png`. */
const IMAGES = new Map<string, Image>(
  [
    [4, 2],
    [4, 8],
    [100, 50],
    [10, 100],
  ].map(([width, height]) => {
    const path = `${width}x${height}.png`;
    const image: Image = {
      path,
      mediaType: 'image/png',
      bytes: new Uint8Array(),
      width: width! / 0.75,
      height: height! / 0.75,
    };
    return [path, image];
  }),
);

/**
 * Sets a text in the language of the layout tests: HTML, with two signs of its own.
 *
 *     The text{1} calls a note, and another{author:2}.
 *     {1} is the note itself, when it stands at the beginning of a line; so is
 *     {author:2}. A note ends with its line.
 */
export function setText(text: string, css = '', lang = 'en'): Result<Layout> {
  const root = fromHtml(`<html lang="${lang}"><body>${htmlOf(text)}</body></html>`);
  return typesetTree(root, [BASE, new Source('case.css', css)], { fonts: FONTS, images: IMAGES });
}

const CALL = /\{(?:([a-z]+):)?([a-z0-9]+)\}/g;

export function htmlOf(text: string): string {
  const seen = new Set<string>();
  const call = (_: string, series = 'note', name: string) => {
    const id = `${series}-${name}`;
    const own = seen.has(id) ? '' : ` id="call-${id}"`;
    seen.add(id);
    return `<a${own} href="#${id}">${name}</a>`;
  };
  return text
    .split('\n')
    .map((line) => {
      const note = /^\{(?:([a-z]+):)?([a-z0-9]+)\} (.*)$/.exec(line);
      if (!note) return line.replace(CALL, call);
      const [, series = 'note', name, words] = note as unknown as [
        string,
        string | undefined,
        string,
        string,
      ];
      return `<div class="${series}" id="${series}-${name}">${words.replace(CALL, call)}</div>`;
    })
    .join('\n');
}
