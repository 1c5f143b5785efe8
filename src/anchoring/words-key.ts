import type { Part } from '../cache/digest.js';
import type { Reading } from '../manuscript/manuscript.js';
import type { ReadingText } from './anchored.js';

/** What a reading's words depend on; themselves, where that is not known. */
export function wordsKey({ textKey, title, subtitle }: Reading, text: ReadingText): Part[] {
  return textKey ? [textKey, title.children, subtitle?.children] : [text.text, text.zones];
}
