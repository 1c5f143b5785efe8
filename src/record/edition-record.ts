import { z } from 'zod';

/*
 * What is remembered of an edition's print, so that a later build can say what changed: small, plain JSON, and without
 * a sentence of any text in it but the first words of notes.
 */

const hash = z.string();
const index = z.int().nonnegative();

const pageRecord = z.object({
  number: z.int(),
  style: z.enum(['decimal', 'lower-roman']),
  /** Of a page that was put between two others: `a` of 47a. */
  suffix: z.string().optional(),
  side: z.enum(['left', 'right']),
  /** Of the words of text and notes: by these a page is found again. */
  words: hash,
  /** Of what stands in the type area, wherever that lies on the page. */
  body: hash,
  /** Of all that is printed, folio and running head among it. */
  drawn: hash,
});

const sectionRecord = z.object({
  /** The id of a rendered page: `contents`, `reading-humanist`. */
  id: z.string(),
  /** Whether it is one of the texts, and not of the apparatus. */
  reading: z.boolean(),
  title: z.string(),
  /** Of its words, as rendered: by these a text with another id is found again. */
  words: hash,
  /** Its first page and the last that holds some of it: indices of `pages`. */
  first: index,
  last: index,
  /** Whether nothing stands before it on its first page. */
  opens: z.boolean(),
});

const noteRecord = z.object({
  /** The section that it is set in. */
  section: z.string(),
  series: z.string(),
  /** As printed: `12`, `†`. */
  label: z.string(),
  words: hash,
  /** Its first words. */
  about: z.string(),
  page: index,
});

export const editionRecord = z
  .object({
    pages: z.array(pageRecord),
    sections: z.array(sectionRecord),
    notes: z.array(noteRecord),
  })
  .refine(({ pages, sections, notes }) => {
    const inside = (page: number) => page < pages.length;
    const ordered = sections.every(({ first, last }, i) => {
      return first <= last && inside(last) && first >= (sections[i - 1]?.first ?? 0);
    });
    return ordered && notes.every(({ page }) => inside(page));
  });

export type EditionRecord = z.infer<typeof editionRecord>;
export type PageRecord = z.infer<typeof pageRecord>;
export type SectionRecord = z.infer<typeof sectionRecord>;
export type NoteRecord = z.infer<typeof noteRecord>;
