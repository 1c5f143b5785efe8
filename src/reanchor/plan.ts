import { selectorOf } from '../anchoring/anchor.js';
import type { Anchored, AnchoredNote, AnchorState, TextRange } from '../anchoring/anchored.js';
import { SearchedText } from '../anchoring/searched-text.js';
import { sourcePlace } from '../anchoring/source-place.js';
import type { Span } from '../diagnostics/source.js';
import type { Manuscript, Note, Reading } from '../manuscript/manuscript.js';
import { revise, squeeze } from './revise.js';
import type { Says } from './rewrite.js';

/** Characters shown on either side of a place. */
const AROUND = 40;

/** A note that is not where it was, or does not say so: what is known, and what it could say. */
export interface Proposal {
  note: Note;
  reading: Reading;
  state: Exclude<AnchorState, 'exact'>;
  /** 0 to 1. */
  confidence: number;
  /** For `moved` and `normalised`: where it is. */
  place?: Place;
  /** Where it may be, best first: in another reading, where its words stand as quoted; for `ask`, in its own. */
  candidates: Place[];
  /** Where what was around it stands, without it. */
  was?: Place;
}

/** A stretch of a reading, shown in its surroundings, and what a note would say to mean it. */
export interface Place {
  range: TextRange;
  /** 0 to 1. */
  confidence: number;
  /** Where it stands in the reading's file. */
  at?: Span;
  before: string;
  words: string;
  after: string;
  /** Undefined where no context tells the place from another. */
  selector: Says | undefined;
}

/** Texts made ready to be searched, kept as long as a plan is worked on. */
export class Plan {
  /** In the order of annotations.yml. */
  readonly proposals: Proposal[];
  private readonly searched = new Map<string, SearchedText>();
  private readonly readings: Map<string, Reading>;

  constructor(
    readonly manuscript: Manuscript,
    private readonly anchored: Anchored,
  ) {
    this.readings = new Map(manuscript.readings.map((reading) => [reading.id, reading]));
    this.proposals = anchored.notes.flatMap((one) => this.propose(one) ?? []);
  }

  /** A place in the reading of a note, or in another one. */
  place(note: Note, found: TextRange, confidence: number, id = note.reading): Place {
    const { text } = this.anchored.texts.get(id)!;
    const range = withClosingMark(text, found);
    const at = sourcePlace(this.readings.get(id)!, this.anchored.texts.get(id)!, range);
    const revised = range.end > range.start ? revise(this.textOf(id), selectorOf(note), range) : undefined;
    return {
      range,
      confidence,
      ...(at && { at }),
      before: squeeze(text.slice(Math.max(0, range.start - AROUND), range.start)),
      words: squeeze(text.slice(range.start, range.end)),
      after: squeeze(text.slice(range.end, range.end + AROUND)),
      selector: revised && { ...(id !== note.reading && { reading: id }), ...revised },
    };
  }

  /** A reading's text, made ready to be searched. */
  textOf(id: string): SearchedText {
    let text = this.searched.get(id);
    if (!text) {
      text = new SearchedText(this.anchored.texts.get(id)!);
      this.searched.set(id, text);
    }
    return text;
  }

  private propose(anchored: AnchoredNote): Proposal | undefined {
    const { note, state, range, confidence, candidates, was, elsewhere } = anchored;
    if (state === 'exact') return undefined;
    const place = range && this.place(note, range, confidence);
    if (state === 'normalised' && (!place?.selector || !isSeen(note, place.selector))) return undefined;
    return {
      note,
      reading: this.readings.get(note.reading)!,
      state,
      confidence,
      ...(place && { place }),
      candidates: [
        ...(elsewhere ? [this.place(note, elsewhere.range, 1, elsewhere.reading)] : []),
        ...candidates.map((one) => this.place(note, one.range, one.confidence)),
      ],
      ...(was && { was: this.place(note, was, 0) }),
    };
  }
}

/** Marks that open, and those that close what they have opened. */
const PAIRS = ['“”', '‘’', '„“', '«»', '»«', '()', '[]', '「」', '『』', '《》'];

/** A place with the mark behind it that closes what is opened in it: nobody quotes “half of a pair. */
function withClosingMark(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end);
  const next = text.charAt(end);
  const isWithin = /^[\p{L}\p{N}]/u.test(text.slice(end + 1, end + 3));
  const isOpen = PAIRS.some(
    ([opens, closes]) => closes === next && words.lastIndexOf(opens!) > words.lastIndexOf(closes!),
  );
  return isOpen && !isWithin ? { start, end: end + 1 } : { start, end };
}

/** Whether a person has to say where a note belongs. */
export function needsPerson({ place }: Proposal): boolean {
  return !place?.selector;
}

/** Whether a note would say something that looks otherwise: soft hyphens and joiners are no reason to write. */
function isSeen(note: Note, selector: Says): boolean {
  const shown = (text: string | undefined) =>
    squeeze((text ?? '').replace(/\p{Default_Ignorable_Code_Point}/gu, ''))
      .trim()
      .normalize('NFC');
  return (['quote', 'prefix', 'suffix'] as const).some((key) => shown(note[key]) !== shown(selector[key]));
}
