/** The endings of files that import reads. */
export const FORMATS = new Set(['.txt', '.text', '.html', '.htm', '.xhtml', '.md', '.markdown', '.docx']);

const WORD = 'open it in a word processor, and save it as .docx';
const WEB = 'open it in a browser, and save it as a page of HTML only';
const PDF = 'save its words as .docx or .txt: a PDF does not say what is a paragraph, a heading or a note';
const EPUB = 'unpack it, and import the .xhtml files of its chapters';

const MARKDOWN = 'it is Markdown of a kind: give it the ending .md';
const OTHER = 'make a .docx or .md file of it: pandoc does, for instance';

/** What to make of files that import does not read. */
const HINTS: Record<string, string> = {
  '.doc': WORD,
  '.odt': WORD,
  '.pages': WORD,
  '.rtf': WORD,
  '.wpd': WORD,
  '.mht': WEB,
  '.mhtml': WEB,
  '.webarchive': WEB,
  '.pdf': PDF,
  '.epub': EPUB,
  '.adoc': OTHER,
  '.org': OTHER,
  '.rst': OTHER,
  '.tex': OTHER,
  '.mdx': MARKDOWN,
  '.qmd': MARKDOWN,
  '.rmd': MARKDOWN,
};

/** What to do with a file of an ending that import does not read. */
export function hintFor(ending: string): string {
  return HINTS[ending] ?? `expected one of: ${[...FORMATS].join(', ')}`;
}

/** How files begin that are no text. */
const BEGINNINGS: [beginning: string, name: string, ending: string][] = [
  ['{\\rtf', 'an RTF file', '.rtf'],
  ['%PDF-', 'a PDF', '.pdf'],
  ['\xd0\xcf\x11\xe0', 'an old Word file', '.doc'],
  ['bplist00', 'a web archive', '.webarchive'],
  ['PK\x03\x04', 'a packed file (of Word, OpenDocument or an EPUB)', ''],
];

/** A page and its pictures as one message of mail. */
const WEB_ARCHIVE = /^[\w-]+: [\s\S]*^Content-Type: multipart\/related/im;

/** What a file is that has the ending of a text and is none. */
export function disguise(bytes: Uint8Array): { name: string; hint: string } | undefined {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  if (WEB_ARCHIVE.test(head)) return { name: 'a web archive (MHTML)', hint: WEB };
  const found = BEGINNINGS.find(([beginning]) => head.startsWith(beginning));
  return found && { name: found[1], hint: HINTS[found[2]] ?? 'give it its own ending, or save it as .docx' };
}
