import { languageNamed } from '../manuscript/values.js';
import type { Block, Metadata } from './draft.js';

/** Lines between which the text of a file of Project Gutenberg stands. */
const START = /^\*{3} ?START OF (?:THE|THIS) PROJECT GUTENBERG E-?BOOK\b/i;
const FINISH = /^(?:\*{3} ?)?END OF (?:THE |THIS )?PROJECT GUTENBERG(?:['’]S)?\b/i;
/** Who made the file stands at the beginning of the text. */
const CREDITS =
  /^(?:(?:this )?e-?(?:text|book) (?:was )?(?:prepared|produced)|produced) by\b|^transcriber['’]s notes?\b/i;
const CREDITS_WITHIN = 4;

/** What is known of a file of Project Gutenberg. */
export interface GutenbergFile {
  metadata: Metadata;
  /** What is not the text, by what it is. */
  around: { blocks: Block[]; reason: string }[];
}

/** Finds the text in a file of Project Gutenberg; undefined where it is none. */
export function gutenbergFile(blocks: readonly Block[]): GutenbergFile | undefined {
  const start = blocks.findIndex(({ text }) => START.test(text));
  if (start < 0) return undefined;
  const finish = blocks.findIndex(({ text }, i) => i > start && FINISH.test(text));
  const end = finish < 0 ? blocks.length : finish;
  const header = blocks.slice(0, start + 1);
  const credits = blocks.slice(start + 1, Math.min(end, start + 1 + CREDITS_WITHIN));
  return {
    metadata: metadataOf(header),
    around: [
      { blocks: header, reason: 'header of Project Gutenberg' },
      ...credits
        .filter(({ text }) => CREDITS.test(text))
        .map((block) => ({ blocks: [block], reason: 'who made the file' })),
      { blocks: blocks.slice(end), reason: 'licence of Project Gutenberg' },
    ],
  };
}

function metadataOf(header: readonly Block[]): Metadata {
  const said = (key: string) =>
    header
      .map(({ text }) => new RegExp(`^${key}: (.+)$`).exec(text)?.[1])
      .find((value) => value !== undefined);
  const [title, author, translator, language] = ['Title', 'Author', 'Translator', 'Language'].map(said);
  const lang = language && languageNamed(language);
  return {
    ...(title && { title }),
    ...(author && { author }),
    ...(translator && { translator }),
    ...(lang && { lang }),
  };
}
