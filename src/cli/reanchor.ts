import { hasErrors } from '../diagnostics/diagnostic.js';
import { needsPerson, type Plan } from '../reanchor/plan.js';
import { planReanchoring, type Written, writeReanchoring } from '../reanchor/reanchor.js';
import type { Change } from '../reanchor/rewrite.js';
import { EXIT } from './exit.js';
import { printDiagnostics, printResult } from './print.js';
import { paintFor, showProposal, summary, toJson } from './reanchor-print.js';

export interface ReanchorCommandOptions {
  write?: boolean;
  interactive?: boolean;
  json?: boolean;
  quiet?: boolean;
}

/** `florilegium reanchor`: gives the exit status. */
export async function runReanchor(project: string, options: ReanchorCommandOptions): Promise<number> {
  const { write, interactive, json } = options;
  if (interactive && (json || !process.stdin.isTTY || !process.stdout.isTTY)) {
    process.stderr.write(
      json
        ? 'error: --interactive asks on a terminal; it cannot be used with --json.\n'
        : 'error: --interactive needs a terminal to ask on. Without one, use --write, or --json to decide elsewhere.\n',
    );
    return EXIT.call;
  }
  const { plan, diagnostics, missing } = await planReanchoring(project);
  if (!plan) {
    if (json)
      printResult(JSON.stringify({ status: missing ? 'configuration' : 'content', diagnostics }, null, 2));
    else printDiagnostics(diagnostics);
    return missing ? EXIT.call : EXIT.content;
  }
  if (!json) printDiagnostics(diagnostics);
  const paint = paintFor(process.stdout);
  let changes: Change[] | undefined;
  if (interactive && plan.proposals.length > 0) {
    const { ask } = await import('./reanchor-ask.js');
    const decided = await ask(plan, { input: process.stdin, output: process.stdout, paint });
    if (decided.kind === 'interrupted') {
      process.stdout.write('\nNothing was written.\n');
      return EXIT.interrupted;
    }
    changes = decided.changes;
  } else if (!json && !options.quiet)
    for (const proposal of plan.proposals) printResult(`${showProposal(proposal, paint).join('\n')}\n`);
  if (write && !interactive) changes = certain(plan);

  const written = changes && (await writeReanchoring(plan, changes));
  const left = remaining(plan, changes ?? [], written);
  const status = written?.failed
    ? EXIT.call
    : left.length > 0 || hasErrors(diagnostics)
      ? EXIT.content
      : EXIT.done;
  if (json)
    printResult(
      JSON.stringify(
        {
          status: written?.failed ? 'configuration' : status === EXIT.done ? 'done' : 'content',
          ...(written && { written: written.done.length }),
          notes: plan.proposals.map(toJson),
          diagnostics: [...diagnostics, ...(written?.diagnostics ?? [])],
        },
        null,
        2,
      ),
    );
  else {
    if (written) printDiagnostics(written.diagnostics);
    if (!options.quiet)
      printResult(summary(written ? left : plan.proposals, written?.done.length, hasErrors(diagnostics)));
  }
  return status;
}

/** What can be written without asking anybody. */
function certain({ proposals }: Plan): Change[] {
  return proposals.flatMap(({ note, place }) =>
    place?.selector ? [{ note, selector: place.selector }] : [],
  );
}

/** The notes that a person has to look at: those without a certain place, and those that could not be written. */
function remaining({ proposals }: Plan, changes: readonly Change[], written: Written | undefined) {
  const done = new Set(written?.done.map(({ note }) => note));
  const tried = new Set(changes.map(({ note }) => note));
  return proposals.filter((one) => !done.has(one.note) && (needsPerson(one) || tried.has(one.note)));
}
