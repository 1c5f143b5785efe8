import type { Phrase } from './words.js';

/** The built-in words.yml as it is read, which takes a twentieth of a small book's time. */
export interface PrecompiledWords {
  /** Of the text that was read. */
  digest: string;
  /** By language, then by key. */
  phrases: readonly (readonly [language: string, readonly (readonly [key: string, Phrase])[]])[];
}

/**
 * `scripts/compile.mjs` puts them in the place of this file: see `precompileWords`. A program that runs from its sources
 * has none, and reads the file when it starts.
 */
export const PRECOMPILED_WORDS: PrecompiledWords | undefined = undefined;
