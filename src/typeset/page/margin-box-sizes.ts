/** How large margin boxes are, and where they stand in their margins (CSS Paged Media 3, 5.3). Points. */

/** What a box would take along its side: at least `min`, `max` with all of it in a line, or exactly `fixed`. */
export interface Demand {
  min: number;
  max: number;
  fixed: number | undefined;
}

interface Span {
  start: number;
  size: number;
}

/** The three boxes of a side, of a length: the middle one is centred, and the others share what it leaves. */
export function distribute(demands: (Demand | undefined)[], length: number): (Span | undefined)[] {
  const [first, middle, last] = demands as [Demand | undefined, Demand | undefined, Demand | undefined];
  if (!middle) {
    if (first && last) {
      const [a, b] = share(first, last, length);
      return [{ start: 0, size: a }, undefined, { start: length - b, size: b }];
    }
    const size = (demand: Demand) => demand.fixed ?? length;
    return [
      first && { start: 0, size: size(first) },
      undefined,
      last && { start: length - size(last), size: size(last) },
    ];
  }
  const outer: Demand = {
    min: 2 * Math.max(first?.fixed ?? first?.min ?? 0, last?.fixed ?? last?.min ?? 0),
    max: 2 * Math.max(first?.fixed ?? first?.max ?? 0, last?.fixed ?? last?.max ?? 0),
    fixed: undefined,
  };
  const size = first || last ? share(middle, outer, length)[0] : (middle.fixed ?? length);
  const rest = Math.max(0, (length - size) / 2);
  return [
    first && { start: 0, size: first.fixed ?? rest },
    { start: rest, size },
    last && { start: length - (last.fixed ?? rest), size: last.fixed ?? rest },
  ];
}

/** Two boxes side by side (5.3.2.3): what is left over is shared as their longest lines demand it. */
function share(a: Demand, b: Demand, length: number): [number, number] {
  if (a.fixed !== undefined) return [a.fixed, b.fixed ?? Math.max(0, length - a.fixed)];
  if (b.fixed !== undefined) return [Math.max(0, length - b.fixed), b.fixed];
  const grow = (start: [number, number], weights: [number, number]): [number, number] => {
    const rest = length - start[0] - start[1];
    const sum = weights[0] + weights[1];
    const part = sum === 0 ? 0.5 : weights[0] / sum;
    return [start[0] + rest * part, start[1] + rest * (1 - part)];
  };
  if (a.max + b.max <= length) return grow([a.max, b.max], [a.max, b.max]);
  if (a.min + b.min <= length) return grow([a.min, b.min], [a.max - a.min, b.max - b.min]);
  return grow([a.min, b.min], [a.min, b.min]);
}

/**
 * How a box lies between its margins where no other shares the room (5.3.3): as large as they leave it; one with a size of
 * its own by its `auto` margins, or with both given where the inner one, on the side of the text, puts it.
 */
export function spanWithin(
  room: number,
  before: number | 'auto',
  size: number | undefined,
  after: number | 'auto',
  isInnerAfter: boolean,
): Span {
  const [first, last] = [before === 'auto' ? 0 : before, after === 'auto' ? 0 : after];
  if (size === undefined) return { start: first, size: Math.max(0, room - first - last) };
  const rest = room - size - first - last;
  if (before === 'auto' && after === 'auto') return { start: rest / 2, size };
  if (before === 'auto' || (after !== 'auto' && isInnerAfter)) return { start: first + rest, size };
  return { start: first, size };
}
