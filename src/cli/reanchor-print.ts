import { styleText } from 'node:util';
import { selectorOf } from '../anchoring/anchor.js';
import { type WordChange, wordDiff } from '../anchoring/word-diff.js';
import type { Span } from '../diagnostics/source.js';
import { shownText } from '../manuscript/rich.js';
import { needsPerson, type Place, type Proposal } from '../reanchor/plan.js';
import type { Says } from '../reanchor/rewrite.js';
import { sameWords } from '../reanchor/scalar.js';

/** Paints a text, or leaves it as it is where nobody sees colours. */
export type Paint = (format: 'bold' | 'red' | 'green' | 'yellow' | 'cyan', text: string) => string;

/** Colours where a stream is a terminal that wants them (NO_COLOR, FORCE_COLOR). */
export function paintFor(stream: NodeJS.WritableStream): Paint {
  return (format, text) => styleText(format, text, { stream });
}

/** Words of a note's own text that remind of which it is. */
const REMINDER = 60;

const KEYS = ['reading', 'quote', 'prefix', 'suffix', 'occurrence'] as const;

/**
 * One note as it is shown:
 *
 *     annotations.yml:12:5 mill moved, 93 %: corpus/mill.md:8:14
 *       - quote: the cooperative
 *       + quote: the cooperatives
 */
export function showProposal(proposal: Proposal, paint: Paint): string[] {
  const { note, reading, state, confidence, place, candidates, was } = proposal;
  const label = note.id === undefined ? reading.id : `${reading.id} (${note.id})`;
  const where = place?.at ? `: ${spot(place.at)}` : '';
  const sure = state === 'orphan' || (state === 'ask' && confidence === 0) ? '' : `, ${percent(confidence)}`;
  const colour = state === 'orphan' ? 'red' : state === 'ask' ? 'yellow' : 'cyan';
  const lines = [
    `${paint('bold', spot(note.spans.quote ?? note.at))} ${label} ${paint(colour, state)}${sure}${where}`,
  ];
  if (place?.selector) lines.push(...showChanges(note, place.selector, paint));
  else {
    lines.push(...known(selectorOf(note)));
    lines.push(`  note: ${shortened(shownText(note.note))}`);
    if (place) lines.push(`  ${inContext(place, paint)}`, '  no context tells this place from its twins');
  }
  candidates.forEach((candidate, index) => {
    lines.push(`  ${paint('bold', String(index + 1))}  ${showPlace(candidate, paint)}`);
  });
  if (was)
    lines.push(`  what was around it is at ${was.at ? spot(was.at) : reading.id}: ${inContext(was, paint)}`);
  return lines;
}

/** A place with its line, how likely it is, and its surroundings. */
export function showPlace(place: Place, paint: Paint): string {
  const { at, confidence } = place;
  return `${at ? `${spot(at)}  ` : ''}${percent(confidence)}  ${inContext(place, paint)}`;
}

/** What a note says, and what it would say, as far as they differ. */
export function showChanges(old: Says, now: Says, paint: Paint): string[] {
  return KEYS.flatMap((key) => {
    const [before, after] = [old[key], now[key]];
    if (after === undefined) return [];
    if (before === undefined) return [paint('green', `  + ${key}: ${value(after)}`)];
    if (sameWords(String(before), String(after))) return [];
    const changes = wordDiff(String(before), String(after));
    return [
      paint('red', `  - ${key}: `) + marked(value(before), changes, 'removed', paint),
      paint('green', `  + ${key}: `) + marked(value(after), changes, 'added', paint),
    ];
  });
}

/**
 * The last line: what there is to do.
 *
 * @param proposals all of them; those that are left, where some were written
 * @param faulty whether the project has errors: notes may not have been read then
 */
export function summary(
  proposals: readonly Proposal[],
  written: number | undefined,
  faulty: boolean,
): string {
  const people = written === undefined ? proposals.filter(needsPerson).length : proposals.length;
  const ready = proposals.length - people;
  const parts: string[] = [];
  if (written !== undefined) parts.push(`${notes(written)} written`);
  else if (ready > 0) parts.push(`${notes(ready)} can be written: florilegium reanchor --write`);
  if (people > 0)
    parts.push(
      `${notes(people)} ${people === 1 ? 'needs' : 'need'} a person: florilegium reanchor --interactive`,
    );
  if (parts.length > 0) return parts.join('; ');
  return `Every ${faulty ? 'other ' : ''}note says where it is.`;
}

/** A proposal as JSON has it. */
export function toJson({ note, reading, state, confidence, place, candidates, was }: Proposal) {
  const there = (one: Place) => ({
    ...(one.at && { file: one.at.source.path, ...lineOf(one.at) }),
    confidence: one.confidence,
    before: one.before,
    words: one.words,
    after: one.after,
    ...(one.selector && { selector: one.selector }),
  });
  return {
    ...(note.id !== undefined && { id: note.id }),
    reading: reading.id,
    file: note.at.source.path,
    ...lineOf(note.spans.quote ?? note.at),
    state,
    confidence,
    selector: selectorOf(note),
    ...(place && { place: there(place) }),
    candidates: candidates.map(there),
    ...(was && { was: there(was) }),
  };
}

function lineOf(at: Span): { line: number; column: number } {
  const { line, column } = at.source.position(at.start);
  return { line, column };
}

function known(selector: Says): string[] {
  return KEYS.flatMap((key) => (selector[key] === undefined ? [] : [`  ${key}: ${value(selector[key])}`]));
}

/** A text in quotation marks only where its ends would not be seen. */
function value(text: string | number): string {
  const one = String(text).replace(/\s+/g, ' ');
  return /^\s|\s$|^$/.test(one) ? JSON.stringify(one) : one;
}

/** A text with what was changed in it made bold. */
function marked(text: string, changes: WordChange[], side: 'removed' | 'added', paint: Paint): string {
  let shown = '';
  let at = 0;
  for (const change of changes) {
    const words = change[side];
    const found = words === '' ? -1 : text.indexOf(words, at);
    if (found < 0) continue;
    shown += text.slice(at, found) + paint(side === 'added' ? 'green' : 'red', paint('bold', words));
    at = found + words.length;
  }
  return shown + text.slice(at);
}

/** “…secret police, [the Chekas] is an example…”. */
function inContext({ before, words, after }: Place, paint: Paint): string {
  return `…${before}${paint('bold', `[${words}]`)}${after}…`;
}

function spot({ source, start }: Span): string {
  const { line, column } = source.position(start);
  return `${source.path}:${line}:${column}`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function shortened(text: string): string {
  const one = text.replace(/\s+/g, ' ').trim();
  return one.length > REMINDER ? `${one.slice(0, REMINDER)}…` : one;
}

function notes(count: number): string {
  return `${count} ${count === 1 ? 'note' : 'notes'}`;
}
