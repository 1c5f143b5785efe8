import { digest } from '../cache/digest.js';
import type { PageBox } from '../typeset/layout.js';
import type { Fragment, Inline, Owner, ParagraphSource, Shaped } from '../typeset/text/line.js';
import { initials } from './initials.js';
import type { SlotIndex } from './slot-index.js';

/** What comes next: a line of fragments, one of which it is known what decides them, looks. No word has such a number. */
const LINE = -1;
const KNOWN = -2;
const LOOKS = -3;

/**
 * Names pages by all that drawing looks at, so that what was drawn of one before, by another run too, is found again.
 * Where it is known what decides a line, its words need not be looked at.
 */
export class PageNames {
  /** Words by what they say and show: the same word of two fonts, or of two runs, may be two objects. */
  private readonly words = new Map<string, Word>();
  private readonly known = new Map<Shaped, Word>();
  private pages = 0;

  /** Undefined for a page with what is rare, and long to describe: an image, or an initial. */
  of(page: PageBox, { types }: SlotIndex): string | undefined {
    const { width, height, graphics, lines, areas } = page;
    if (graphics.some(({ kind }) => kind === 'image') || initials(lines).size > 0) return undefined;
    this.pages++;
    const typed = (owner: Owner) =>
      owner.kind === 'slot' ? [owner.slot.id, types[owner.slot.id] ?? ''] : owner.type;
    /** What an inline is a part of, which the name of its paragraph does not say. */
    const partsOf = (inline: Inline) =>
      inline.kind === 'text' ? [typed(inline.owner), inline.link, inline.node !== undefined] : inline.kind;
    /** What stands where, in numbers; what these stand for, in the order in which it comes up. */
    const numbers: number[] = [];
    const strings: string[] = [];
    let words = 0;
    let last: Fragment | undefined;
    const paragraphs = new Map<ParagraphSource, number>();
    for (const line of lines) {
      const { x, baseline, source } = line;
      if (source) {
        const { paragraph, index } = source;
        let number = paragraphs.get(paragraph);
        if (number === undefined) {
          number = paragraphs.size;
          paragraphs.set(paragraph, number);
          strings.push(paragraph.name, JSON.stringify(paragraph.inlines.map(partsOf)));
        }
        numbers.push(KNOWN, x, baseline, number, index);
        continue;
      }
      numbers.push(LINE, x, baseline);
      for (const fragment of line.fragments) {
        if (!last || !looksLike(fragment, last)) {
          const { size, rise, color, letterSpacing, decoration, owner, link, node } = fragment;
          const looks = [
            size,
            rise,
            color,
            letterSpacing,
            decoration,
            typed(owner),
            link,
            node !== undefined,
          ];
          numbers.push(LOOKS);
          strings.push(JSON.stringify(looks));
        }
        last = fragment;
        const word = this.word(fragment.shaped);
        if (word.page !== this.pages) {
          word.page = this.pages;
          word.number = words++;
          strings.push(word.text);
        }
        numbers.push(word.number, fragment.x, fragment.width);
      }
    }
    const drawn = graphics.map((graphic) => ({ ...graphic, owner: typed(graphic.owner) }));
    return digest(new Uint8Array(new Float64Array(numbers).buffer), strings, width, height, drawn, areas);
  }

  private word(shaped: Shaped): Word {
    let word = this.known.get(shaped);
    if (!word) {
      const { font, text, glyphs, advances, xOffsets, yOffsets, texts, space, direction } = shaped;
      const all = [font.id, text, glyphs.join(), advances.join(), xOffsets.join(), yOffsets.join(), texts];
      const described = JSON.stringify([...all, space, direction]);
      word = this.words.get(described) ?? { text: described, page: 0, number: 0 };
      this.words.set(described, word);
      this.known.set(shaped, word);
    }
    return word;
  }
}

/** A word, and its number on the page that is being named. */
interface Word {
  text: string;
  page: number;
  number: number;
}

/** Whether a fragment needs no other description than the one before: mostly they are words of one text. */
function looksLike(a: Fragment, b: Fragment): boolean {
  return (
    a.owner === b.owner &&
    a.color === b.color &&
    a.size === b.size &&
    a.rise === b.rise &&
    a.letterSpacing === b.letterSpacing &&
    a.decoration === b.decoration &&
    a.link === b.link &&
    (a.node === undefined) === (b.node === undefined)
  );
}
