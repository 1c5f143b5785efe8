import { z } from 'zod';
import { editionRecord } from './edition-record.js';

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

function parse<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
