import type { Root } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { type Data, type Processor, unified } from 'unified';
import type { Definitions } from './parse-markdown.js';

type Extension = NonNullable<Data['micromarkExtensions']>[number];

// A single tilde means “about” more often than it means a deletion.
const GFM = { singleTilde: false };

/** Constructs that make blocks, and footnotes: all of them are off in a line of Markdown. */
const BLOCK_CONSTRUCTS = [
  ...['blockQuote', 'codeFenced', 'codeIndented', 'definition', 'headingAtx', 'htmlFlow', 'list'],
  ...['setextUnderline', 'thematicBreak', 'table'],
  ...['gfmFootnoteDefinition', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall'],
];

const blockParser = parser();
const inlineParser = parser({ disable: { null: BLOCK_CONSTRUCTS } });

/** Markdown with blocks: CommonMark, and GitHub's tables, strikethrough, task lists, addresses and footnotes. */
export function parseBlocks(text: string, definitions?: Definitions): Root {
  return (definitions ? parser(defining(definitions)) : blockParser).parse(text);
}

/** Markdown without blocks: “1917. A year” is no list. */
export function parseInline(text: string): Root {
  return inlineParser.parse(text);
}

function parser(extension?: Extension) {
  return unified()
    .use(remarkParse)
    .use(remarkGfm, GFM)
    .use(function (this: Processor) {
      const data = this.data();
      if (extension) data.micromarkExtensions = [...(data.micromarkExtensions ?? []), extension];
    })
    .freeze();
}

/** Makes names known that are defined outside of what is parsed: a construct that matches nothing, and tells them first. */
function defining({ links, footnotes }: Definitions): Extension {
  const told = new WeakSet<object>();
  return {
    document: {
      null: {
        name: 'definitionsElsewhere',
        tokenize(_, __, nok) {
          const parser: { defined: string[]; gfmFootnotes?: string[] } = this.parser;
          if (!told.has(parser)) {
            told.add(parser);
            parser.defined = [...parser.defined, ...links];
            parser.gfmFootnotes = [...(parser.gfmFootnotes ?? []), ...footnotes];
          }
          return nok;
        },
      },
    },
  };
}
