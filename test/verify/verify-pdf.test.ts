import { beforeAll, describe, expect, test } from 'vitest';
import { writePdf } from '../../src/pdf/write-pdf.js';
import type { CheckName } from '../../src/verify/checks.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';
import { METADATA, sampleBook } from '../pdf/sample.js';
import { Dissected } from './damage.js';

let good: Uint8Array;
beforeAll(async () => {
  good = (await writePdf(sampleBook().layout(), METADATA)).value;
});

describe('a good file', () => {
  test('passes every check, and every check of PDF looks at something', () => {
    const { report } = verifyPdf(good);
    expect(report.list().flatMap((check) => check.failures)).toEqual([]);
    const looked = report.list().filter((check) => check.looked > 0);
    expect(looked.map((check) => check.name)).toEqual(report.list().map((check) => check.name));
    expect(looked.length).toBeGreaterThanOrEqual(38);
  });

  test('passes as well when it is taken apart and put together again', () => {
    expect(verifyPdf(new Dissected(good).assemble()).report.failed).toEqual([]);
  });
});

/** One damage each: what is done, which checks must fail (others may, where one fault brings another), and how. */
const DAMAGES: [string, CheckName, (file: Dissected) => unknown][] = [
  // Syntax
  ['an object that is missing', 'pdf-syntax', (f) => f.remove(f.find(/\/Type \/OutputIntent/))],
  [
    'a reference to nothing',
    'pdf-syntax',
    (f) => f.replace(/\/Type \/Catalog/, '/Type /Catalog/Bad 9999 0 R'),
  ],
  [
    'a key twice in a dictionary',
    'pdf-syntax',
    (f) => f.replace('/Type /Catalog', '/Type /Catalog/Type /Catalog'),
  ],
  ['a page tree that miscounts', 'pdf-syntax', (f) => f.replace('/Count 6', '/Count 7')],
  ['no identifier', 'pdf-syntax', (f) => f.replace(/\/ID \[.*\]/, '')],
  // Content streams
  [
    'a string that is too long',
    'limits',
    (f) => f.replace('/Contents (Note 1)', `/Contents (${'a'.repeat(32_768)})`),
  ],
  [
    'a name that is too long',
    'limits',
    (f) => f.replace('/Type /Catalog', `/Type /Catalog/K /${'a'.repeat(128)}`),
  ],
  ['a name that is no UTF-8', 'limits', (f) => f.replace('/Type /Catalog', '/Type /Catalog/K /a#ff')],
  ['a number that is too large', 'limits', (f) => f.replace('/Type /Catalog', '/Type /Catalog/K 2147483648')],
  [
    'a page as large as a house',
    'limits',
    (f) => f.replace(/\/MediaBox \[.*?\]/, '/MediaBox [0 0 14401 500]'),
  ],
  ['too many q', 'limits', (f) => f.replace('\nBT\n', `\n${'q '.repeat(29)}${'Q '.repeat(29)}\nBT\n`)],
  ['an unknown rendering intent', 'pdf-content', (f) => f.replace('\nBT\n', '\n/Bright ri\nBT\n')],
  ['NaN in a TJ', 'pdf-content', (f) => f.replace(/\)(-?\d+)\(/, ')NaN(')],
  ['an unknown operator', 'pdf-content', (f) => f.replace(/\nBT\n/, '\nfoo\nBT\n')],
  ['an operand too few', 'pdf-content', (f) => f.replace(/(\S+) \S+ Td/, '$1 Td')],
  ['a marked content that is not closed', 'pdf-content', (f) => f.replace(/\nEMC\nET/, '\nET')],
  ['an EMC too many', 'pdf-content', (f) => f.replace(/\nEMC\nET/, '\nEMC\nEMC\nET')],
  ['q without Q', 'pdf-content', (f) => f.replace(/\nQ\n/, '\n')],
  ['a text object in a text object', 'pdf-content', (f) => f.replace('BT\n', 'BT\nBT\n')],
  ['a path in a text object', 'pdf-content', (f) => f.replace(/\nEMC\nET/, '\n0 0 m 1 1 l S\nEMC\nET')],
  [
    'a font that the page does not have',
    'pdf-content',
    (f) => f.replace(/\/Test-Regular 10 Tf/, '/F9 10 Tf'),
  ],
  // Marked content
  [
    'text that is not marked',
    'content-marked',
    (f) => f.replace(/\/Title <<\/MCID 0>> BDC([\s\S]*?)EMC/, '$1'),
  ],
  [
    'a graphic that is not marked',
    'content-marked',
    (f) => f.replace(/\/Artifact <<\/Type\/Layout>> BDC([\s\S]*?)EMC/, '$1'),
  ],
  [
    'an artifact within tagged content',
    'content-marked',
    (f) =>
      f.replace(/(\/Title <<\/MCID 0>> BDC)([\s\S]*?)EMC/, '$1\n/Artifact <</Type/Layout>> BDC$2EMC\nEMC'),
  ],
  [
    'an artifact of unknown type',
    'artifact-type',
    (f) => f.replace('/Artifact <</Type/Layout>>', '/Artifact <</Type/Lay>>'),
  ],
  [
    'a background without box',
    'artifact-type',
    (f) => f.replace(/\/Background\/BBox\[[^\]]*\]/, '/Background'),
  ],
  ['an MCID twice on a page', 'mcid-unique', (f) => f.replace(/\/MCID 1>>/, '/MCID 0>>')],
  [
    'an MCID in no element',
    'mcid-owned',
    (f) => f.replace(/(\/S \/P\/P \d+ 0 R\/Pg \d+ 0 R)\/K \d+/, '$1/K 77'),
  ],
  [
    'an MCID in two elements',
    'mcid-owned',
    (f) => f.replace(/(\/S \/LBody\/P \d+ 0 R\/Pg \d+ 0 R)\/K (\d+)/, (_, a, n) => `${a}/K [${n} 0]`),
  ],
  [
    'an MCR without page',
    'mcid-owned',
    (f) => f.replace(/(\/S \/H1\/P \d+ 0 R)\/Pg \d+ 0 R(\/K) (\d+)/, '$1$2 <</Type/MCR/MCID $3>>'),
  ],
  // Parent tree
  [
    'a parent tree that names the wrong element',
    'parent-tree',
    (f) => f.replace(/^\[(\d+) 0 R (\d+) 0 R/, '[$2 0 R $2 0 R'),
  ],
  ['a parent tree with a null', 'parent-tree', (f) => f.replace(/^\[(\d+) 0 R (\d+) 0 R/, '[null $2 0 R')],
  ['a page without StructParents', 'parent-tree', (f) => f.replace(/\/StructParents 2/, '')],
  [
    'an annotation with the StructParent of another',
    'parent-tree',
    (f) => f.replace(/\/StructParent 7\//, '/StructParent 6/'),
  ],
  [
    'a next key that is taken',
    'parent-tree',
    (f) => f.replace(/\/ParentTreeNextKey \d+/, '/ParentTreeNextKey 3'),
  ],
  // Structure tree
  [
    'an element with the wrong parent',
    'structure-tree',
    (f) => f.replace(/(\/S \/LI\/P) \d+ 0 R/, `$1 ${f.find(/\/S \/Document/)} 0 R`),
  ],
  [
    'an element that stands twice',
    'structure-tree',
    (f) => f.replace(/(\/S \/L\/P \d+ 0 R.*\/K \[)(\d+) 0 R \d+ 0 R/, '$1$2 0 R $2 0 R'),
  ],
  ['a type that is not mapped', 'structure-tree', (f) => f.replace(/\/RoleMap <<\/Title \/P>>/, '')],
  ['a standard type that is mapped', 'structure-tree', (f) => f.replace('/RoleMap <<', '/RoleMap <</P /Div')],
  ['a role map that goes round', 'structure-tree', (f) => f.replace('/RoleMap <<', '/RoleMap <</A /B/B /A')],
  ['a role map that leads nowhere', 'structure-tree', (f) => f.replace('/RoleMap <<', '/RoleMap <</A /B')],
  ['no structure tree', 'structure-tree', (f) => f.replace(/\/StructTreeRoot \d+ 0 R/, '')],
  [
    'an element without kids',
    'element-empty',
    (f) => f.replace(/(\/S \/Lbl\/P \d+ 0 R\/Pg \d+ 0 R)\/K \d+/, '$1'),
  ],
  ['text straight in a list item', 'element-nesting', (f) => f.replace(/(\/S) \/LBody/, '$1 /Span')],
  ['a list item without list', 'element-nesting', (f) => f.replace(/\/S \/L\//, '/S /Div/')],
  ['a paragraph in a table of contents', 'element-nesting', (f) => f.replace(/\/S \/TOCI/, '/S /P')],
  [
    'a group with bare content',
    'element-nesting',
    (f) => f.replace(/\/S \/P(\/P \d+ 0 R\/Pg \d+ 0 R\/K \d)/, '/S /Sect$1'),
  ],
  ['headings that begin with H2', 'heading-order', (f) => f.replace(/\/S \/H1/, '/S /H2')],
  ['a heading level that is skipped', 'heading-order', (f) => f.replace(/\/S \/H2/, '/S /H3')],
  ['a row with a column too few', 'table-shape', (f) => f.replace(/\/ColSpan 2/, '/ColSpan 1')],
  ['a table head without body', 'table-shape', (f) => f.replace(/\/S \/TBody/, '/S /THead')],
  ['a cell outside a row', 'table-shape', (f) => f.replace(/\/S \/TR/, '/S /Div')],
  ['a row span out of its section', 'table-shape', (f) => f.replace(/\/ColSpan 2/, '/ColSpan 2/RowSpan 3')],
  ['a header cell without scope', 'table-scope', (f) => f.replace(/\/Scope \/Row/, '')],
  ['a list without numbering', 'list-numbering', (f) => f.replace(/\/ListNumbering \/None/, '')],
  [
    'a list with an unknown numbering',
    'list-numbering',
    (f) => f.replace(/\/ListNumbering \/Decimal/, '/ListNumbering /Numbers'),
  ],
  ['a figure without alternative text', 'alternative-text', (f) => f.replace(/\/Alt \(A blue sheet\)/, '')],
  [
    'a figure with an empty alternative text',
    'alternative-text',
    (f) => f.replace(/\/Alt \(A blue sheet\)/, '/Alt ( )'),
  ],
  [
    'an alternative text of private use',
    'alternative-text',
    (f) => f.replace('/Alt (A blue sheet)', '/Alt <feffe000>'),
  ],
  ['a figure without box', 'figure-box', (f) => f.replace(/\/BBox \[[^\]]*\]/, '')],
  ['a figure with a box off the page', 'figure-box', (f) => f.replace(/\/BBox \[30/, '/BBox [-30')],
  ['a note without id', 'note-id', (f) => f.replace(/(\/S \/Note.*)\/ID \(note-1\)/, '$1')],
  ['an id that stands twice', 'note-id', (f) => f.replace(/\/S \/BlockQuote/, '/S /BlockQuote/ID (note-1)')],
  ['no ID tree', 'id-tree', (f) => f.replace(/\/IDTree \d+ 0 R/, '')],
  ['an ID tree with a dead entry', 'id-tree', (f) => f.replace(/\[\(note-1\)/, '[(note-0)')],
  ['no language', 'language', (f) => f.replace(/\/Lang \(en-GB\)/, '')],
  ['a language with an underscore', 'language', (f) => f.replace(/\/Lang \(en-GB\)/, '/Lang (en_GB)')],
  ['a language of a span that is none', 'language', (f) => f.replace(/\/Lang \(fr\)/, '/Lang (français)')],
  // Links
  ['a link element without annotation', 'link-element', (f) => f.replace(/<<\/Type \/OBJR[^>]*>>/, '')],
  ['an annotation in a paragraph', 'link-element', (f) => f.replace(/\/S \/Link/, '/S /Span')],
  [
    'an object reference to the wrong page',
    'link-element',
    (f) => f.replace(/(\/Type \/OBJR\/Obj \d+ 0 R\/Pg) \d+/, `$1 ${f.find(/\/StructParents 5/)}`),
  ],
  ['an annotation without words', 'link-contents', (f) => f.replace(/\/Contents \(Note 1\)/, '')],
  [
    'an annotation with empty words',
    'link-contents',
    (f) => f.replace(/\/Contents \(Note 1\)/, '/Contents ()'),
  ],
  ['a link to nowhere', 'link-target', (f) => f.replace(/\/Dest \(note-1\)/, '/Dest (note-2)')],
  ['a URI that is not ASCII', 'link-target', (f) => f.replace('(https://example', '(https://ex\xe4mple')],
  ['an action that launches', 'link-target', (f) => f.replace(/\/S \/URI\/URI/, '/S /Launch/URI')],
  ['a hidden annotation', 'annotation-flags', (f) => f.replace(/\/F 4/, '/F 6')],
  ['an annotation that is not printed', 'annotation-flags', (f) => f.replace(/\/F 4/, '/F 0')],
  [
    'an annotation off the page',
    'annotation-flags',
    (f) => f.replace(/\/Rect \[\S+ \S+ \S+/, '/Rect [0 0 900'),
  ],
  [
    'an annotation that is no link',
    'annotation-flags',
    (f) => f.replace(/\/Subtype \/Link/, '/Subtype /Stamp'),
  ],
  ['quadrilaterals elsewhere', 'annotation-flags', (f) => f.replace(/\/QuadPoints \[\S+/, '/QuadPoints [5')],
  ['a page without tab order', 'tab-order', (f) => f.replace(/\/Tabs \/S(.*\/Annots)/, '$1')],
  // Navigation
  ['a destination on no page', 'destinations', (f) => f.replace(/\[\d+ 0 R \/XYZ/, '[null /XYZ')],
  ['destinations out of order', 'destinations', (f) => f.replace('[(call-1)', '[(zzz)')],
  ['an outline that miscounts', 'outline', (f) => f.replace(/(\/Type \/Outlines.*\/Count) 4/, '$1 3')],
  [
    'an outline whose last item is another',
    'outline',
    (f) => f.replace(/(\/Type \/Outlines\/First (\d+) 0 R\/Last) \d+/, '$1 $2'),
  ],
  [
    'an outline item that leads nowhere',
    'outline',
    (f) => f.replace(/(\/Title \(On Tables\).*)\/Dest \(chapter-2\)/, '$1/Dest (chapter-9)'),
  ],
  [
    'an outline item without way back',
    'outline',
    (f) => f.replace(/(\/Title \(On Tables\).*)\/Prev \d+ 0 R/, '$1'),
  ],
  ['no page labels', 'page-labels', (f) => f.replace(/\/PageLabels <<.*?\]>>/, '')],
  ['page labels that begin late', 'page-labels', (f) => f.replace(/(\/PageLabels <<\/Nums \[)0/, '$11')],
  // Fonts
  ['a font that is not embedded', 'font-embedded', (f) => f.replace(/\/FontFile2 \d+ 0 R/, '')],
  ['a font without Unicode map', 'font-unicode', (f) => f.replace(/\/ToUnicode \d+ 0 R/, '')],
  [
    'a character that means nothing',
    'font-unicode',
    (f) => f.replace(/(beginbfchar\n.*\n<\w{4}>)<[^>]*>/, '$1<>'),
  ],
  [
    'a character that means U+0000',
    'font-unicode',
    (f) => f.replace(/(beginbfchar\n.*\n<\w{4}>)<[^>]*>/, '$1<0000>'),
  ],
  [
    'a character that means U+FEFF',
    'font-unicode',
    (f) => f.replace(/(beginbfchar\n.*\n<\w{4}>)<[^>]*>/, '$1<feff>'),
  ],
  [
    'a character of private use',
    'font-unicode',
    (f) => f.replace(/(beginbfchar\n.*\n<\w{4}>)<[^>]*>/, '$1<e000>'),
  ],
  ['.notdef shown', 'font-notdef', (f) => f.replace(/\[\([^\\][^\\]/, '[(\0\0')],
  ['a width that is not the font’s', 'font-widths', (f) => f.replace(/\/W \[(\d+) \[[\d.]+/, '/W [$1 [1')],
  ['a font without mapping to glyphs', 'font-encoding', (f) => f.replace(/\/CIDToGIDMap \d+ 0 R/, '')],
  [
    'a CIDSet that leaves glyphs out',
    'font-encoding',
    (f) => f.replace(/\/StemV 0/, `/StemV 0/CIDSet ${f.add('<<>>', '\x80')} 0 R`),
  ],
  // Metadata
  ['metadata that are no XML', 'xmp', (f) => f.replace('&#38;', '&')],
  ['no metadata', 'xmp', (f) => f.replace(/\/Metadata \d+ 0 R/, '')],
  ['a title that differs', 'xmp', (f) => f.replace('x-default">A Sample', 'x-default">The Sample')],
  ['no title', 'title', (f) => f.replace(/<dc:title>.*?<\/dc:title>/, '')],
  ['a title that is not shown', 'title', (f) => f.replace('/DisplayDocTitle true', '/DisplayDocTitle false')],
  ['a file that does not say it is tagged', 'marked', (f) => f.replace('/Marked true', '/Marked false')],
  ['suspects', 'marked', (f) => f.replace('/Marked true', '/Marked true/Suspects true')],
  ['another part of PDF/UA', 'conformance', (f) => f.replace('<pdfuaid:part>1', '<pdfuaid:part>3')],
  [
    'pdfuaid without explanation',
    'conformance',
    (f) => f.replace(/<rdf:Description [^>]*xmlns:pdfaExtension.*?<\/rdf:Description>/, ''),
  ],
  [
    'pdfuaid under another prefix',
    'xmp',
    (f) => f.replace(/^[\s\S]*pdfuaid[\s\S]*$/, (text) => text.replace(/\bpdfuaid(?=:|=)/g, 'ua')),
  ],
  [
    'a packet that says how long it is',
    'xmp',
    (f) => f.replace('<?xpacket begin="', '<?xpacket bytes="9" begin="'),
  ],
  ['a property of no schema', 'xmp', (f) => f.replace('<dc:title>', '<dc:mood>merry</dc:mood><dc:title>')],
  [
    'a schema that nobody knows',
    'xmp',
    (f) => f.replace('<dc:title>', '<q:mood xmlns:q="http://example.org/">gay</q:mood><dc:title>'),
  ],
  ['no output intent', 'colour', (f) => f.replace(/\/OutputIntents \[[^\]]*\]/, '')],
  ['a colour in CMYK', 'colour', (f) => f.replace(/\n0 g\n/, '\n0 0 0 1 k\n')],
  [
    'a script',
    'forbidden',
    (f) => f.replace('/Type /Catalog', '/Type /Catalog/OpenAction <</S/JavaScript/JS(1)>>'),
  ],
  [
    'transparency in CMYK',
    'colour',
    (f) => f.replace('/Type /Page/', '/Type /Page/Group <</S/Transparency/CS/DeviceCMYK>>/'),
  ],
  [
    'a filter that hides',
    'forbidden',
    (f) => f.replace('/Type /Metadata', '/Type /Metadata/FFilter /FlateDecode'),
  ],
  [
    'layers',
    'forbidden',
    (f) => f.replace('/Type /Catalog', '/Type /Catalog/OCProperties <</OCGs[]/D<</AS[]>>>>'),
  ],
  ['a slide show', 'forbidden', (f) => f.replace('/Type /Page/', '/Type /Page/PresSteps <<>>/')],
  [
    'an image that is smoothed',
    'forbidden',
    (f) => f.replace('/Subtype /Image', '/Subtype /Image/Interpolate true'),
  ],
  ['an unknown intent', 'forbidden', (f) => f.replace('/Subtype /Image', '/Subtype /Image/Intent /Bright')],
  [
    'an unknown blend mode',
    'forbidden',
    (f) => f.replace('/Font <<', '/ExtGState <</G <</BM /Loud>>>>/Font <<'),
  ],
  [
    'an action that goes on',
    'forbidden',
    (f) => f.replace('/S /URI/URI', '/Next <</S/Named/N/Print>>/S /URI/URI'),
  ],
  ['a version of its own', 'forbidden', (f) => f.replace('/Type /Catalog', '/Type /Catalog/Version /2.0')],
  [
    'an embedded file',
    'forbidden',
    (f) =>
      f.replace(/\/Names <</, '/Names <</EmbeddedFiles <</Names[]>>') && f.add('<</EmbeddedFiles null>>'),
  ],
];

describe('damaged files are rejected', () => {
  test.each(DAMAGES)('%s: %s', (_, check, damage) => {
    const file = new Dissected(good);
    damage(file);
    expect(verifyPdf(file.assemble()).report.failed).toContain(check);
  });

  test.each([
    ['a stream of the wrong length', () => lengthen(new Dissected(good).assemble())],
    ['an empty file', () => Buffer.alloc(0)],
    ['no PDF', () => Buffer.from('once upon a time')],
    ['the first half', () => Buffer.from(good.subarray(0, good.length / 2))],
    ['without its end', () => Buffer.from(good.subarray(0, good.length - 12))],
    [
      'shifted by a byte',
      () =>
        Buffer.concat([Buffer.from(good.subarray(0, 9)), Buffer.from('\n'), Buffer.from(good.subarray(9))]),
    ],
  ])('%s is no PDF that can be read', (_, make) => {
    expect(verifyPdf(make()).report.failed).toContain('pdf-syntax');
  });
});

test.each([
  ['a later version', '%PDF-1.7', '%PDF-2.0'],
  ['no second line of bytes', '%\xe2\xe3\xcf\xd3', '%four'],
  ['something before it', '%PDF', '\n%PDF'],
])('a file whose header has %s is rejected', (_, from, to) => {
  const file = new Dissected(good).assemble().toString('latin1').replace(from, to);
  expect(verifyPdf(Buffer.from(file, 'latin1')).report.failed).toContain('file-header');
});

/** Makes the first Length of a file wrong, without moving anything. */
function lengthen(file: Buffer): Buffer {
  const text = file.toString('latin1');
  const damaged = text.replace(/\/Length (\d)/, (_, digit) => `/Length ${(Number(digit) % 9) + 1}`);
  expect(damaged.length).toBe(text.length);
  return Buffer.from(damaged, 'latin1');
}
