/** So many words that a text has whole elsewhere have to be divided at line ends before others are taken for such. */
const LEAST_DIVIDED = 3;

const DIVIDED = /(\p{L}+)-[^\S\n]*\n[^\S\n]*(\p{Ll}+)/gu;

/**
 * Tells words that were divided at the ends of lines from compounds. Divided is what the text has whole somewhere; and,
 * where that is so of several, also what has a second part that is no word of the text. What the text has with its
 * hyphen within a line is a compound.
 */
export class DividedWords {
  readonly #text: string;
  readonly #words: ReadonlySet<string>;
  readonly #divides: boolean;
  /** Words that were joined though the text has them nowhere else. */
  readonly guessed = new Set<string>();

  constructor(text: string) {
    this.#text = text;
    const parted = [...text.matchAll(DIVIDED)];
    this.#words = new Set(
      text
        .replace(DIVIDED, ' ')
        .toLowerCase()
        .match(/\p{L}+/gu) ?? [],
    );
    const known = parted.filter(([, head, tail]) => this.#words.has(`${head}${tail}`.toLowerCase()));
    this.#divides = known.length >= LEAST_DIVIDED;
  }

  /** Whether the parts are one word. */
  isOne(head: string, tail: string): boolean {
    if (this.#text.includes(head + tail)) return true;
    if (!this.#divides || this.#words.has(tail) || this.#text.includes(`${head}-${tail}`)) return false;
    this.guessed.add(head + tail);
    return true;
  }
}
