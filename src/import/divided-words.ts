/** So many words that a text has whole elsewhere have to be divided at line ends before others are taken for such. */
const LEAST_DIVIDED = 3;

const DIVIDED = /(\p{L}+)-[^\S\n]*\n[^\S\n]*(\p{Ll}+)/gu;

/**
 * Tells words that were divided at the ends of lines from compounds. Divided is what the text has whole somewhere; and,
 * where that is so of several, also what has a second part that is no word of the text. What the text has with its
 * hyphen within a line is a compound.
 */
export class DividedWords {
  readonly #words: ReadonlySet<string>;
  /** The same in order: a word is there, too, where one begins with it. */
  readonly #sorted: readonly string[];
  readonly #compounds: ReadonlySet<string>;
  readonly #divides: boolean;
  /** Words that were joined though the text has them nowhere else. */
  readonly guessed = new Set<string>();

  constructor(text: string) {
    const parted = [...text.matchAll(DIVIDED)];
    const undivided = text.replace(DIVIDED, ' ').toLowerCase();
    this.#words = new Set(undivided.match(/\p{L}+/gu));
    this.#sorted = [...this.#words].sort();
    const compounds = undivided.matchAll(/\p{L}+(?=-(\p{L}+))/gu);
    this.#compounds = new Set(Array.from(compounds, ([head, tail]) => `${head}-${tail}`));
    const known = parted.filter(([, head, tail]) => this.#words.has(`${head}${tail}`.toLowerCase()));
    this.#divides = known.length >= LEAST_DIVIDED;
  }

  /** Whether the parts are one word. Cost: the logarithm of the number of words. */
  isOne(head: string, tail: string): boolean {
    const whole = `${head}${tail}`.toLowerCase();
    if (this.#begins(whole)) return true;
    if (
      !this.#divides ||
      this.#words.has(tail) ||
      this.#compounds.has(`${lastWord(head)}-${tail}`.toLowerCase())
    )
      return false;
    this.guessed.add(head + tail);
    return true;
  }

  /** Whether a word of the text begins so. */
  #begins(beginning: string): boolean {
    let [low, high] = [0, this.#sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle]! < beginning) low = middle + 1;
      else high = middle;
    }
    return this.#sorted[low]?.startsWith(beginning) ?? false;
  }
}

function lastWord(text: string): string {
  return /\p{L}*$/u.exec(text)![0];
}
