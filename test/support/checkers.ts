import { ace } from '../../src/checkers/ace.js';
import type { Checker } from '../../src/checkers/checker.js';
import { epubcheck } from '../../src/checkers/epubcheck.js';

/** Why tests with EPUBCheck cannot run here, or undefined where they can. */
export const NO_JAVA = await reason(epubcheck);

/** Why tests with Ace cannot run here, or undefined where they can. */
export const NO_ACE = await reason(ace);

async function reason(checker: Checker): Promise<string | undefined> {
  const found = await checker.find('.');
  return 'missing' in found ? found.missing.message : undefined;
}
