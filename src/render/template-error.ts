import type { Code } from '../diagnostics/codes.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../diagnostics/source.js';

/** A problem in a template, thrown out of Handlebars' compiled code and turned into a diagnostic where it is run. */
export class TemplateError extends Error {
  constructor(
    readonly code: Code,
    message: string,
    readonly at: Span | undefined,
    readonly hint?: string,
  ) {
    super(message);
  }

  diagnostic(): Diagnostic {
    return diagnostic(this.code, this.message, { at: this.at, hint: this.hint });
  }
}
