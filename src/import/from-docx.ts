import type { Draft } from './draft.js';
import { fromHtml } from './from-html.js';

/** Word's own names for what Markdown has; anything else keeps its text and is named in the remarks. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
  "p[style-name='Quotations'] => blockquote > p:fresh",
];

/** Reads a Word document: its headings, quotations, lists, tables and footnotes. */
export async function fromDocx(bytes: Uint8Array): Promise<Draft> {
  const { default: mammoth } = await import('mammoth');
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    { styleMap: STYLES, convertImage: mammoth.images.imgElement(async () => ({ src: '' })) },
  );
  const draft = fromHtml(`<body>${value}</body>`);
  draft.remarks.push(...new Set(messages.map(({ message }) => message)));
  return draft;
}
