import { Resvg } from '@resvg/resvg-js';
import type { Image } from '../../src/manuscript/manuscript.js';
import type { PdfMetadata } from '../../src/pdf/write-pdf.js';
import { BookMaker } from './book.js';

export const METADATA: PdfMetadata = {
  title: 'A Sample & its “Tags” <small>',
  creators: ['Ada Émile', 'B. Clerk'],
  description: 'One of everything',
  rights: 'CC BY 4.0',
  publisher: 'The Workshop',
  subjects: ['tags', 'trees'],
  identifier: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  date: new Date(Date.UTC(2026, 0, 2, 3, 4, 5)),
  producer: 'florilegium test',
  conformance: ['ua-1', 'a-2a'],
};

const SVG = (inner: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="24" viewBox="0 0 40 24">${inner}</svg>`;

export function png(inner: string, background?: string): Image {
  const image = new Resvg(SVG(inner), background ? { background } : {}).render();
  const { width, height } = image;
  return { path: `corpus/${inner.length}.png`, mediaType: 'image/png', bytes: image.asPng(), width, height };
}

export function svg(inner: string): Image {
  return {
    path: `corpus/${inner.length}.svg`,
    mediaType: 'image/svg+xml',
    bytes: Buffer.from(SVG(inner)),
    width: 40,
    height: 24,
  };
}

export const ROUND = '<circle cx="20" cy="12" r="10" fill="#a33" fill-opacity="0.7"/>';

/**
 * A short book with one of everything that a PDF of ours can hold: parts, headings, notes and their calls, links within
 * the book and out of it, over two lines and two pages, lists, a table, figures, quotations in another language, a
 * glossary and an index, running heads, folios, rules and backgrounds.
 */
export function sampleBook(): BookMaker {
  const book = new BookMaker();
  const foot = (label: string) => book.line([{ text: label, artifact: 'footer' }], { x: 145, y: 380 });
  const head = (text: string) => book.line([{ text, artifact: 'header', letterSpacing: 0.5 }], { y: 15 });

  book.page('', { labelStyle: 'lower-roman', labelNumber: 1 });
  book.line([{ text: 'A Sample', in: book.element('Title'), size: 20 }]);
  book.line([{ text: 'The Workshop', in: book.element('P'), letterSpacing: 1 }]);

  book.page('ii', { labelStyle: 'lower-roman', labelNumber: 2 });
  const toc = book.element('TOC');
  book.line([{ text: 'Contents', in: book.element('Caption', toc), size: 14 }]);
  for (const [text, dest, page] of [
    ['On Printing', 'chapter-1', '1'],
    ['On Tables', 'chapter-2', '3'],
  ] as const) {
    const entry = book.element('Reference', book.element('TOCI', toc));
    const link = book.link({ dest }, `${text}, page ${page}`);
    const a = book.element('Link', entry, { link });
    book.line([
      { text: `${text} `, in: a, link },
      { text: ' . . . . ', artifact: 'layout', link },
      { text: page, in: a, link },
    ]);
  }
  foot('ii');

  book.page('1', { labelNumber: 1 });
  const first = book.element('Sect');
  book.destination('chapter-1');
  book.line([{ text: 'On Printing', in: book.element('H1', first), size: 16 }]);
  const p = book.element('P', first);
  book.line([{ text: 'The office of the printer is an af\u00ad', in: p, gap: 1.5 }]);
  book.line([
    { text: 'fine and ', in: p, gap: 1 },
    { text: 'difficult', in: p, font: 'italic' },
    { text: ' one, ', in: p },
  ]);
  book.destination('call-1');
  const call = book.link({ dest: 'note-1' }, 'Note 1');
  book.line([
    { text: 'they say', in: p },
    {
      text: '1',
      in: () => book.element('Link', book.element('Reference', p), { link: call }),
      link: call,
      size: 6,
      rise: 3,
    },
    { text: ' and run on. ', in: p },
  ]);
  const note = book.element('Note', first, { id: 'note-1' });
  const back = book.link({ dest: 'call-1' }, 'Back to note 1');
  const label = book.element('Link', book.element('Lbl', note), { link: back });
  const noteText = book.element('P', note);
  const p2 = book.element('P', first);
  book.line([{ text: 'A paragraph that stands on two pages with ', in: p2 }]);
  const out = book.link({ uri: 'https://example.org/é?a=1&b=(2)' }, 'Example, an external site');
  const a = book.element('Link', p2, { link: out });
  book.line([{ text: 'a link that is ', in: a, link: out, color: { red: 0.6, green: 0.1, blue: 0.1 } }]);
  book.graphic({
    kind: 'rule',
    x1: 30,
    y1: 340,
    x2: 90,
    y2: 340,
    width: 0.5,
    style: 'solid',
    color: { red: 0, green: 0, blue: 0 },
    owner: { kind: 'artifact', type: 'layout' },
  });
  book.destinations.set('note-1', { page: 2, x: 30, y: 342 });
  book.line(
    [
      { text: '1', in: label, link: back, size: 6, rise: 2 },
      { text: ' A note with naïve x\u0302 in it.', in: noteText, size: 8 },
    ],
    { y: 352 },
  );
  head('A SAMPLE');
  foot('1');

  book.page('2', { labelNumber: 2 });
  book.line([
    { text: 'long, over two pages', in: a, link: out, decoration: 'underline' },
    { text: ', and over.', in: p2 },
  ]);
  book.line([{ text: 'Another Level', in: book.element('H2', first), size: 12 }]);
  const quote = book.element('BlockQuote', first);
  book.graphic({
    kind: 'rectangle',
    x: 25,
    y: 50,
    width: 200,
    height: 30,
    color: { red: 0.95, green: 0.95, blue: 0.9 },
    owner: { kind: 'artifact', type: 'background' },
  });
  const quoted = book.element('P', quote);
  book.line([
    { text: 'He said: ', in: quoted },
    { text: 'ce que l’on conçoit', in: () => book.element('Span', quoted, { lang: 'fr' }) },
  ]);
  const list = book.element('L', first, { attributes: { listNumbering: 'Decimal' } });
  ['first the office', 'then the fjord'].forEach((text, i) => {
    const item = book.element('LI', list);
    book.line([
      { text: `${i + 1}. `, in: book.element('Lbl', item) },
      { text, in: book.element('LBody', item) },
    ]);
  });
  head('A SAMPLE');
  foot('2');

  book.page('3', { labelNumber: 3 });
  const second = book.element('Sect');
  book.destination('chapter-2');
  book.line([{ text: 'On Tables', in: book.element('H1', second), size: 16 }]);
  const table = book.element('Table', second);
  book.line([{ text: 'Sheets and leaves', in: book.element('Caption', table), size: 8 }]);
  const sections = [book.element('THead', table), book.element('TBody', table)];
  [
    ['Format', 'Leaves', 'Pages'],
    ['Folio', '2', '4'],
    ['Unknown', 'not recorded'],
  ].forEach((row, r) => {
    const tr = book.element('TR', sections[Math.min(r, 1)]!);
    book.line(
      row.map((text, c) => ({
        text: `${text} `,
        in:
          r === 0 || c === 0
            ? book.element('TH', tr, { attributes: { scope: r === 0 ? 'Column' : 'Row' } })
            : book.element('TD', tr, row.length === 2 ? { attributes: { colSpan: 2 } } : {}),
      })),
    );
  });
  const opaque = png('<rect width="40" height="24" fill="#37a"/>', 'white');
  book.image(
    opaque,
    book.element('Figure', second, { alt: 'A blue sheet', attributes: { placement: 'Block' } }),
  );
  book.image(png(ROUND), book.element('Figure', second, { alt: 'A round seal, half transparent' }));
  book.image(
    svg(`${ROUND}<text x="4" y="20" font-size="8">Seal</text>`),
    book.element('Figure', second, { alt: 'A seal' }),
    40,
    24,
  );
  head('ON TABLES');
  foot('3');

  book.page('4', { labelNumber: 4 });
  const glossary = book.element('Sect');
  book.destination('glossary');
  book.line([{ text: 'Glossary', in: book.element('H1', glossary), size: 16 }]);
  const terms = book.element('L', glossary);
  const term = book.element('LI', terms);
  book.destination('term-folio');
  book.line([
    { text: 'Folio ', in: book.element('Lbl', term), font: 'sans' },
    { text: 'a sheet folded once.', in: book.element('LBody', term) },
  ]);
  const index = book.element('Index', glossary);
  const entries = book.element('L', index);
  const body = book.element('LBody', book.element('LI', entries));
  const use = book.link({ dest: 'chapter-2' }, 'Folio, page 3');
  book.line([
    { text: 'Folio, ', in: body },
    { text: '3', in: () => book.element('Link', book.element('Reference', body), { link: use }), link: use },
  ]);
  foot('4');

  book.outline.push(
    {
      title: 'On Printing',
      destination: 'chapter-1',
      level: 1,
      children: [{ title: 'Its note', destination: 'note-1', level: 2, children: [] }],
    },
    { title: 'On Tables', destination: 'chapter-2', level: 1, children: [] },
    { title: 'Glossary — «and index»', destination: 'glossary', level: 1, children: [] },
  );
  return book;
}
