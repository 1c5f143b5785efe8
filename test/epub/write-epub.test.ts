import { execFileSync } from 'node:child_process';
import type { XmlElement } from '@rgrove/parse-xml';
import type { Element, Root, Text } from 'hast';
import { describe, expect, test } from 'vitest';
import { ace } from '../../src/checkers/ace.js';
import { contentDocument } from '../../src/epub/document.js';
import { epubLookProblems } from '../../src/epub/look-problems.js';
import { PageBreaks } from '../../src/epub/page-breaks.js';
import { writeEpub } from '../../src/epub/write-epub.js';
import type { Image } from '../../src/manuscript/manuscript.js';
import { book, call, chapter, fullBook } from '../support/book.js';
import { findingsOf, NO_ACE, NO_JAVA } from '../support/checkers.js';
import { epubcheck } from '../support/epubcheck.js';
import { PNG, picture } from '../support/picture.js';
import { renderBook } from '../support/render.js';
import { all, textBefore, unpack } from '../support/unpack.js';

const date = new Date('2026-03-01T12:34:56.789Z');

async function epubOf(
  of = fullBook(),
  own: Record<string, string> = {},
  assets: Record<string, Uint8Array> = {},
) {
  const rendered = renderBook(of, own, assets);
  expect(rendered.diagnostics).toEqual([]);
  const { value, diagnostics } = await writeEpub(rendered.value, { date });
  expect(diagnostics).toEqual([]);
  return { value, ...(await unpack(value)) };
}

const full = await epubOf();

describe('the package', () => {
  const opf = full.xml('content.opf');
  const metas = all(opf, 'meta');
  const values = (property: string) =>
    metas.filter((m) => m.attributes.property === property).map((m) => m.text);

  test('the archive begins with the mimetype, stored, and has no folders', () => {
    expect(full.names.slice(0, 4)).toEqual([
      'mimetype',
      'META-INF/container.xml',
      'OEBPS/content.opf',
      'OEBPS/toc.xhtml',
    ]);
    expect(full.names.filter((name) => name.endsWith('/'))).toEqual([]);
    expect(Buffer.from(full.value.subarray(30, 58)).toString()).toBe('mimetypeapplication/epub+zip');
  });

  test('identifier, title and subtitle, languages, date to the second', () => {
    expect(all(opf, 'dc:identifier').map((e) => e.text)).toEqual([
      'urn:uuid:6f1b9a52-6a4f-5f0e-9d1a-0f6f0c1f2a3b',
    ]);
    expect(all(opf, 'dc:title').map((e) => e.text)).toEqual(['A Garland of Essays', 'With Notes']);
    expect(all(opf, 'dc:language').map((e) => e.text)).toEqual(['en', 'fr']);
    expect(values('dcterms:modified')).toEqual(['2026-03-01T12:34:56Z']);
  });

  test('everyone with a role, a name to sort by, and a place', () => {
    const people = [...all(opf, 'dc:creator'), ...all(opf, 'dc:contributor')].map((person) => {
      const about = metas.filter((m) => m.attributes.refines === `#${person.attributes.id}`);
      const get = (property: string) =>
        about.filter((m) => m.attributes.property === property).map((m) => m.text);
      return [person.text, get('role').join(), get('file-as').join(), get('display-seq').join()];
    });
    expect(people).toEqual([
      ['Ada Lindgren', 'edt', 'Lindgren, Ada', '1'],
      ['Bruno Costa', 'edt', 'Costa, Bruno', '2'],
      ['Clara Voss', 'aut', 'Voss, Clara', '3'],
      ['Jean de la Haye', 'aut', 'de la Haye, Jean', '4'],
      ['Éloi Brun', 'aut', 'Brun, Éloi', '5'],
      ['Dora Mint', 'trl', 'Mint, Dora', '6'],
    ]);
  });

  test('each essay’s own title and makers, refining its file', () => {
    const about = metas
      .filter((m) => m.attributes.refines === '#item-first.xhtml')
      .map((m) => [m.attributes.property, m.text]);
    expect(about).toEqual([
      ['dcterms:title', 'The Orchard: On grafting'],
      ['dcterms:creator', 'Clara Voss'],
      ['dcterms:creator', 'Jean de la Haye'],
      ['dcterms:contributor', 'Dora Mint'],
    ]);
  });

  test('accessibility metadata that claims what is true and no more', async () => {
    expect(values('dcterms:conformsTo')).toEqual(['EPUB Accessibility 1.1 - WCAG 2.2 Level AA']);
    expect(values('a11y:certifiedBy')).toEqual(['Garland Press']);
    expect(values('schema:accessMode')).toEqual(['textual']);
    expect(values('schema:accessibilityFeature')).not.toContain('alternativeText');
    expect(values('schema:accessibilityFeature')).not.toContain('pageNavigation');
    expect(values('schema:accessibilityFeature')).toContain('index');
    const features = async (markup: string) => {
      const { xml } = await epubOf(
        book({ body: [chapter('a', { html: markup })], images: new Map([picture('images/a.png')]) }),
      );
      return all(xml('content.opf'), 'meta')
        .filter((m) =>
          /^(schema:(accessMode|accessibilityFeature)|dcterms:conformsTo)/.test(m.attributes.property ?? ''),
        )
        .map((m) => m.text);
    };
    expect(await features('<p><img src="images/a.png" alt="A tree"></p>')).toEqual(
      expect.arrayContaining(['visual', 'alternativeText', 'textual']),
    );
    expect(await features('<p><img src="images/a.png"></p>')).toEqual(
      expect.arrayContaining(['textual,visual']),
    );
    const claim = 'EPUB Accessibility 1.1 - WCAG 2.2 Level AA';
    expect(await features('<p><img src="images/a.png" alt="A tree"></p>')).toContain(claim);
    for (const untold of ['<img src="images/a.png">', '<svg><circle r="1"/></svg>']) {
      expect(await features(`<p>${untold}</p>`)).not.toContain('alternativeText');
      expect(await features(`<p>${untold}</p>`)).not.toContain(claim);
    }
    expect(await features('<p><svg role="img" aria-label="A dot"><circle r="1"/></svg></p>')).toContain(
      claim,
    );
    const ornament = await features('<p><img src="images/a.png" alt="" role="presentation"></p>');
    expect(ornament).toContain(claim);
    expect(ornament).not.toContain('visual');
    expect(await features('<p>No picture</p>')).not.toContain('index');
  });

  test('a picture that moves may flash: nobody claims that it does not', async () => {
    const hazards = async (mediaType: Image['mediaType'], content: string) => {
      const image = {
        path: 'images/a',
        mediaType,
        bytes: Buffer.from(content, 'latin1'),
        width: 4,
        height: 4,
      };
      const of = book({
        body: [chapter('a', { html: '<p><img src="images/a" alt="A light"></p>' })],
        images: new Map([['images/a', image]]),
      });
      const { xml } = await unpack((await writeEpub(renderBook(of).value, { date })).value);
      const found = all(xml('content.opf'), 'meta');
      return found.filter((m) => m.attributes.property === 'schema:accessibilityHazard').map((m) => m.text);
    };
    const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg"><rect>${inside}</rect></svg>`;
    const png = (chunk: string) => `\x89PNG\r\n\x1a\n${chunk}IDATacTL`;
    expect(await hazards('image/gif', 'GIF89a\x21\xff\x0bNETSCAPE2.0')).toEqual(['unknown']);
    expect(await hazards('image/gif', 'GIF89a')).toEqual(['none']);
    expect(await hazards('image/png', png('acTL'))).toEqual(['unknown']);
    expect(await hazards('image/png', png(''))).toEqual(['none']);
    expect(await hazards('image/svg+xml', svg('<animate attributeName="x"/>'))).toEqual(['unknown']);
    expect(await hazards('image/svg+xml', svg(''))).toEqual(['none']);
  });

  test('every file is in the manifest once, and every page in the spine in order', () => {
    const items = all(opf, 'item').map((item) => item.attributes.href!);
    expect([...items].sort()).toEqual(
      full.names
        .filter((n) => n.startsWith('OEBPS/') && n !== 'OEBPS/content.opf')
        .map((n) => n.slice(6))
        .sort(),
    );
    const byId = new Map(all(opf, 'item').map((item) => [item.attributes.id, item.attributes.href]));
    expect(all(opf, 'itemref').map((ref) => byId.get(ref.attributes.idref))).toEqual(
      [
        'cover',
        'half-title',
        'title-page',
        'imprint',
        'toc',
        'introduction',
        'part-1',
        'first',
        'second',
        'third',
        'note-on-the-texts',
        'chronology',
        'glossary',
        'permissions',
        'index',
        'colophon',
      ].map((name) => `${name}.xhtml`),
    );
  });

  test('a book in a language written from right to left turns its pages that way', async () => {
    const arabic = book({ language: 'ar', body: [chapter('a', { lang: 'ar', dir: 'rtl' })] });
    const { xml } = await epubOf(arabic, { 'words.yml': 'ar: { contents: المحتويات }' });
    expect(all(xml('content.opf'), 'spine')[0]!.attributes['page-progression-direction']).toBe('rtl');
    expect(xml('a.xhtml').attributes).toMatchObject({ lang: 'ar', 'xml:lang': 'ar', dir: 'rtl' });
  });
});

describe('links', () => {
  const files = full.names.filter((name) => name.endsWith('.xhtml')).map((name) => name.slice(6));
  const ids = new Map(
    files.map((file) => [
      file,
      new Set(all(full.xml(file), (e) => 'id' in e.attributes).map((e) => e.attributes.id)),
    ]),
  );

  test('every link inside the book leads to an element that is there', () => {
    const links = files.flatMap((file) =>
      all(full.xml(file), 'a')
        .map(({ attributes }) => ({ file, href: attributes.href! }))
        .filter(({ href }) => !/^https?:/.test(href)),
    );
    expect(links.length).toBeGreaterThan(30);
    for (const { file, href } of links) {
      const [target, id] = href.split('#');
      expect(ids.get(target || file), href).toBeDefined();
      if (id !== undefined) expect(ids.get(target || file)!.has(id), `${file}: ${href}`).toBe(true);
    }
  });

  test('every call leads to its note and every note back, and only the label is in the call', () => {
    const page = full.xml('first.xhtml');
    const calls = all(page, (e) => e.attributes['epub:type'] === 'noteref');
    expect(calls).toHaveLength(4);
    for (const each of calls) {
      const note = all(page, (e) => `#${e.attributes.id}` === each.attributes.href)[0]!;
      expect(note.attributes).toMatchObject({ 'epub:type': 'footnote', role: 'doc-footnote' });
      const back = all(note, 'a').map((a) => a.attributes.href);
      expect(back).toContain(`#${each.attributes.id}`);
      expect(each.attributes.role).toBe('doc-noteref');
      expect(each.children.every((child) => child.type === 'text')).toBe(true);
    }
  });

  test('what is in another language says so in both ways', () => {
    expect(full.xml('second.xhtml').attributes).toMatchObject({ lang: 'fr', 'xml:lang': 'fr' });
    const notes = all(full.xml('second.xhtml'), (e) => e.attributes.role === 'doc-endnotes')[0]!;
    expect(notes.attributes).toMatchObject({ lang: 'en', 'xml:lang': 'en' });
  });
});

describe('navigation', () => {
  const nav = full.xml('toc.xhtml');
  const navs = new Map(all(nav, 'nav').map((each) => [each.attributes['epub:type'], each]));

  test('the contents in spine order, readings under their part', () => {
    const list = all(navs.get('toc')!, 'li').map((li) => all(li, 'a')[0]!.attributes.href);
    expect(list).toEqual(
      [
        'introduction',
        'part-1',
        'first',
        'second',
        'third',
        'note-on-the-texts',
        'chronology',
        'glossary',
        'permissions',
        'index',
      ].map((n) => `${n}.xhtml`),
    );
    const part = all(navs.get('toc')!, 'li')[1]!;
    expect(all(part, 'li')).toHaveLength(3);
  });

  test('landmarks of one type each', () => {
    const types = all(navs.get('landmarks')!, 'a').map((a) => a.attributes['epub:type']);
    expect(types).toEqual([
      'cover',
      'titlepage',
      'copyright-page',
      'toc',
      'bodymatter',
      'glossary',
      'index',
      'colophon',
    ]);
  });

  test('an NCX with the same contents, and no page list without pages', () => {
    expect(all(full.xml('toc.ncx'), 'navPoint')).toHaveLength(10);
    expect(all(full.xml('toc.ncx'), 'pageList')).toEqual([]);
    expect(navs.has('page-list')).toBe(false);
  });
});

describe('pages of the print', () => {
  /** Every text node of a page of the rendered book. */
  function texts(tree: Root | Element): Text[] {
    return tree.children.flatMap((child) =>
      child.type === 'text' ? [child] : child.type === 'element' ? texts(child) : [],
    );
  }

  async function withPages() {
    const rendered = renderBook(fullBook()).value;
    const find = (kind: string, words: string) => {
      for (const page of rendered.pages.filter((each) => each.kind === kind))
        for (const [text, { value }] of texts(page.tree).entries())
          if (value.includes(words)) return { page: page.id, text, offset: value.indexOf(words) };
      throw new Error(words);
    };
    const pageStarts = [
      { label: 'v', ...find('contents', 'Contents') },
      { label: 'vi', ...find('contents', 'Glossary') },
      { label: 'vii', ...find('front', 'Introduction') },
      { label: '1', ...find('reading', 'The Orchard') },
      { label: '2', ...find('reading', 'slowly') },
      { label: '3', ...find('reading', 'Cut low') },
      { label: '4', ...find('reading', 'men say') },
      { label: '5', ...find('chronology', 'c. 1910') },
      { label: '6', ...find('glossary', 'Rhine') },
      { label: '7', page: 'not in the book', text: 0, offset: 0 },
    ];
    const { value, diagnostics } = await writeEpub(rendered, { date, pageStarts });
    expect(diagnostics).toEqual([]);
    return { value, ...(await unpack(value)) };
  }

  test('the page list leads to the very words, in text as well as between blocks', async () => {
    const epub = await withPages();
    const list = all(epub.xml('toc.xhtml'), (e) => e.attributes['epub:type'] === 'page-list')[0]!;
    const words = ({ attributes }: XmlElement) => {
      const [file, id] = attributes.href!.split('#') as [string, string];
      const root = epub.xml(file || 'toc.xhtml');
      return root.text.slice(textBefore(root, id).length).trim().split('\n')[0]!;
    };
    expect(all(list, 'a')[0]!.attributes.href).toBe('toc.xhtml#page-v');
    const pages = all(list, 'a').map((link) => `${link.text} ${words(link).slice(0, 8)}`);
    expect(pages).toEqual([
      'v Contents',
      'vi Glossary',
      'vii Introduc',
      '1 The Orch',
      '2 slowly*,',
      '3 Cut low,',
      '4 men say.',
      '5 c. 1910T',
      '6 Rhine',
    ]);
    expect(all(epub.xml('toc.ncx'), 'pageTarget')).toHaveLength(9);
  });

  test('are marked as such, never inside a heading or a call', async () => {
    const epub = await withPages();
    const breaks = all(epub.xml('first.xhtml'), (e) => e.attributes['epub:type'] === 'pagebreak');
    expect(breaks.map((e) => [e.attributes.role, e.attributes['aria-label'], e.children.length])).toEqual(
      ['1', '2', '3', '4'].map((label) => ['doc-pagebreak', label, 0]),
    );
    const inside = all(epub.xml('first.xhtml'), (e) => /^(h[1-6]|a|sup)$/.test(e.name)).flatMap((e) =>
      all(e, 'span'),
    );
    expect(inside.filter((e) => e.attributes.role === 'doc-pagebreak')).toEqual([]);
  });

  test('are claimed where they are', async () => {
    const epub = await withPages();
    const metas = all(epub.xml('content.opf'), 'meta');
    expect(metas.find((m) => m.attributes.property === 'pageBreakSource')!.text).toBe(
      'urn:uuid:6f1b9a52-6a4f-5f0e-9d1a-0f6f0c1f2a3b',
    );
    expect(metas.map((m) => m.text)).toEqual(expect.arrayContaining(['pageNavigation', 'pageBreakMarkers']));
  });

  test('the same label twice gets two ids', () => {
    const page = renderBook(book()).value.pages[0]!;
    const tree: Root = { type: 'root', children: [{ type: 'text', value: 'abc' }] };
    const document = contentDocument(page, tree, { targets: new Map(), images: new Map() });
    const { list } = new PageBreaks(
      [
        { label: '1', page: page.id, text: 0, offset: 0 },
        { label: '1', page: page.id, text: 0, offset: 2 },
      ],
      [{ ...document, page: page.id }],
      new Set(),
    );
    expect(new Set(list.map(({ id }) => id)).size).toBe(2);
  });

  test.skipIf(NO_JAVA)(
    `EPUBCheck has nothing to say${NO_JAVA ? ` (${NO_JAVA})` : ''}`,
    async () => {
      expect(epubcheck((await withPages()).value)).toEqual([]);
    },
    300_000,
  );

  test.skipIf(NO_ACE)(
    `Ace has nothing to say${NO_ACE ? ` (${NO_ACE})` : ''}`,
    async () => {
      expect(await findingsOf(ace, (await withPages()).value)).toEqual([]);
    },
    300_000,
  );
});

describe('the project’s own files', () => {
  test('a cover of its own is taken as it is, and said to be small where it is', async () => {
    const rendered = renderBook(fullBook(), {}, { 'cover.png': PNG }).value;
    const { value, diagnostics } = await writeEpub(rendered, { date });
    const { zip } = await unpack(value);
    expect(await zip.files['OEBPS/cover.png']!.async('uint8array')).toEqual(PNG);
    expect(diagnostics).toMatchObject([{ code: 'cover-small', message: expect.stringContaining('4 × 4') }]);
    const large = Uint8Array.from(PNG);
    new DataView(large.buffer).setUint32(16, 1600);
    new DataView(large.buffer).setUint32(20, 2560);
    expect(
      (await writeEpub({ ...rendered, assets: new Map([['cover.png', large]]) }, { date })).diagnostics,
    ).toEqual([]);
  });

  test.each(['cover.webp', 'Cover.png', 'cover.TIF'])(
    'a cover that is not taken for one is told of: %s',
    async (path) => {
      const rendered = renderBook(book(), {}, { [path]: PNG }).value;
      const unused = [{ code: 'cover-unused', file: `templates/${path}` }];
      expect((await writeEpub(rendered, { date })).diagnostics).toMatchObject(unused);
      expect(await epubLookProblems(rendered)).toMatchObject(unused);
      const taken = renderBook(book(), {}, { [path]: PNG, 'cover.png': PNG }).value;
      expect((await writeEpub(taken, { date })).diagnostics).toMatchObject([{ code: 'cover-small' }]);
    },
  );

  test('a cover that is no picture is an error', async () => {
    const { value } = renderBook(book(), {}, { 'cover.jpg': new Uint8Array([1, 2, 3]) });
    const { diagnostics, value: bytes } = await writeEpub(value, { date });
    expect(diagnostics.map(({ code, file }) => [code, file])).toEqual([
      ['cover-invalid', 'templates/cover.jpg'],
    ]);
    expect(bytes).toHaveLength(0);
  });

  test('the drawn cover is 1600 × 2560, and is missing no letter without saying so', async () => {
    const png = await full.zip.files['OEBPS/cover.png']!.async('uint8array');
    const view = new DataView(png.buffer, png.byteOffset);
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([1600, 2560]);
    for (const title of ['花と書', 'كتاب الأيام', 'ספר הימים', 'Книга дней', 'Βίβλος'])
      expect((await writeEpub(renderBook(book({ title })).value, { date })).diagnostics).toEqual([]);
    // A letter of cuneiform.
    const { diagnostics } = await writeEpub(renderBook(book({ title: '\u{12000}' })).value, { date });
    expect(diagnostics.map(({ code }) => code)).toEqual(['cover-glyph-missing']);
  });

  describe('a cover that is drawn of its own', () => {
    const svg = (content: string) =>
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 256">${content}</svg>`;
    const encoded = (text: string) => new TextEncoder().encode(text);
    const made = async (files: Record<string, Uint8Array>, templates: Record<string, string> = {}) => {
      const { value, diagnostics } = await writeEpub(renderBook(book(), templates, files).value, { date });
      const picture =
        value.length > 0 && (await unpack(value)).zip.files['OEBPS/cover.png']!.async('uint8array');
      return { picture: await picture, said: diagnostics.map(({ code, message }) => [code, message]) };
    };
    const drawn = (content: string, files: Record<string, Uint8Array> = {}) =>
      made({ 'cover.svg': encoded(svg(content)), ...files });
    const words = (family: string) => `<text y="40" font-size="30" font-family="${family}">Mill</text>`;

    test('has its words', async () => {
      const without = await drawn('');
      const [garamond, sans] = [
        await drawn(words('EB Garamond, serif')),
        await drawn(words('Source Sans 3')),
      ];
      expect([garamond.said, sans.said]).toEqual([[], []]);
      expect(garamond.picture).not.toEqual(without.picture);
      expect(garamond.picture).not.toEqual(sans.picture);
    });

    test('says which faces and letters it has not', async () => {
      const { said, picture } = await drawn(
        `${words('Georgia')}<style>.a { font-family: 'Gill Sans' }</style>`,
      );
      expect(said).toEqual([
        ['font-missing', expect.stringContaining('“Georgia”')],
        ['font-missing', expect.stringContaining('“Gill Sans”')],
      ]);
      expect(picture).toEqual((await drawn(words('EB Garamond'))).picture);
      expect((await drawn('<text>\u{12000}</text>')).said).toMatchObject([['cover-glyph-missing', {}]]);
    });

    test('has the pictures that lie beside it', async () => {
      const content = '<image href="a%20mark.png" width="100" height="100"/>';
      const { said, picture } = await drawn(content, { 'a mark.png': PNG });
      expect(said).toEqual([]);
      expect(picture).not.toEqual((await drawn('')).picture);
      expect((await drawn(content)).said).toEqual([
        ['cover-invalid', expect.stringContaining('a%20mark.png')],
      ]);
      const template = { 'cover.svg.hbs': svg('<image href="mark.png" width="100" height="100"/>') };
      expect((await made({ 'mark.png': PNG }, template)).picture).toEqual(picture);
      expect((await made({}, template)).said).toMatchObject([['cover-invalid', {}]]);
    });
  });

  test('a stylesheet brings the fonts that it names, and says which are not there', async () => {
    const css = '@font-face { font-family: X; src: url("fonts/x.ttf") }';
    const { names, text } = await epubOf(
      fullBook(),
      { 'epub.css': css },
      { 'fonts/x.ttf': new Uint8Array([0, 1, 0, 0]) },
    );
    expect(names).toContain('OEBPS/fonts/x.ttf');
    expect(text('style.css').endsWith(css)).toBe(true);
    const { diagnostics } = await writeEpub(renderBook(book(), { 'epub.css': css }).value, { date });
    expect(diagnostics.map(({ code, range }) => [code, range?.start.column])).toEqual([
      ['epub-asset-missing', 35],
    ]);
  });

  test('a stylesheet that cannot be read is shown where it is wrong, and one that asks for another where it does', async () => {
    const css = '@import "more.css";\nh1 { margin: 0; }}\n';
    const { diagnostics } = await writeEpub(renderBook(book(), { 'epub.css': css }).value, { date });
    const places = diagnostics.map(
      ({ code, file, range }) => `${code} ${file} ${range?.start.line}:${range?.start.column}`,
    );
    expect(places).toContain('css-syntax templates/epub.css 2:18');
    expect(places).toContain('epub-asset-missing templates/epub.css 1:1');
  });

  test('images come along under ASCII names', async () => {
    const of = book({
      body: [chapter('a', { html: '<p><img src="bilder/Bäume 1.png" alt="x"></p>' })],
      images: new Map([picture('bilder/Bäume 1.png')]),
    });
    const { names, text } = await epubOf(of);
    expect(names).toContain('OEBPS/images/Baume1.png');
    expect(text('a.xhtml')).toContain('src="images/Baume1.png"');
  });

  test('a package template of its own is used, and its faults are found', async () => {
    const wrong = '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"></package>';
    const { diagnostics } = await writeEpub(renderBook(book(), { 'epub/package.hbs': wrong }).value, {
      date,
    });
    expect(diagnostics.map(({ code }) => code)).toContain('epub-invalid');
    const unknown = await writeEpub(renderBook(book(), { 'epub/package.hbs': '<p>{{nothing}}</p>' }).value, {
      date,
    });
    expect(unknown.diagnostics.map(({ code, file }) => [code, file])).toEqual([
      ['template-unknown-name', 'templates/epub/package.hbs'],
    ]);
  });
});

test('what looks like a template of the packer is text', async () => {
  const odd = book({
    title: '<% throw 1 %> {{x}} & "q"',
    editors: ['<%= 1 %>'],
    body: [chapter('a', { title: '<%- 2 %>', html: '<p>&lt;% 3 %&gt;</p>' })],
  });
  const { xml, text } = await epubOf(odd);
  expect(all(xml('content.opf'), 'dc:title')[0]!.text).toBe('<% throw 1 %> {{x}} & "q"');
  expect(text('a.xhtml')).toContain('&lt;% 3 %&gt;');
});

test('a French anthology speaks French', async () => {
  const { text } = await epubOf(
    book({
      language: 'fr-CA',
      body: [
        chapter('a', {
          lang: 'fr-CA',
          authors: ['A', 'B', 'C'],
          html: `<p>x${call('1', '1')}</p>`,
          notes: [{ id: '1', label: '1', html: '<p>n</p>' }],
        }),
      ],
    }),
  );
  expect(text('toc.xhtml')).toContain('Table des matières');
  expect(text('a.xhtml')).toContain('Par A, B et C');
});

test('the same book and date give the same bytes, whatever the clock, the time zone and the language', async () => {
  const again = await epubOf();
  expect(Buffer.from(again.value).equals(Buffer.from(full.value))).toBe(true);
  const later = await writeEpub(renderBook(fullBook()).value, { date: new Date('2027-01-01T00:00:00Z') });
  expect(Buffer.from(later.value).equals(Buffer.from(full.value))).toBe(false);
  const inProcess = (env: Record<string, string>) =>
    execFileSync(
      process.execPath,
      [
        'node_modules/vitest/vitest.mjs',
        'run',
        'test/epub/digest.test.ts',
        '--silent=false',
        '--reporter=verbose',
      ],
      { env: { ...process.env, ...env }, encoding: 'utf8' },
    ).match(/digest ([0-9a-f]{64})/)![1];
  expect(inProcess({ TZ: 'Pacific/Kiritimati', LANG: 'ar_EG.UTF-8', LC_ALL: 'ar_EG.UTF-8' })).toBe(
    inProcess({ TZ: 'America/Anchorage', LANG: 'C', LC_ALL: 'C' }),
  );
}, 300_000);

test.skipIf(NO_JAVA)(
  `EPUBCheck has nothing to say about a book with some of everything${NO_JAVA ? ` (${NO_JAVA})` : ''}`,
  () => {
    expect(epubcheck(full.value)).toEqual([]);
  },
  300_000,
);
