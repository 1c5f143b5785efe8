import { isAbsolute, relative } from 'node:path';
import { styleText } from 'node:util';
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.js';

const COLOR = { error: 'red', warning: 'yellow', info: 'cyan' } as const;
const ORDER: Severity[] = ['error', 'warning', 'info'];

/**
 * Prints diagnostics on standard error, file by file in the order of their lines, and a last line that counts them:
 *
 *     annotations.yml:12:9 error series-unknown: There is no series “edtor”.
 *       12 │ series: edtor
 *          │         ^^^^^
 *       did you mean “editor”?
 */
export function printDiagnostics(diagnostics: Diagnostic[]): void {
  if (diagnostics.length === 0) return;
  const position = (d: Diagnostic) => d.range?.start.offset ?? -1;
  const sorted = [...diagnostics].sort(
    (a, b) => compare(a.file ?? '', b.file ?? '') || position(a) - position(b) || compare(a.code, b.code),
  );
  const lines = sorted.map(format);
  process.stderr.write(`${lines.join('\n\n')}\n\n${summary(diagnostics)}\n`);
}

function format(d: Diagnostic): string {
  const at = d.range ? `:${d.range.start.line}:${d.range.start.column}` : '';
  const place = d.file === undefined ? '' : `${paint('bold', shown(d.file) + at)} `;
  const lines = [
    `${place}${paint(COLOR[d.severity], d.severity)} ${paint('dim', `${d.code}:`)} ${d.message}`,
  ];
  if (d.frame) lines.push(...d.frame.split('\n').map((line) => `  ${line}`));
  for (const { message, file, start } of d.related ?? [])
    lines.push(`  ${file}:${start.line}:${start.column} ${message}`);
  if (d.hint) lines.push(`  ${paint('green', d.hint)}`);
  return lines.join('\n');
}

/** Files of the project go by their paths in it; what is written may be anywhere, and is named as seen from here. */
function shown(file: string): string {
  if (!isAbsolute(file)) return file;
  const way = relative('.', file) || '.';
  return way.startsWith('..') ? file : way;
}

/** "2 errors, 1 warning" */
export function summary(diagnostics: Diagnostic[]): string {
  return ORDER.flatMap((severity) => {
    const count = diagnostics.filter((d) => d.severity === severity).length;
    if (count === 0) return [];
    const noun =
      severity === 'info' ? (count === 1 ? 'remark' : 'remarks') : count === 1 ? severity : `${severity}s`;
    return [`${count} ${noun}`];
  }).join(', ');
}

/** Colours only where standard error is a terminal that wants them (NO_COLOR, FORCE_COLOR). */
export function paint(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stderr });
}

/** Prints results on standard output. */
export function printResult(text: string): void {
  process.stdout.write(`${text}\n`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
