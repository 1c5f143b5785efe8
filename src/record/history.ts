import { isDeepStrictEqual } from 'node:util';
import type { EditionRecord } from './edition-record.js';
import type { History, Paper } from './parse-history.js';

/** The form that is written. */
const FORM = 2;

export function serialiseHistory({ form, current, before }: History): string {
  return `${JSON.stringify({ form, current, before })}\n`;
}

export function serialisePaper({ printed, built }: Paper): string {
  return `${JSON.stringify({ form: FORM, printed, built })}\n`;
}

/** After a build. One that is the same as the last changes nothing, so that the comparison stays. */
export function advance(past: History | undefined, record: EditionRecord): History {
  if (!past) return { form: FORM, current: record };
  if (isDeepStrictEqual(past.current, record)) return past;
  return { form: FORM, current: record, before: past.current };
}
