import { z } from 'zod';
import { checked } from '../manuscript/schema.js';
import { dateFault, languageFault, urlFault } from '../manuscript/values.js';

/*
 * What one source needs to become a reading, beyond what can be read off it. A recipe holds no text of the source but
 * the few words that recognise a line, so that it can be published where the text cannot.
 *
 * A line is named by its beginning. Where several lines begin so, one that is exactly these words is meant; where that
 * does not tell either, `occurrence` does. Scalars arrive as text (see YamlFile).
 */

const text = () => z.string().refine((value) => value.trim() !== '', { params: { fault: 'empty' } });
const wholeNumber = () =>
  z
    .string()
    .regex(/^[1-9]\d{0,5}$/)
    .transform(Number);
const names = z.union([text(), z.array(text())]);

export const recogniseSchema = z.strictObject({
  /** Words that stand in this source and in no other. */
  phrase: text().optional(),
  /** Checksum of the file that the recipe was written for. */
  sha256: text().optional(),
});

export const metadataSchema = z.strictObject({
  title: text().optional(),
  subtitle: text().optional(),
  author: names.optional(),
  translator: names.optional(),
  date: checked(dateFault).optional(),
  source: text().optional(),
  url: checked(urlFault).optional(),
  rights: text().optional(),
  lang: checked(languageFault).optional(),
});

const line = { line: text(), occurrence: wholeNumber().optional() };
/** From one line to another (`end`: to the end of the source), both counted in. */
const stretch = { from: text(), to: text(), occurrence: wholeNumber().optional() };
const reason = { reason: text().optional() };

export const lineSchema = z.strictObject(line);
export const stretchSchema = z.strictObject(stretch);
export const droppedLineSchema = z.strictObject({ ...line, ...reason });
export const droppedStretchSchema = z.strictObject({ ...stretch, ...reason });
export const headingSchema = z.strictObject({ ...line, level: wholeNumber().optional() });
export const correctionSchema = z.strictObject({
  /** What the source has, within one line. */
  find: text(),
  replace: z.string(),
  /** How often it stands there; 1 where nothing is said. */
  times: wholeNumber().optional(),
  /** Why it is a mistake of the copy and not the author's own. */
  reason: text(),
});

export const recipeSchema = z.strictObject({
  recognise: z.unknown(),
  metadata: z.unknown().optional(),
  drop: z.array(z.unknown()).optional(),
  headings: z.array(z.unknown()).optional(),
  quotations: z.array(z.unknown()).optional(),
  verse: z.array(z.unknown()).optional(),
  lists: z.array(z.unknown()).optional(),
  corrections: z.array(z.unknown()).optional(),
});

export type LineSelector = z.output<typeof lineSchema>;
export type Selector = LineSelector | z.output<typeof stretchSchema>;

export interface Recipe {
  recognise: z.output<typeof recogniseSchema>;
  metadata?: z.output<typeof metadataSchema>;
  /** What is not the author's text. */
  drop?: (Selector & { reason?: string | undefined })[];
  /** `level` is 2 where nothing is said. */
  headings?: z.output<typeof headingSchema>[];
  /** Block quotations; a stretch is one. */
  quotations?: Selector[];
  /** A stretch is one poem. */
  verse?: Selector[];
  /** Items of a list, with the number or the bullet that they begin with; a stretch is one list. */
  lists?: Selector[];
  /** Mistakes that came in with the copy. */
  corrections?: z.output<typeof correctionSchema>[];
}

/** What a `to` is where everything that follows is meant. */
export const END = 'end';
