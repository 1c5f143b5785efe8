import { type Element, type PdfDocument, textOf } from '../../src/verify/pdf/document.js';
import { Lexer } from '../../src/verify/pdf/lexer.js';
import { type Dict, Keyword, type PdfObject, Stream } from '../../src/verify/pdf/objects.js';
import { PdfReader } from '../../src/verify/pdf/reader.js';
import { verifyPdf } from '../../src/verify/verify-pdf.js';

/** Opens a PDF that must pass every check. */
export function open(bytes: Uint8Array): PdfDocument {
  const { report, document } = verifyPdf(bytes);
  const failures = report
    .list()
    .flatMap(({ name, failures }) => failures.map((failure) => `${name}: ${failure}`));
  if (failures.length > 0 || !document) throw new Error(failures.join('\n'));
  return document;
}

/** The structure with its text, an element a line, indented. */
export function outline(document: PdfDocument): string {
  const lines: string[] = [];
  const visit = (element: Element, depth: number) => {
    const text = element.kids.flatMap((kid) =>
      kid.kind === 'content' ? [`“${contentOf(document, kid)}”`] : [],
    );
    const language = textOf(document.reader, element.dict.get('Lang'));
    const id = textOf(document.reader, element.dict.get('ID'));
    const notes = [language && `lang ${language}`, id && `id ${id}`].filter((note) => note);
    const links = element.kids.filter((kid) => kid.kind === 'annotation').length;
    const said = [element.type, ...notes, ...(links > 0 ? [`${links} annotations`] : []), ...text];
    lines.push('  '.repeat(depth) + said.join(' '));
    for (const kid of element.kids) if (kid.kind === 'element') visit(kid.element, depth + 1);
  };
  for (const element of document.top) visit(element, 0);
  return lines.join('\n');
}

/** All text of the structure, in order. */
export function text(document: PdfDocument): string {
  return document.elements
    .flatMap(({ kids }) => kids.flatMap((kid) => (kid.kind === 'content' ? contentOf(document, kid) : [])))
    .join('');
}

function contentOf(document: PdfDocument, kid: { page: number | undefined; mcid: number }): string {
  return document.pageById.get(kid.page ?? -1)?.content.texts.get(kid.mcid) ?? '(nothing)';
}

/** A page's content stream, as text. */
export function content(document: PdfDocument, page: number): string {
  const stream = document.reader.resolve(document.pages[page]!.dict.get('Contents'));
  return document.reader.data(stream as Stream).toString('latin1');
}

/** The operators of a page's content stream, each with its operands before it. */
export function operations(document: PdfDocument, page: number): [operator: string, ...PdfObject[]][] {
  const lexer = new Lexer(Buffer.from(content(document, page), 'latin1'), 0, false);
  const found: [string, ...PdfObject[]][] = [];
  let operands: PdfObject[] = [];
  for (let token = lexer.next(); token !== undefined; token = lexer.next())
    if (token instanceof Keyword) {
      found.push([token.value, ...operands]);
      operands = [];
    } else operands.push(token);
  return found;
}

/** The codes that a string of two-byte codes holds. */
export function codesIn(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readUInt16BE(2 * i));
}

/** All streams of a kind, with their data decoded. */
export function images(bytes: Uint8Array): { dict: Dict; data: Buffer }[] {
  const reader = new PdfReader(Buffer.from(bytes));
  return reader.ids().flatMap((id) => {
    const object = reader.load(id);
    const image = object instanceof Stream && reader.isName(object.dict.get('Subtype'), 'Image');
    return image ? [{ dict: object.dict, data: reader.data(object) }] : [];
  });
}
