import { relative } from 'node:path';
import type { Metadata } from '../import/draft.js';
import { type ImportedReading, importSources } from '../import/import.js';
import { EXIT } from './exit.js';
import { paint, printDiagnostics, printResult } from './print.js';

export interface ImportCommandOptions {
  project?: string;
  id?: string;
  title?: string;
  subtitle?: string;
  author?: string[];
  translator?: string[];
  date?: string;
  source?: string;
  url?: string;
  rights?: string;
  lang?: string;
  encoding?: string;
  force?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** `florilegium import`: gives the exit status. */
export async function runImport(sources: string[], options: ImportCommandOptions): Promise<number> {
  const { project, id, encoding, force, json, quiet, ...metadata } = options;
  const result = await importSources(sources, {
    ...(project !== undefined && { project }),
    ...(id !== undefined && { id }),
    ...(encoding !== undefined && { encoding }),
    ...(force && { force }),
    metadata: metadata as Metadata,
  });
  if (json) printResult(JSON.stringify(result, null, 2));
  else {
    printDiagnostics(result.diagnostics);
    for (const reading of result.readings) {
      if (!quiet) listDropped(reading);
      if (!quiet) printResult(describe(reading));
    }
  }
  return result.status === 'done' ? EXIT.done : result.status === 'content' ? EXIT.content : EXIT.call;
}

/** One line a reading: `corpus/humanist.md  3,412 words, 5 headings; 9 lines dropped (recipe: corpus/…)`. */
function describe({ path, state, words, counts, dropped, recipe }: ImportedReading): string {
  const facts = [`${words} words`];
  for (const [name, count] of Object.entries(counts))
    if (count > 0) facts.push(`${count} ${NOUNS[name]![count === 1 ? 0 : 1]}`);
  facts.push(`${dropped.length} dropped`);
  const how = recipe.draft ? `draft of a recipe: ${recipe.path}` : `recipe: ${recipe.path}`;
  return `${path}  ${state === 'unchanged' ? 'unchanged, ' : ''}${facts.join(', ')} (${how})`;
}

const NOUNS: Record<string, [string, string]> = {
  headings: ['heading', 'headings'],
  quotations: ['quotation', 'quotations'],
  verse: ['poem', 'poems'],
  lists: ['list', 'lists'],
  corrections: ['correction', 'corrections'],
};

/** What is not in the reading, piece by piece: nothing goes without a word. */
function listDropped({ source, dropped, remarks }: ImportedReading): void {
  const lines = [paint('bold', relative('.', source) || source)];
  for (const { line, text, reason } of dropped) {
    const place = line > 0 ? `line ${line}`.padEnd(9) : '';
    lines.push(
      `  dropped ${place} ${paint('dim', `${reason}:`)} ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`,
    );
  }
  for (const remark of remarks) lines.push(`  ${remark}`);
  process.stderr.write(`${lines.join('\n')}\n`);
}
