import { pick } from './prose.js';

/** A word with the marks at it. Words keep their id through edits; words put in have none. */
interface Word {
  id: number;
  text: string;
}

/** A text as paragraphs of words. Edits make new ones. */
export type Document = Word[][];

/** The quoted words: `count` of them in one paragraph, from `from`. */
export interface Quoted {
  paragraph: number;
  from: number;
  count: number;
}

export interface Edit {
  name: string;
  /** Whether the quoted words are gone afterwards, so that no place is right. */
  deletes?: boolean;
  /** The fewest words that a quotation must have for the edit to mean something. */
  least?: number;
  apply(document: Document, quoted: Quoted, random: () => number): Document;
}

export function toDocument(paragraphs: readonly string[]): Document {
  let id = 0;
  return paragraphs.map((paragraph) => paragraph.split(' ').map((text) => ({ id: id++, text })));
}

const INSERTED = -1;
const inserted = (text: string): Word[] => text.split(' ').map((word) => ({ id: INSERTED, text: word }));
const anyWord = (document: Document, random: () => number) => bare(pick(pick(document, random), random).text);
const bare = (text: string) => text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '') || 'so';

/** Another word in a word's place, between the same marks. */
function replaced(word: Word, by: string): Word {
  return { id: word.id, text: word.text.replace(bare(word.text), () => by) };
}

/** A document with one paragraph edited. */
function inParagraph(document: Document, index: number, edit: (words: Word[]) => Word[]): Document {
  return document.map((words, at) => (at === index ? edit([...words]) : words));
}

/** An edit of the paragraph that the quotation is in. */
const local =
  (edit: (words: Word[], quoted: Quoted, random: () => number, document: Document) => void): Edit['apply'] =>
  (document, quoted, random) =>
    inParagraph(document, quoted.paragraph, (words) => {
      edit(words, quoted, random, document);
      return words;
    });

const within = ({ from, count }: Quoted, random: () => number) => from + Math.floor(random() * count);

/** Where the sentence around a word begins and ends. */
function sentence(words: Word[], at: number): [number, number] {
  const ends = (word: Word) => /[.?!]”?\)?$/.test(word.text);
  let start = at;
  while (start > 0 && !ends(words[start - 1]!)) start--;
  let end = at;
  while (end < words.length - 1 && !ends(words[end]!)) end++;
  return [start, end + 1];
}

/** The sentences that a quotation touches. */
function sentences(words: Word[], { from, count }: Quoted): [number, number] {
  return [sentence(words, from)[0], sentence(words, from + count - 1)[1]];
}

const ADDED = 'Upstairs somebody rehearsed Schubert on an untuned spinet.';

/** Every kind of edit that is calibrated. */
export const EDITS: Edit[] = [
  { name: 'nothing', apply: (document) => document },
  {
    name: 'typography cleaned up',
    apply: (document) =>
      document.map((words) =>
        words.map(({ id, text }) => ({
          id,
          text: text
            .replace('fi', 'ﬁ')
            .replace('“', '«\u00a0')
            .replace('”', '\u00a0»')
            .replace('—', '--')
            .normalize('NFD'),
        })),
      ),
  },
  {
    name: 'a letter of it mistyped',
    apply: local((words, quoted, random) => {
      const at = within(quoted, random);
      const { text } = words[at]!;
      const letter = Math.floor(random() * bare(text).length) + text.indexOf(bare(text));
      words[at] = { id: words[at]!.id, text: `${text.slice(0, letter)}x${text.slice(letter + 1)}` };
    }),
  },
  {
    name: 'a word of it inflected',
    apply: local((words, quoted, random) => {
      const at = within(quoted, random);
      words[at] = replaced(words[at]!, `${bare(words[at]!.text)}s`);
    }),
  },
  {
    name: 'a word of it replaced',
    apply: local((words, quoted, random, document) => {
      const at = within(quoted, random);
      words[at] = replaced(words[at]!, anyWord(document, random));
    }),
  },
  {
    name: 'a word put into it',
    least: 2,
    apply: local((words, quoted, random) => {
      words.splice(quoted.from + 1 + Math.floor(random() * (quoted.count - 1)), 0, ...inserted('not'));
    }),
  },
  {
    name: 'a word of it deleted',
    least: 2,
    apply: local((words, quoted, random) => {
      words.splice(within(quoted, random), 1);
    }),
  },
  {
    name: 'half of it deleted',
    least: 4,
    apply: local((words, { from, count }) => {
      words.splice(from + Math.floor(count / 2), Math.ceil(count / 2));
    }),
  },
  {
    name: 'its end and what follows deleted',
    least: 4,
    apply: local((words, { from, count }) => {
      words.splice(from + count - Math.max(1, Math.floor(count / 4)), Math.max(1, Math.floor(count / 4)) + 3);
    }),
  },
  {
    name: 'a word beside it replaced',
    apply: local((words, { from, count }, random, document) => {
      const at = random() < 0.5 && from > 0 ? from - 1 : from + count;
      if (words[at]) words[at] = replaced(words[at]!, anyWord(document, random));
    }),
  },
  {
    name: 'words put in beside it',
    apply: local((words, { from, count }, random) => {
      words.splice(random() < 0.5 ? from : from + count, 0, ...inserted('of the much disputed'));
    }),
  },
  {
    name: 'a sentence put in before its own',
    apply: local((words, quoted) => {
      words.splice(sentences(words, quoted)[0], 0, ...inserted(ADDED));
    }),
  },
  {
    name: 'its paragraph broken in two within it',
    least: 2,
    apply: (document, { paragraph, from, count }, random) => {
      const words = document[paragraph]!;
      const at = from + 1 + Math.floor(random() * (count - 1));
      return [
        ...document.slice(0, paragraph),
        words.slice(0, at),
        words.slice(at),
        ...document.slice(paragraph + 1),
      ];
    },
  },
  {
    name: 'sentences of its paragraph shuffled',
    apply: local((words, quoted) => {
      const [start, end] = sentences(words, quoted);
      words.splice(
        0,
        words.length,
        ...words.slice(end),
        ...words.slice(start, end),
        ...words.slice(0, start),
      );
    }),
  },
  {
    name: 'its paragraph moved to the other end',
    apply: (document, { paragraph }) => {
      const rest = document.filter((_, at) => at !== paragraph);
      return paragraph < document.length / 2
        ? [...rest, document[paragraph]!]
        : [document[paragraph]!, ...rest];
    },
  },
  {
    name: 'its paragraph and the next swapped',
    apply: (document, { paragraph }) => {
      const swapped = [...document];
      const other = paragraph + 1 < document.length ? paragraph + 1 : paragraph - 1;
      [swapped[paragraph], swapped[other]] = [swapped[other]!, swapped[paragraph]!];
      return swapped;
    },
  },
  {
    name: 'one word in thirty changed everywhere',
    apply: (document, quoted, random) => changed(document, quoted, 1 / 30, random),
  },
  {
    name: 'one word in ten changed everywhere',
    apply: (document, quoted, random) => changed(document, quoted, 1 / 10, random),
  },
  {
    name: 'all of it deleted',
    deletes: true,
    apply: local((words, { from, count }) => {
      words.splice(from, count);
    }),
  },
  {
    name: 'its sentence deleted',
    deletes: true,
    apply: local((words, quoted) => {
      const [start, end] = sentences(words, quoted);
      words.splice(start, end - start);
    }),
  },
  {
    name: 'its paragraph deleted',
    deletes: true,
    apply: (document, { paragraph }) => document.filter((_, at) => at !== paragraph),
  },
  {
    name: 'its sentence written anew',
    deletes: true,
    apply: local((words, quoted, random, document) => {
      const [start, end] = sentences(words, quoted);
      const anew = Array.from({ length: end - start }, otherWords(document, quoted, random));
      words.splice(start, end - start, ...inserted(`${anew.join(' ')}.`));
    }),
  },
];

/** Draws words that are not quoted: what is put in is not what is looked for. */
function otherWords(
  document: Document,
  { paragraph, from, count }: Quoted,
  random: () => number,
): () => string {
  const quoted = document[paragraph]!.slice(from, from + count).map(({ text }) => bare(text).toLowerCase());
  return () => {
    for (;;) {
      const word = anyWord(document, random);
      if (!quoted.includes(word.toLowerCase())) return word;
    }
  };
}

/** A share of all words replaced, put in or left out. */
function changed(document: Document, quoted: Quoted, share: number, random: () => number): Document {
  const other = otherWords(document, quoted, random);
  return document.map((words) =>
    words.flatMap((word) => {
      if (random() >= share) return [word];
      const kind = random();
      if (kind < 0.6) return [replaced(word, other())];
      return kind < 0.8 ? [word, ...inserted(other())] : [];
    }),
  );
}
