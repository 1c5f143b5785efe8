import type { Severity } from './diagnostic.js';

/**
 * Every code that a diagnostic may carry, by stage. Each has a row in `docs/diagnostics.md`, which a test compares
 * with this list. A code is kebab-case, names what is wrong, and is never renamed.
 */
export const CODES = {
  // Project and files
  'project-missing': { severity: 'error', about: 'There is no annotations.yml in the project folder.' },
} as const satisfies Record<string, { severity: Severity; about: string }>;

export type Code = keyof typeof CODES;
