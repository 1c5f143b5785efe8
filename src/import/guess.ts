import { listed } from '../manuscript/anthology.js';
import { ENGLISH_MONTHS } from '../manuscript/event-date.js';
import type { Block, Draft, Metadata } from './draft.js';
import { BY_LINE, FULL_LINE, LIST_MARKER } from './from-text.js';
import { furniture } from './furniture.js';
import { gutenbergFile } from './gutenberg.js';
import { END, type LineSelector, type Recipe, type Selector } from './recipe.js';

/** A heading is short, and is no sentence; longer lines that look so are mostly captions and appeals. */
const LONGEST_HEADING = 90;
const MOST_HEADING_WORDS = 14;
/** Title, by-line and date stand among the first lines, a date perhaps among the last. */
const HEAD_LINES = 10;
const TAIL_LINES = 8;
/** What follows a comment form and the like is dropped only where it is at most this share of the words. */
const MOST_TAIL = 0.25;

/** A sentence that announces somebody's words. What it announces is a quotation from so many words on. */
const LEAD_IN =
  /\b(say|says|said|saying|writ(?:e|es|ing|ten)|wrote|recall\w*|reflect\w*|think(?:s|ing)?|thought|ask(?:s|ed|ing)?|repl(?:y|ies|ied)|continu\w*|adds?|added|quot\w+|follows|following|words|put it|argu\w+|explain\w*|observ\w+|remark\w*|comment\w*|conclud\w+|declar\w+|note[ds]|respond\w*|propos\w+|describ\w+|to say about [^.]{1,40})\b[^.!?]{0,60}:$/i;
const LEAST_QUOTED = 12;

/** A line with the date of a page, which is not that of its text. */
const UPDATED = /\b(?:updated|modified|edited|retrieved|accessed)\b/i;

/** What stands before the name of a known author. */
const BY = /^(?:by|par|von|por|di|de|av|door|van)\s/i;

/** What the Internet Archive puts above the text of a scan. */
const ARCHIVED = /^Full text of ["“](.+)["”]$/;

/** What stands over notes, which stand at the foot of pages in a book. */
const NOTES =
  /^(?:(?:foot|end)?notes|references|citations|notes and references|anmerkungen|fu(?:ß|ss)noten|einzelnachweise|notes et références|références|notas|note)$/i;

const MONTHS = ENGLISH_MONTHS.map((name) => name.slice(0, 3).toLowerCase());

/**
 * A recipe for a source that has none, from how such pages usually look. It is written beside the reading as a draft:
 * an editor mends it and imports again.
 */
export function guessRecipe(draft: Draft, sha256: string): Recipe {
  return new Guess(draft, sha256).recipe();
}

class Guess {
  private readonly metadata: Metadata;
  private readonly drop = new Map<Block, string>();

  constructor(
    private readonly draft: Draft,
    private readonly sha256: string,
  ) {
    this.metadata = { ...draft.metadata };
  }

  recipe(): Recipe {
    this.findGutenberg();
    this.findAuthorByBox();
    this.dropFurniture();
    this.dropEmptyHeadings();
    this.findTitle();
    this.findAuthorAndDate();
    this.findSubtitle();
    const headings = this.headings();
    const lists = this.lists();
    const verse = this.verse();
    const quotations = this.quotations();
    const drop = this.dropped();
    const { title } = this.metadata;
    const phrase = title ?? this.draft.blocks[0]?.text;
    return {
      recognise: { ...(phrase !== undefined && { phrase: firstWords(phrase, 12) }), sha256: this.sha256 },
      ...(Object.keys(this.metadata).length > 0 && {
        metadata: { ...(title !== undefined && { title }), ...this.metadata },
      }),
      ...(drop.length > 0 && { drop }),
      ...(headings.length > 0 && { headings }),
      ...(quotations.length > 0 && { quotations }),
      ...(verse.length > 0 && { verse }),
      ...(lists.length > 0 && { lists }),
    };
  }

  private findGutenberg(): void {
    const file = gutenbergFile(this.draft.blocks);
    if (!file) return;
    Object.assign(this.metadata, file.metadata);
    for (const { blocks, reason } of file.around) for (const block of blocks) this.drop.set(block, reason);
  }

  /** A name that stands alone above the text and again in a box below it (“Written by …”) is the author's. */
  private findAuthorByBox(): void {
    const { blocks } = this.draft;
    const box = blocks.findLast(({ text }) => /^written by \p{Lu}/iu.test(text));
    const name = box?.text.replace(/^written by /i, '');
    const alone = blocks.slice(0, HEAD_LINES).find(({ text }) => text === name);
    if (name === undefined || !alone) return;
    this.metadata.author ??= name;
    const first = blocks.findLastIndex(({ text }) => text.length > LONGEST_HEADING);
    for (const [i, block] of blocks.entries())
      if (block === alone || (block.text === name && i > first)) this.drop.set(block, 'the author’s name');
  }

  private dropFurniture(): void {
    const { blocks } = this.draft;
    const words = blocks.map(({ text }) => text.split(' ').length);
    const all = words.reduce((sum, n) => sum + n, 0);
    let rest = all;
    for (const [i, block] of blocks.entries()) {
      const found = furniture(block.text);
      if (found?.ends && rest <= all * MOST_TAIL) {
        for (const after of blocks.slice(i)) this.drop.set(after, found.reason);
        return;
      }
      if (found && !this.drop.has(block)) this.drop.set(block, found.reason);
      // What stands under “See also”.
      const next = blocks[i + 1];
      if (found && block.node.type === 'heading' && next?.node.type === 'list')
        this.drop.set(next, found.reason);
      rest -= words[i]!;
    }
  }

  /** A heading of notes that were taken from under it. */
  private dropEmptyHeadings(): void {
    const kept = this.kept.filter(({ node }) => node.type !== 'thematicBreak');
    for (const [i, block] of kept.entries()) {
      const after = kept[i + 1]?.node;
      const isEmpty = !after || after.type === 'footnoteDefinition' || after.type === 'heading';
      if (block.node.type === 'heading' && NOTES.test(block.text) && isEmpty)
        this.drop.set(block, 'the heading of the notes');
    }
  }

  private get kept(): Block[] {
    return this.draft.blocks.filter((block) => !this.drop.has(block));
  }

  /** The title is the first heading or short line; where it stands again among the first lines, it is dropped too. */
  private findTitle(): void {
    const kept = this.kept;
    const head = kept.slice(0, HEAD_LINES);
    const first =
      head.find(({ node }) => node.type === 'heading' && node.depth === 1) ??
      head.find(
        ({ node, text }) =>
          // What stands alone is the text.
          kept.length > 1 &&
          node.type === 'paragraph' &&
          text.length <= 200 &&
          !BY_LINE.test(text) &&
          !dateOf(text),
      );
    this.metadata.title ??= first?.text.replace(ARCHIVED, '$1') ?? '';
    if (this.metadata.title === '') delete this.metadata.title;
    const title = this.metadata.title?.toLowerCase();
    for (const block of head) {
      const [line, ...others] = block.lines;
      const names = others.map((other) => BY_LINE.exec(other)?.[1]);
      if (block.text.replace(ARCHIVED, '$1').toLowerCase() === title) this.drop.set(block, 'the title');
      else if (line?.toLowerCase() === title && names.every((name) => name !== undefined)) {
        this.metadata.author ??= names[0];
        this.drop.set(block, 'the title and the by-line');
      }
    }
  }

  /** A short line of some words between the title and the first paragraph. */
  private findSubtitle(): void {
    const { subtitle } = this.metadata;
    const known = this.kept.slice(0, HEAD_LINES).find(({ text }) => text === subtitle);
    if (known) this.drop.set(known, 'the subtitle');
    const [first, next] = this.kept;
    if (subtitle !== undefined || !first || !next || first.node.type !== 'paragraph') return;
    const words = first.text.split(' ').length;
    if (words < 4 || first.text.length > LONGEST_HEADING || next.text.length <= LONGEST_HEADING) return;
    if (/[.,;:]$/.test(first.text)) return;
    this.metadata.subtitle = first.text;
    this.drop.set(first, 'the subtitle');
  }

  private findAuthorAndDate(): void {
    const kept = this.kept;
    const ends = [...kept.slice(0, HEAD_LINES), ...kept.slice(-TAIL_LINES)];
    for (const block of new Set(ends)) {
      const author = authorIn(block.text);
      if (author) {
        this.metadata.author ??= author;
        this.drop.set(block, 'the by-line');
      }
    }
    for (const block of new Set([
      ...this.draft.blocks.slice(0, HEAD_LINES),
      ...this.draft.blocks.slice(-TAIL_LINES),
    ])) {
      const isShort = block.text.length <= 60 && !UPDATED.test(block.text);
      const date = isShort ? (dateOf(block.text) ?? this.yearAt(block)) : undefined;
      if (!date) continue;
      this.metadata.date ??= date;
      if (isOnlyDate(block.text)) this.drop.set(block, 'the date');
    }
    const authors = listed(this.metadata.author).map((name) => name.toLowerCase());
    const near = [...kept.slice(0, HEAD_LINES), ...kept.slice(-TAIL_LINES)];
    for (const [i, block] of near.entries()) {
      const text = block.text.toLowerCase();
      const isByLine =
        text.length <= LONGEST_HEADING && authors.some((name) => BY.test(text) && text.includes(name));
      if (isByLine) this.drop.set(block, 'the by-line');
      if (!authors.includes(text)) continue;
      this.drop.set(block, 'the author’s name');
      const before = near[i - 1];
      if (before && /^by$/i.test(before.text)) this.drop.set(before, 'the author’s name');
    }
  }

  /** The year that a line between the title and the text is. */
  private yearAt(block: Block): string | undefined {
    const { blocks } = this.draft;
    const at = blocks.indexOf(block);
    const text = blocks.findIndex((each) => each.text.length > LONGEST_HEADING);
    if (at === 0 || at > text || block.node.type !== 'paragraph') return undefined;
    return /^[([]?((?:1[4-9]|20)\d\d)[)\]]?$/.exec(block.text)?.[1];
  }

  private headings(): NonNullable<Recipe['headings']> {
    const kept = this.kept;
    return kept.flatMap((block, i) => {
      const next = kept[i + 1];
      const looks =
        block.node.type === 'paragraph' &&
        !block.node.children.some(({ type }) => type === 'image') &&
        block.lines.length === 1 &&
        block.text.length <= LONGEST_HEADING &&
        block.text.split(' ').length <= MOST_HEADING_WORDS &&
        /^[\p{Lu}\p{N}“"‘'«„¿¡(]/u.test(block.text) &&
        /[\p{L}\p{N}?!”’"')]$/u.test(block.text) &&
        !LIST_MARKER.test(block.text) &&
        /\p{L}/u.test(block.text);
      return looks && next && next.text.length > LONGEST_HEADING ? [this.select(block)] : [];
    });
  }

  /** Two or more neighbours that begin with bullets, or with numbers that count up. */
  private lists(): Selector[] {
    const lists: Selector[] = [];
    let run: Block[] = [];
    const flush = () => {
      if (run.length > 1) lists.push(this.stretch(run[0]!, run.at(-1)!));
      run = [];
    };
    for (const block of this.kept) {
      const marker = block.node.type === 'paragraph' ? LIST_MARKER.exec(block.text) : null;
      const number = marker?.[1] === undefined ? undefined : Number(marker[1]);
      const before = run.length > 0 ? LIST_MARKER.exec(run.at(-1)!.text)?.[1] : undefined;
      const follows =
        run.length === 0 || (number === undefined ? before === undefined : Number(before) + 1 === number);
      if (!marker || !follows) flush();
      if (marker) run.push(block);
    }
    flush();
    return lists;
  }

  /** Paragraphs that are set in where most are not; where none are, those that a sentence before them announces. */
  private quotations(): Selector[] {
    const all = this.kept;
    const kept = all.filter(({ node }) => node.type === 'paragraph');
    const before = new Map(all.map((block, i) => [block, all[i - 1]]));
    const indented = new Set(kept.filter((block) => block.indented));
    if (indented.size > kept.length / 2) return [];
    const quoted =
      indented.size > 0
        ? indented
        : new Set(
            kept.filter((block) => {
              const { text } = block;
              const lead = before.get(block);
              return (
                lead?.node.type === 'paragraph' &&
                LEAD_IN.test(lead.text) &&
                !LIST_MARKER.test(text) &&
                text.split(' ').length >= LEAST_QUOTED
              );
            }),
          );
    for (const block of this.stanzas) quoted.delete(block);
    return this.stretches(kept, quoted);
  }

  private verse(): Selector[] {
    return this.stretches(this.kept, this.stanzas);
  }

  /** Blocks of lines that are set in and much shorter than those of the text. */
  private get stanzas(): Set<Block> {
    const { blocks } = this.draft;
    const longest = blocks.reduce(
      (most, { lines }) => lines.reduce((length, line) => Math.max(length, line.length), most),
      0,
    );
    const isShort = (line: string) => line.length < longest * FULL_LINE;
    return new Set(
      this.kept.filter(
        ({ node, indented, lines }) =>
          node.type === 'paragraph' && indented && lines.length > 1 && lines.every(isShort),
      ),
    );
  }

  /** The chosen ones of some blocks, neighbours together. */
  private stretches(blocks: readonly Block[], chosen: ReadonlySet<Block>): Selector[] {
    const stretches: Selector[] = [];
    for (let i = 0; i < blocks.length; i++) {
      if (!chosen.has(blocks[i]!)) continue;
      const start = i;
      while (blocks[i + 1] && chosen.has(blocks[i + 1]!)) i++;
      stretches.push(i === start ? this.select(blocks[i]!) : this.stretch(blocks[start]!, blocks[i]!));
    }
    return stretches;
  }

  private dropped(): NonNullable<Recipe['drop']> {
    const { blocks } = this.draft;
    const entries: NonNullable<Recipe['drop']> = [];
    for (let i = 0; i < blocks.length; i++) {
      const reason = this.drop.get(blocks[i]!);
      if (reason === undefined) continue;
      const toEnd = blocks.slice(i).every((block) => this.drop.get(block) === reason);
      if (toEnd && blocks.length - i > 1) {
        const { line, occurrence } = this.select(blocks[i]!);
        entries.push({ from: line, to: END, ...(occurrence !== undefined && { occurrence }), reason });
        break;
      }
      entries.push({ ...this.select(blocks[i]!), reason });
    }
    return entries;
  }

  private stretch(first: Block, last: Block): Selector {
    const { line, occurrence } = this.select(first);
    return { from: line, to: firstWords(last.text, 8), ...(occurrence !== undefined && { occurrence }) };
  }

  /** The fewest first words (six at least) that name a line; with its occurrence where no words do. */
  private select(block: Block): LineSelector {
    const { blocks } = this.draft;
    for (const words of [6, 9, 14]) {
      const line = firstWords(block.text, words);
      const beginning = blocks.filter(({ text }) => text.startsWith(line));
      const exact = beginning.filter(({ text }) => text === line);
      const hits = exact.length > 0 ? exact : beginning;
      if (hits.length === 1 && hits[0] === block) return { line };
      if (exact.includes(block)) return { line, occurrence: exact.indexOf(block) + 1 };
    }
    const line = firstWords(block.text, 14);
    const hits = blocks.filter(({ text }) => text.startsWith(line));
    return { line, occurrence: hits.indexOf(block) + 1 };
  }
}

function firstWords(text: string, count: number): string {
  return text.split(' ').slice(0, count).join(' ');
}

/** The author whom a line names, also where a date follows: “by Ada Ek, 3 March 1978”. */
function authorIn(text: string): string | undefined {
  const [, name, date] = /^(.+?)\s*(?:[,|·•–—]| on )\s*(.+)$/.exec(text) ?? [];
  const isDated = name !== undefined && date !== undefined && dateOf(date) !== undefined && isOnlyDate(date);
  return BY_LINE.exec(isDated ? name : text)?.[1];
}

/** The date in a short line, as YYYY-MM-DD or YYYY-MM: “Sep 4, 2022”, “4 September 2022”, “2022-09-04”, “June 2002”. */
function dateOf(text: string): string | undefined {
  const iso = /\b((?:1[5-9]|20)\d\d)-(\d\d)(?:-(\d\d))?\b/.exec(text);
  if (iso) return iso[0];
  const words = text.toLowerCase();
  const month = (name: string) => MONTHS.indexOf(name.slice(0, 3)) + 1;
  const name = '(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\.?';
  const american = new RegExp(`(?:\\b|read)${name} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`).exec(words);
  if (american) return isoDate(american[3]!, month(american[1]!), Number(american[2]));
  const british = new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? ${name},? (\\d{4})\\b`).exec(words);
  if (british) return isoDate(british[3]!, month(british[2]!), Number(british[1]));
  const short = new RegExp(`^[([]?${name},? (\\d{4})[)\\]]?$`).exec(words);
  return short ? isoDate(short[2]!, month(short[1]!)) : undefined;
}

function isoDate(year: string, month: number, day?: number): string | undefined {
  if (day !== undefined && (day < 1 || day > 31)) return undefined;
  const two = (n: number) => String(n).padStart(2, '0');
  return day === undefined ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}`;
}

/** Whether a line has no words besides those of a date. */
function isOnlyDate(text: string): boolean {
  return /^[\d\s,.;:/()-]*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?[\d\s,.]*\p{L}{0,9}\.?[\d\s,.;:/()-]*(?:[ap]m)?$/iu.test(
    text,
  );
}
