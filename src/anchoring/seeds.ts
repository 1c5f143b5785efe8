/** Characters of a seed: long enough to be rare in a book, short enough to stand unharmed between two edits. */
const SEED = 5;

/** Seeds taken from a pattern, spread over it. */
const MAX_SEEDS = 64;

/** Places looked up for one pattern: what a search costs at most, whatever the text. */
const MAX_LOOKUPS = 4096;

/**
 * A place is looked at if it has this share of the seeds' votes, and this share of the best place's: with fewer it
 * could not be taken, nor make the best doubtful.
 */
const LEAST_SEEDS = 0.1;
const LEAST_OF_BEST = 0.2;

/** Places whose diagonals differ by less are one. */
const BIN = 32;

/**
 * Where the five-character strings of a text stand, to find what is like a pattern without going through the text:
 * the filtering step of Baeza-Yates and Navarro ("Faster approximate string matching", Algorithmica 23, 1999). A
 * pattern that was edited keeps some of its seeds; those that stand where they should vote for the same diagonal.
 *
 * Built in O(text), by a counting sort over hashes: 4 bytes a character.
 */
export class SeedIndex {
  private readonly starts: Uint32Array;
  private readonly places: Uint32Array;
  private readonly mask: number;

  constructor(text: string) {
    const count = Math.max(0, text.length - SEED + 1);
    const buckets = 1 << Math.min(22, Math.max(10, Math.ceil(Math.log2(count + 1)) + 1));
    this.mask = buckets - 1;
    this.starts = new Uint32Array(buckets + 1);
    this.places = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.starts[hash(text, i, this.mask) + 1]!++;
    for (let i = 0; i < buckets; i++) this.starts[i + 1]! += this.starts[i]!;
    const next = this.starts.slice();
    for (let i = 0; i < count; i++) this.places[next[hash(text, i, this.mask)]!++] = i;
  }

  /**
   * The offsets at which a pattern may begin in the text, allowing for edits, the likeliest first, `most` at most.
   * They may be off by BIN and more, and before the text's start.
   */
  diagonals(pattern: string, most: number): number[] {
    const votes = new Map<number, { count: number; diagonal: number }>();
    const vote = (diagonal: number) => {
      const bin = Math.floor(diagonal / BIN);
      const at = votes.get(bin);
      if (at) at.count++;
      else votes.set(bin, { count: 1, diagonal });
    };
    let lookups = 0;
    for (const { offset, from, to } of this.rarest(pattern)) {
      if (lookups + to - from > MAX_LOOKUPS) break;
      lookups += to - from;
      for (let i = from; i < to; i++) vote(this.places[i]! - offset);
    }
    const peaks: { count: number; diagonal: number }[] = [];
    for (const [bin, { count, diagonal }] of votes) {
      const before = votes.get(bin - 1)?.count ?? 0;
      const after = votes.get(bin + 1)?.count ?? 0;
      if (before <= count && after < count) peaks.push({ count: count + before + after, diagonal });
    }
    peaks.sort((a, b) => b.count - a.count || a.diagonal - b.diagonal);
    const wanted = Math.min(MAX_SEEDS, pattern.length - SEED + 1);
    const least = Math.max((peaks[0]?.count ?? 0) * LEAST_OF_BEST, wanted * LEAST_SEEDS);
    return peaks
      .filter(({ count }) => count > least)
      .slice(0, most)
      .map(({ diagonal }) => diagonal);
  }

  /** The rarest seed of each stretch of a pattern, the rarest of all first; those that stand nowhere are left out. */
  private rarest(pattern: string): { offset: number; from: number; to: number }[] {
    const count = pattern.length - SEED + 1;
    const stretches = Math.min(MAX_SEEDS, count);
    const seeds: { offset: number; from: number; to: number }[] = [];
    for (let stretch = 0; stretch < stretches; stretch++) {
      const end = Math.floor(((stretch + 1) * count) / stretches);
      let best: { offset: number; from: number; to: number } | undefined;
      for (let offset = Math.floor((stretch * count) / stretches); offset < end; offset++) {
        const key = hash(pattern, offset, this.mask);
        const from = this.starts[key]!;
        const to = this.starts[key + 1]!;
        if (to > from && (!best || to - from < best.to - best.from)) best = { offset, from, to };
      }
      if (best) seeds.push(best);
    }
    return seeds.sort((a, b) => a.to - a.from - (b.to - b.from) || a.offset - b.offset);
  }
}

function hash(text: string, at: number, mask: number): number {
  let h = 0;
  for (let i = at; i < at + SEED; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x9e3779b1);
  return (h ^ (h >>> 15)) & mask;
}
