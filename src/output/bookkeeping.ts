import { join } from 'node:path';
import { FORGETFUL, type Memo } from '../cache/memo.js';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import { readSource } from '../manuscript/files.js';
import type { History, Paper } from '../record/parse-history.js';

/** In the folder of the editions: what is remembered of an edition's builds, and of its copies on paper. */
export const historyFile = (edition: string) => `.florilegium/pages/${edition}.json`;
export const paperFile = (edition: string) => `.florilegium/pages/${edition}.printed.json`;

/**
 * What is remembered of the builds of an edition; undefined before the first. What cannot be read is forgotten, and said.
 *
 * @param memo knows what was written by this program, and need not be checked
 */
export function readHistory(
  out: string,
  edition: string,
  memo = FORGETFUL,
): Promise<Result<History | undefined>> {
  const parse = async (text: string) => {
    if (memo.recall(historyName(text, memo))) return JSON.parse(text) as History;
    const { parseHistory } = await import('../record/parse-history.js');
    return parseHistory(text);
  };
  return read(out, historyFile(edition), parse, 'the next build begins it anew');
}

/** The name under which it is noted that a history was written by this program. */
export function historyName(text: string, memo: Memo): string {
  return memo.key('history', text);
}

/** What is remembered of the copies of an edition on paper; undefined where nobody said that there are any. */
export function readPaper(out: string, edition: string): Promise<Result<Paper | undefined>> {
  const parse = async (text: string) => {
    const { parsePaper } = await import('../record/parse-history.js');
    return parsePaper(text);
  };
  return read(out, paperFile(edition), parse, 'say again what was printed, with --mark-printed');
}

async function read<T>(
  out: string,
  path: string,
  parse: (text: string) => Promise<T | undefined>,
  hint: string,
): Promise<Result<T | undefined>> {
  const { value: source, diagnostics } = await readSource(out, path);
  const value = source && (await parse(source.text));
  if (value !== undefined || (!source && diagnostics.length === 0)) return { value, diagnostics: [] };
  const unreadable: Diagnostic = diagnostic(
    'record-unreadable',
    'what was remembered of the pages of an earlier build cannot be read, and is left out',
    { file: join(out, path), hint },
  );
  return { value: undefined, diagnostics: [unreadable] };
}
