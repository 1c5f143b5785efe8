/** More places than a message or an `occurrence` can mean; bounds what texts like "aaaa…" cost. */
const MAX_PLACES = 100_000;

/** Patterns up to this length are left to the engine's own search, whose worst case is length × text. */
const SHORT = 64;

/**
 * Every place where a pattern stands in a text, ascending, overlapping ones too ("ha ha" stands twice in "ha ha ha").
 *
 * Long patterns are found by Knuth, Morris and Pratt's algorithm ("Fast pattern matching in strings", SIAM Journal on
 * Computing 6, 1977) unless their first characters are absent: O(text + pattern) whatever they are.
 */
export function findAll(text: string, pattern: string, limit = MAX_PLACES): number[] {
  const places: number[] = [];
  if (pattern === '' || pattern.length > text.length) return places;
  const head = pattern.length > SHORT ? pattern.slice(0, SHORT) : pattern;
  const first = text.indexOf(head);
  if (first < 0) return places;
  if (pattern.length > SHORT) return knuthMorrisPratt(text, pattern, first, limit);
  for (let at = first; at >= 0 && places.length < limit; at = text.indexOf(pattern, at + 1)) places.push(at);
  return places;
}

function knuthMorrisPratt(text: string, pattern: string, from: number, limit: number): number[] {
  const borders = new Uint32Array(pattern.length + 1);
  for (let i = 1, k = 0; i < pattern.length; i++) {
    while (k > 0 && pattern.charCodeAt(i) !== pattern.charCodeAt(k)) k = borders[k]!;
    if (pattern.charCodeAt(i) === pattern.charCodeAt(k)) k++;
    borders[i + 1] = k;
  }
  const places: number[] = [];
  for (let i = from, k = 0; i < text.length && places.length < limit; i++) {
    const code = text.charCodeAt(i);
    while (k > 0 && code !== pattern.charCodeAt(k)) k = borders[k]!;
    if (code === pattern.charCodeAt(k)) k++;
    if (k === pattern.length) {
      places.push(i + 1 - k);
      k = borders[k]!;
    }
  }
  return places;
}
