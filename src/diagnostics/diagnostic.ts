import { codeFrame } from './code-frame.js';
import { CODES, type Code } from './codes.js';
import type { Position, Span } from './source.js';

/** How bad a problem is: an `error` stops the build, a `warning` does under `--strict`, `info` never. */
export type Severity = 'error' | 'warning' | 'info';

/** One thing that the user should know, as a value: stages return lists of these, and only the command prints them. */
export interface Diagnostic {
  code: Code;
  severity: Severity;
  /** One sentence: what is wrong. Quotes the offending value, shortened. */
  message: string;
  /** What was expected, or what to do: "did you mean “humanist”?". */
  hint?: string;
  /** Relative to the project, with forward slashes. */
  file?: string;
  range?: { start: Position; end: Position };
  /** The line itself, with a caret under the range. */
  frame?: string;
  /** Other places that matter, such as each place where an ambiguous quotation stands. */
  related?: { message: string; file: string; start: Position }[];
}

/** What a stage gives back: its value, and what there is to say about it. */
export interface Result<T> {
  value: T;
  diagnostics: Diagnostic[];
}

export interface DiagnosticOptions {
  hint?: string | undefined;
  /** Where it is. A whole file is `{ source, start: 0, end: 0 }`. */
  at?: Span | undefined;
  /** The file, where there is no source to point into (it could not be read). */
  file?: string;
  /** Only where this occurrence differs from the code's own severity. */
  severity?: Severity;
  related?: { message: string; at: Span }[];
}

/** Makes a diagnostic; the severity is the code's own unless the options say otherwise. */
export function diagnostic(code: Code, message: string, options: DiagnosticOptions = {}): Diagnostic {
  const { at } = options;
  const result: Diagnostic = { code, severity: options.severity ?? CODES[code].severity, message };
  if (options.hint) result.hint = options.hint;
  const file = at?.source.path ?? options.file;
  if (file !== undefined) result.file = file;
  if (at) {
    result.range = {
      start: at.source.position(at.start),
      end: at.source.position(Math.max(at.start, at.end)),
    };
    result.frame = codeFrame(at);
  }
  if (options.related)
    result.related = options.related.map(({ message, at }) => ({
      message,
      file: at.source.path,
      start: at.source.position(at.start),
    }));
  return result;
}

/** Whether a list holds something that stops a build. */
export function hasErrors(diagnostics: readonly Diagnostic[], strict = false): boolean {
  return diagnostics.some((d) => d.severity === 'error' || (strict && d.severity === 'warning'));
}

/** Each once: editions share readings and stylesheets, and threads a book, and would say the same thing once each. */
export function unique(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((d) => {
    const key = JSON.stringify([d.code, d.file, d.range?.start.offset, d.message]);
    return !seen.has(key) && seen.add(key);
  });
}
