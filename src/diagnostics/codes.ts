import type { Severity } from './diagnostic.js';

/**
 * Every code that a diagnostic may carry, by stage. Each has a row in `docs/diagnostics.md`, which a test compares
 * with this list. A code is kebab-case, names what is wrong, and is never renamed.
 */
export const CODES = {
  // Project and files
  'project-missing': { severity: 'error', about: 'There is no annotations.yml in the project folder.' },

  // The call and the output
  'edition-unknown': { severity: 'error', about: 'The call names an edition that annotations.yml does not have.' },
  'output-not-written': { severity: 'error', about: 'The output folder or the disk would not take the editions.' },
} as const satisfies Record<string, { severity: Severity; about: string }>;

export type Code = keyof typeof CODES;
