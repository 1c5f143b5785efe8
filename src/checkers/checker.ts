import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';

/** A checker of EPUBs that others made. It is no part of florilegium: it runs where it is installed. */
export interface Checker {
  /**
   * Looks for what it needs: in the project, then beside florilegium, then among the system's programs.
   *
   * @param project the project's folder
   * @returns the checker ready to run, or what is missing and how to install it
   */
  find(project: string): Promise<Run | Missing>;
}

/**
 * Checks one EPUB.
 *
 * @param epub path of the EPUB
 * @param scratch an empty folder for what the checker writes
 * @returns its findings; their files are relative to the folder that the EPUB stands in
 */
export type Run = (epub: string, scratch: string) => Promise<Diagnostic[]>;

export interface Missing {
  missing: Diagnostic;
}

/** @param hint how to install it */
export function missing(message: string, hint: string): Missing {
  return { missing: diagnostic('checker-missing', message, { hint }) };
}
