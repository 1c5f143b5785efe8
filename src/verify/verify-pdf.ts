import { checkHeader, checkLimits } from './pdf/check-file.js';
import { checkFonts } from './pdf/check-fonts.js';
import { checkLinks } from './pdf/check-links.js';
import { checkForbidden, checkMetadata } from './pdf/check-metadata.js';
import { checkNavigation } from './pdf/check-navigation.js';
import { checkStructure } from './pdf/check-structure.js';
import { checkSyntax } from './pdf/check-syntax.js';
import { checkTables } from './pdf/check-tables.js';
import { type PdfDocument, readDocument } from './pdf/document.js';
import { PdfSyntaxError } from './pdf/objects.js';
import { PdfReader } from './pdf/reader.js';
import { Report } from './report.js';

/**
 * Checks a tagged PDF as far as the Matterhorn protocol can be checked by a machine, and beyond: whatever a validator lets
 * pass although a reader would stumble over it. Returns the document too, for its text; undefined where it cannot be read.
 */
export function verifyPdf(
  bytes: Uint8Array,
  report = new Report(),
): { report: Report; document?: PdfDocument } {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    checkHeader(buffer, report);
    const reader = new PdfReader(buffer);
    checkSyntax(reader, report);
    const document = readDocument(reader, report);
    checkLimits(document, report);
    checkStructure(document, report);
    checkTables(document, report);
    checkLinks(document, report);
    checkNavigation(document, report);
    checkFonts(document, report);
    checkMetadata(document, report);
    checkForbidden(document, report);
    return { report, document };
  } catch (problem) {
    if (!(problem instanceof PdfSyntaxError)) throw problem;
    report.fail('pdf-syntax', problem.message);
    return { report };
  }
}
