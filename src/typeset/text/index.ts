/**
 * Text to lines: what the page stage calls.
 *
 *     const fonts = createFontLibrary(faces);            // @font-face rules with their bytes; built-in families come by themselves
 *     const context = createTextContext(fonts);          // one a book: caches and diagnostics
 *     const paragraph = prepareParagraph(inlines, style, context);    // shaped once …
 *     const lines = breakLines(paragraph, { measure: 300 });          // … broken as often as wanted
 *
 * A text's width in one line is `paragraph.maxContent`. Everything is synchronous, in points; pages are unknown here.
 * A paragraph with nothing in it has no lines; one with only marks has one, of the height of its style. A paragraph
 * may be dropped once its lines are made: they do not refer to it.
 */

export { baselineShift } from './baseline.js';
export { breakLines, type LineOptions } from './break-lines.js';
export { createFontLibrary, type FontFace } from './font-library.js';
export { fontMetrics, inkOf, lineText } from './measure.js';
export { Paragraph, prepareParagraph } from './paragraph.js';
export { createTextContext, type TextContext } from './text-context.js';
export { type KeptText, TextRecord } from './text-record.js';
