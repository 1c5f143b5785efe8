import { createInterface } from 'node:readline/promises';
import { locate } from '../anchoring/locate.js';
import type { Note } from '../manuscript/manuscript.js';
import type { Place, Plan, Proposal } from '../reanchor/plan.js';
import type { Change } from '../reanchor/rewrite.js';
import { type Paint, showChanges, showProposal } from './reanchor-print.js';

/** What a person decided: changes to write, or nothing at all. */
export type Decided = { kind: 'write'; changes: Change[] } | { kind: 'interrupted' };

export interface Terminal {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream;
  paint: Paint;
}

const HELP = [
  '  y        yes, write what is shown',
  '  1, 2 …   it is this one of the places',
  '  e        quote other words: those that you type, as they stand in the text',
  '  n        no, leave this note as it is',
  '  a        yes to this and to every note after it whose place is certain',
  '  q        leave the rest as it is, and write what was accepted',
  '  ?        this help',
  '  Ctrl-C   write nothing',
];

/**
 * Asks about one note after the other. Nothing is written before all of them were asked about; Ctrl-C, or an input that
 * ends, leaves everything as it is.
 */
export async function ask(plan: Plan, { input, output, paint }: Terminal): Promise<Decided> {
  const reader = createInterface({ input, output });
  const stopped = new AbortController();
  reader.on('SIGINT', () => stopped.abort());
  reader.on('close', () => stopped.abort());
  const say = (...lines: string[]) => void output.write(lines.map((line) => `${line}\n`).join(''));
  const question = async (text: string) => (await reader.question(text, { signal: stopped.signal })).trim();
  const changes: Change[] = [];
  try {
    let all = false;
    for (const [index, proposal] of plan.proposals.entries()) {
      const { note, place, candidates } = proposal;
      if (all) {
        if (place?.selector) changes.push({ note, selector: place.selector });
        continue;
      }
      say('', `${index + 1} of ${plan.proposals.length}`, ...showProposal(proposal, paint));
      const answer = await decide(plan, proposal, question, say, paint);
      if (answer === 'quit') break;
      if (answer === 'all') all = true;
      const chosen =
        answer === 'yes' || answer === 'all'
          ? (place ?? candidates[0])
          : typeof answer === 'object'
            ? answer
            : undefined;
      if (chosen?.selector) changes.push({ note, selector: chosen.selector });
    }
    return { kind: 'write', changes };
  } catch (error) {
    if (stopped.signal.aborted) return { kind: 'interrupted' };
    throw error;
  } finally {
    reader.close();
  }
}

type Answer = 'yes' | 'no' | 'all' | 'quit' | Place;

/** Asks about one note until there is an answer. */
async function decide(
  plan: Plan,
  { note, place, candidates }: Proposal,
  question: (text: string) => Promise<string>,
  say: (...lines: string[]) => void,
  paint: Paint,
): Promise<Answer> {
  const keys = [
    ...(place?.selector ? ['y'] : []),
    ...(candidates.length > 0 ? [candidates.length === 1 ? '1' : `1–${candidates.length}`] : []),
    'e',
    'n',
    ...(place?.selector ? ['a'] : []),
    'q',
    '?',
  ];
  for (;;) {
    const given = (await question(`[${keys.join(', ')}] `)).toLowerCase();
    const candidate = /^\d+$/.test(given) ? candidates[Number(given) - 1] : undefined;
    if (candidate) {
      if (candidate.selector) {
        say(...showChanges(note, candidate.selector, paint));
        return candidate;
      }
      say('  No context tells this place from its twins.');
    } else if (given === 'y' && place?.selector) return 'yes';
    else if (given === 'a' && place?.selector) return 'all';
    else if (given === 'n') return 'no';
    else if (given === 'q') return 'quit';
    else if (given === 'e') {
      const found = await other(plan, note, question, say);
      if (found) {
        say(...showChanges(note, found.selector!, paint));
        return found;
      }
    } else say(...HELP);
  }
}

/** The place of words that a person types. */
async function other(
  plan: Plan,
  note: Note,
  question: (text: string) => Promise<string>,
  say: (...lines: string[]) => void,
): Promise<Place | undefined> {
  const quote = await question('  the words, as they stand in the text: ');
  if (quote === '') return undefined;
  const found = locate(plan.textOf(note.reading), { quote });
  const stands = found.state === 'exact' || found.state === 'normalised';
  const chosen = stands ? found.range : await which(plan, note, found, question, say);
  const place = chosen && plan.place(note, chosen, 1);
  if (chosen && !place?.selector) say('  No context tells this place from its twins.');
  return place?.selector ? place : undefined;
}

/** One of several places where words stand. */
async function which(
  plan: Plan,
  note: Note,
  { candidates, problem }: ReturnType<typeof locate>,
  question: (text: string) => Promise<string>,
  say: (...lines: string[]) => void,
) {
  if (problem !== 'ambiguous') {
    say('  These words do not stand in the text.');
    return undefined;
  }
  candidates.forEach(({ range }, index) => {
    const { before, words, after } = plan.place(note, range, 1);
    say(`  ${index + 1}  …${before}[${words}]${after}…`);
  });
  return candidates[Number(await question('  which of them? ')) - 1]?.range;
}
