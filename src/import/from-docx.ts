import { collapse, type Draft } from './draft.js';
import { fromHtml } from './from-html.js';

/** Word's own names for what Markdown has; anything else keeps its text and is named in the remarks. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "p[style-name='Block Text'] => blockquote > p:fresh",
  "p[style-name='Quotations'] => blockquote > p:fresh",
  ...Array.from({ length: 9 }, (_, i) => `p[style-name='toc ${i + 1}'] => p.toc:fresh`),
  "p[style-name='TOC Heading'] => p.toc:fresh",
  // What pandoc writes.
  "p[style-name='Author'] => p.author:fresh",
  "p[style-name='Captioned Figure'] => figure > p:fresh",
  "p[style-name='Image Caption'] => figure > figcaption:fresh",
  "r[style-name='Emphasis'] => em",
  "r[style-name='Subtle Emphasis'] => em",
  "r[style-name='Intense Emphasis'] => em",
  "r[style-name='Book Title'] => em",
];

/** Reads a Word document: its headings, quotations, lists, tables and footnotes. */
export async function fromDocx(bytes: Uint8Array): Promise<Draft> {
  const { default: mammoth } = await import('mammoth');
  const comments: string[] = [];
  const { value, messages } = await mammoth.convertToHtml(
    { buffer: Buffer.from(bytes) },
    {
      styleMap: STYLES,
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      transformDocument: (document: WordDocument) => {
        comments.push(...document.comments.map((comment) => collapse(wordsOf(comment))));
        return document;
      },
    },
  );
  const draft = fromHtml(`<body>${value}</body>`);
  // Mammoth writes one line.
  for (const item of [...draft.blocks, ...draft.dropped]) item.line = 0;
  draft.dropped.push(...comments.map((text) => ({ line: 0, text, reason: 'comment' })));
  draft.remarks.push(...remarks(messages.map(({ message }) => message)));
  return draft;
}

/** As much as is looked at of what mammoth reads. */
interface WordNode {
  type?: string;
  value?: string;
  children?: WordNode[];
  body?: WordNode[];
}

interface WordDocument extends WordNode {
  comments: WordNode[];
}

function wordsOf({ type, value, children, body }: WordNode): string {
  const words = value ?? (children ?? body ?? []).map(wordsOf).join('');
  return type === 'paragraph' ? `${words} ` : words;
}

/** What says nothing of a text: styles that a document uses and does not have, and those of single words. */
const OF_NO_USE = /^(?:\w+ style with ID .* was referenced but not defined|Unrecognised run style)/;

/** Styles whose paragraphs are plain ones. */
const PLAIN =
  /^(?:Normal.*|Body Text.*|First Paragraph|Compact|Date|Definition|Definition Term|List .*|Table .*|Horizontal Line)$/i;

/** What an editor has to know of what mammoth says, each thing once. */
function remarks(messages: readonly string[]): string[] {
  const styles = new Set<string>();
  const others = new Set<string>();
  for (const message of messages) {
    const [, name, id] = /^Unrecognised paragraph style: '?(.+?)'? \(Style ID: (.*)\)/.exec(message) ?? [];
    const style = name === 'null' ? id : name;
    if (OF_NO_USE.test(message)) continue;
    if (style === undefined) others.add(inOtherWords(message));
    else if (!PLAIN.test(style)) styles.add(style);
  }
  return [
    ...(styles.size > 0 ? [`taken for plain paragraphs: those of the styles ${[...styles].join(', ')}`] : []),
    ...others,
  ];
}

/** A message of mammoth’s as an editor understands it. */
function inOtherWords(message: string): string {
  if (message.includes('officeDocument/2006/math')) return 'formulas were left out';
  if (message.startsWith('Could not find image file')) return 'a picture is not in the file, but elsewhere';
  return message;
}
