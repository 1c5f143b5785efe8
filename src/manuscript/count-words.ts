/** How many words a text has: letters and digits, with the apostrophes, hyphens and points inside them. */
export function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}’'·-]*/gu)?.length ?? 0;
}
