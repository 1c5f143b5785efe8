import type { Scalar } from 'yaml';

/**
 * Where each character of a YAML text stands in the file: a function from offsets in the value to offsets in the source.
 *
 * Folding, indentation and escapes make the two differ. Both are walked once, side by side: white space of the value
 * stands for a run of white space in the source (of any kind, since folding turns line ends into spaces), an escape for
 * the character that it means, and anything else for itself; what the value does not have (indentation, quotation marks,
 * a block's header) is passed over. Cost: the length of the source text, paid only where a message needs it.
 */
export function scalarOffsets(
  source: string,
  start: number,
  end: number,
  scalar: Scalar<string>,
): (offset: number) => number {
  const { value, type } = scalar;
  const offsets = new Uint32Array(value.length + 1);
  let at = start;
  if (type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') at = afterLine(source, at, end);
  else if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') at++;
  for (let i = 0; i < value.length; i++) {
    const character = value[i]!;
    if (type === 'QUOTE_DOUBLE')
      while (source[at] === '\\' && /[\r\n]/.test(source[at + 1] ?? '')) at = skipSpace(source, at + 1, end);
    if (isSpace(character) && isSpace(source[at] ?? '')) {
      offsets[i] = at;
      at = isSpace(value[i + 1] ?? '') ? at + 1 : skipSpace(source, at, end);
      continue;
    }
    if (!isSpace(character)) while (at < end && isSpace(source[at]!)) at++;
    offsets[i] = Math.min(at, end);
    if (type === 'QUOTE_DOUBLE' && source[at] === '\\') {
      const long = { x: 4, u: 6, U: 10 }[source[at + 1] ?? ''] ?? 2;
      // An astral character is one escape, and two units of the value.
      if (long === 10 && character >= '\ud800' && character < '\udc00') offsets[++i] = Math.min(at, end);
      at += long;
    } else if (type === 'QUOTE_SINGLE' && character === "'") at += 2;
    else at++;
  }
  offsets[value.length] = Math.min(at, end);
  return (offset) => offsets[Math.max(0, Math.min(offset, value.length))]!;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}

function skipSpace(source: string, at: number, end: number): number {
  let next = at;
  while (next < end && isSpace(source[next]!)) next++;
  return next;
}

function afterLine(source: string, at: number, end: number): number {
  let next = at;
  while (next < end && source[next] !== '\n' && source[next] !== '\r') next++;
  return next;
}
