import type { Report } from '../report.js';
import type { PdfDocument } from './document.js';
import { isDict, Name, type PdfObject, PdfSyntaxError, Str, Stream } from './objects.js';
import type { PdfReader } from './reader.js';

/** Of a version before 2.0, and by its second line no text file: four bytes that are no ASCII. */
const HEADER = /^%PDF-1\.[0-7]\r?[\r\n]%[\x80-\xff]{4}/;

export function checkHeader(bytes: Buffer, report: Report): void {
  report.expect('file-header', HEADER.test(bytes.toString('latin1', 0, 20)), () =>
    bytes.toString('latin1', 0, 8).startsWith('%PDF-1.') ? 'it lacks its second line' : 'it is none of PDF 1',
  );
}

/** What any reader can hold (ISO 19005-2, 6.1.13). Bytes. */
const [LONGEST_STRING, LONGEST_NAME, LARGEST_NUMBER] = [32_767, 127, 2 ** 31 - 1];
/** The sides of a page, in points. */
const [SMALLEST_SIDE, LARGEST_SIDE] = [3, 14_400];

/** Strings, names and numbers of every object, and the sizes of pages. */
export function checkLimits({ reader, pages }: PdfDocument, report: Report): void {
  for (const id of reader.ids()) {
    report.look('limits');
    const problem = excess(loaded(reader, id));
    if (problem) report.fail('limits', `object ${id} holds ${problem}`);
  }
  for (const { index, width, height } of pages)
    report.expect(
      'limits',
      Math.min(width, height) >= SMALLEST_SIDE && Math.max(width, height) <= LARGEST_SIDE,
      () => `page ${index + 1} is ${width} by ${height} points`,
    );
}

/** Null where it cannot be read, which is said elsewhere. */
function loaded(reader: PdfReader, id: number): PdfObject {
  try {
    return reader.load(id) ?? null;
  } catch (problem) {
    if (problem instanceof PdfSyntaxError) return null;
    throw problem;
  }
}

function excess(object: PdfObject): string | undefined {
  if (typeof object === 'number')
    return Math.abs(object) > LARGEST_NUMBER ? `the number ${object}` : undefined;
  if (object instanceof Str)
    return object.bytes.length > LONGEST_STRING ? `a string of ${object.bytes.length} bytes` : undefined;
  if (object instanceof Name) return nameExcess(object.value);
  if (object instanceof Stream) return excess(object.dict);
  if (Array.isArray(object)) return first(object, excess);
  if (!isDict(object)) return undefined;
  return first([...object.keys()], nameExcess) ?? first([...object.values()], excess);
}

/** @param name its bytes as characters */
function nameExcess(name: string): string | undefined {
  if (name.length > LONGEST_NAME) return `a name of ${name.length} bytes`;
  const text = Buffer.from(name, 'latin1').toString('utf8');
  return text.includes('\ufffd') ? 'a name that is no UTF-8' : undefined;
}

function first<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
