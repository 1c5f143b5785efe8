import { join } from 'node:path';
import { type Diagnostic, diagnostic, type Result } from '../diagnostics/diagnostic.js';
import { readSource } from '../manuscript/files.js';
import { type History, type Paper, parseHistory, parsePaper } from '../record/history.js';

/** In the folder of the editions: what is remembered of an edition's builds, and of its copies on paper. */
export const historyFile = (edition: string) => `.florilegium/pages/${edition}.json`;
export const paperFile = (edition: string) => `.florilegium/pages/${edition}.printed.json`;

/** What is remembered of the builds of an edition; undefined before the first. What cannot be read is forgotten, and said. */
export function readHistory(out: string, edition: string): Promise<Result<History | undefined>> {
  return read(out, historyFile(edition), parseHistory, 'the next build begins it anew');
}

/** What is remembered of the copies of an edition on paper; undefined where nobody said that there are any. */
export function readPaper(out: string, edition: string): Promise<Result<Paper | undefined>> {
  return read(out, paperFile(edition), parsePaper, 'say again what was printed, with --mark-printed');
}

async function read<T>(
  out: string,
  path: string,
  parse: (text: string) => T | undefined,
  hint: string,
): Promise<Result<T | undefined>> {
  const { value: source, diagnostics } = await readSource(out, path);
  const value = source && parse(source.text);
  if (value !== undefined || (!source && diagnostics.length === 0)) return { value, diagnostics: [] };
  const unreadable: Diagnostic = diagnostic(
    'record-unreadable',
    'what was remembered of the pages of an earlier build cannot be read, and is left out',
    { file: join(out, path), hint },
  );
  return { value: undefined, diagnostics: [unreadable] };
}
