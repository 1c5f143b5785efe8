import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { FontLibrary } from './font-library.js';

/** Shapes words and remembers them. */
export class Shaper {
  constructor(
    readonly fonts: FontLibrary,
    readonly diagnostics: Diagnostic[],
  ) {}
}
