import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type EditionRecord, editionRecord } from './edition-record.js';

/** The form of the files. Another one is not read: what it says is then unknown. */
const FORM = 1;

const history = z.object({
  form: z.literal(FORM),
  /** The last build. */
  current: editionRecord,
  /** The last build that was not the same. */
  before: editionRecord.optional(),
});

/** What is remembered of the builds of one edition. */
export type History = z.infer<typeof history>;

/** What is remembered of the copies on paper: how they are once every sheet that was printed for them is in its place. */
const paper = z.object({ form: z.literal(FORM), printed: editionRecord });

/** Undefined for what no build wrote: damaged, or of another version of the program. */
export function parseHistory(text: string): History | undefined {
  return parse(history, text);
}

/** The same of the copies on paper. */
export function parsePaper(text: string): EditionRecord | undefined {
  return parse(paper, text)?.printed;
}

export function serialiseHistory({ form, current, before }: History): string {
  return `${JSON.stringify({ form, current, before })}\n`;
}

export function serialisePaper(printed: EditionRecord): string {
  return `${JSON.stringify({ form: FORM, printed })}\n`;
}

/** After a build. One that is the same as the last changes nothing, so that the comparison stays. */
export function advance(past: History | undefined, record: EditionRecord): History {
  if (!past) return { form: FORM, current: record };
  if (isDeepStrictEqual(past.current, record)) return past;
  return { form: FORM, current: record, before: past.current };
}

function parse<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
