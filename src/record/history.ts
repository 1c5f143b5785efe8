import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type EditionRecord, editionRecord } from './edition-record.js';

/** The form of the files. Another one is not read: what it says is then unknown. */
const FORM = 2;

const history = z.object({
  form: z.literal(FORM),
  /** The last build. */
  current: editionRecord,
  /** The last build that was not the same. */
  before: editionRecord.optional(),
});

/** What is remembered of the builds of one edition. */
export type History = z.infer<typeof history>;

const paper = z.object({
  form: z.literal(FORM),
  /** The copies as they are on paper, once every sheet that was printed for them is in its place. */
  printed: editionRecord,
  /** The same as a build sets it: where sheets were put between others, its pages have other numbers. */
  built: editionRecord,
});

/** What is remembered of the copies of an edition on paper. */
export type Paper = Omit<z.infer<typeof paper>, 'form'>;

/** Undefined for what no build wrote: damaged, or of another version of the program. */
export function parseHistory(text: string): History | undefined {
  return parse(history, text);
}

/** The same of the copies on paper. */
export function parsePaper(text: string): Paper | undefined {
  return parse(paper, text);
}

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

function parse<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
