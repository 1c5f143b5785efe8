import { z } from 'zod';
import { MARKERS } from './markers.js';
import {
  dateFault,
  dayFault,
  eventDateFault,
  type Fault,
  identifierFault,
  languageFault,
  lengthFault,
  nameFault,
  pageFault,
  pointsOf,
  signatureFault,
  urlFault,
  wholeNumberFault,
} from './values.js';

/*
 * annotations.yml and the front matter of readings, once: the types, what is checked, what messages call things, and
 * annotations.schema.json all come from here. Every scalar arrives as text (see YamlFile), so that numbers are texts
 * that look like numbers, and a title may be 1984.
 */

// zod would compile a function for each object's schema, which takes longer than a project's thousands of notes do without.
z.config({ jitless: true });

/** A text that holds something. */
const text = () => z.string().refine((value) => value.trim() !== '', { params: { fault: 'empty' } });

/** A text that a function of values.ts has nothing against. */
export const checked = (fault: (value: string) => Fault | undefined) =>
  text().superRefine((value, context) => {
    const found = value.trim() === '' ? undefined : fault(value.trim());
    if (found) context.addIssue({ code: 'custom', message: found.message, params: { fault: found } });
  });

const line = () => text();
const markdown = () => text();
const name = () => checked(nameFault);
/** A name that has to be there already: any other is told with those that are. */
const reference = () => text();
const about = <T extends z.ZodType>(schema: T, description: string, more: Record<string, unknown> = {}): T =>
  schema.meta({ description, ...more }) as T;

const names = z.union([text(), z.array(text())], { error: 'text or a list of texts' });

/** `true` or `false`. */
const flag = (description: string) =>
  about(
    z
      .enum(['true', 'false'])
      .transform((value) => value === 'true')
      .optional(),
    description,
    { type: 'boolean' },
  );

/** A whole number between two others. */
const whole = (least: number, most: number) =>
  about(
    checked((value) => wholeNumberFault(value, least, most)).transform(Number),
    `A whole number from ${least} to ${most}.`,
    { type: 'integer', minimum: least, maximum: most },
  );

/** A length as CSS has it, between two others (in points); its value is in points. */
const length = (least: number, most: number) =>
  checked((value) => lengthFault(value, least, most)).transform(pointsOf);

/** What front matter can hold; a reading's mapping in annotations.yml can hold the same, and wins. */
const metadata = {
  title: about(
    line().optional(),
    'The title: one line of Markdown. Needed here or in the front matter of corpus/ID.md.',
  ),
  subtitle: about(line().optional(), 'The subtitle: one line of Markdown.'),
  shortTitle: about(
    line().optional(),
    'What running heads say in place of a title that is too long for one line: one line of Markdown.',
  ),
  author: about(names.optional(), 'Who wrote the text: a name, or a list of names.'),
  translator: about(names.optional(), 'Who translated it: a name, or a list of names.'),
  date: about(
    checked(dateFault).optional(),
    'When it was written or first published: 1917, June 1917, 1917-11-07.',
    {
      examples: ['1917', '1917-11-07'],
    },
  ),
  source: about(line().optional(), 'Where the text comes from: one line of Markdown, set below the text.'),
  url: about(checked(urlFault).optional(), 'The address of the source: https://…', { pattern: '^https?://' }),
  rights: about(line().optional(), 'Under which terms the text stands here: one line of Markdown.'),
  rightsHolder: about(
    names.optional(),
    'Who holds the rights in the text: a name, or a list of names. “Public domain” where nobody does.',
  ),
  lang: about(
    checked(languageFault).optional(),
    'The language of the text, as BCP 47 has it. Default: the anthology’s.',
    {
      examples: ['en', 'fr', 'ru'],
    },
  ),
  headnote: about(markdown().optional(), 'Markdown, set before the text.'),
};

export const frontMatterSchema = z.strictObject(metadata);

export const readingSchema = about(
  z.strictObject({
    id: about(name(), 'The name of the reading’s file in corpus/, without .md.'),
    ...metadata,
    questions: about(
      z.array(markdown()).optional(),
      'Questions for discussion, each in Markdown, set after the text.',
    ),
    text: about(
      z.enum(['local']).optional(),
      'local: the text is not distributed with the project. Each user brings it in with “florilegium import”; without it a build leaves the reading out.',
    ),
  }),
  'A reading, with what is to be said about it.',
  { defaultSnippets: [{ label: 'reading', body: { id: '$1', headnote: '$2' } }] },
);

const readingId = about(name(), 'A reading: the name of its file in corpus/, without .md.');

export const partSchema = about(
  z.strictObject({
    part: about(line(), 'The title of the part: one line of Markdown.'),
    readings: about(z.array(z.union([readingId, readingSchema])), 'The readings of the part, in order.'),
  }),
  'A part of the book, with readings of its own.',
  { defaultSnippets: [{ label: 'part', body: { part: '$1', readings: ['$2'] } }] },
);

const matter = (description: string) =>
  about(z.array(z.union([readingId, readingSchema])).optional(), description);

export const anthologySchema = about(
  z.strictObject({
    title: about(line(), 'The title of the book.'),
    subtitle: about(line().optional(), 'The subtitle of the book.'),
    editors: about(names.optional(), 'Who edits the book: a name, or a list of names.'),
    language: about(
      checked(languageFault).optional(),
      'The language of the book, as BCP 47 has it. Default: en.',
      {
        examples: ['en', 'en-GB', 'fr'],
      },
    ),
    identifier: about(
      checked(identifierFault).optional(),
      'urn:isbn:… or urn:uuid:…. Default: a UUID made from title and editors.',
      { pattern: '^urn:(isbn|uuid):' },
    ),
    date: about(
      checked(dayFault).optional(),
      'When the book was published: YYYY-MM-DD. Every date in the files is this one.',
      { pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    ),
    publisher: about(line().optional(), 'Who publishes the book.'),
    rights: about(line().optional(), 'The terms of the book as a whole.'),
    description: about(text().optional(), 'What the book is, in a few sentences, for catalogues.'),
    subjects: about(z.array(line()).optional(), 'What the book is about, for catalogues.'),
  }),
  'What the book is called, who made it, and when.',
);

export const seriesSchema = about(
  z.strictObject({
    label: about(line().optional(), 'The heading above notes of this kind.'),
    marker: about(
      z.enum(MARKERS).optional(),
      'How the notes are counted. Default: decimal; for author symbols (* † ‡ § ‖ ¶), or letters where there are many.',
    ),
  }),
  'A kind of note.',
);

export const noteSchema = about(
  z.strictObject({
    id: about(name().optional(), 'A name for links to this note from other Markdown: [see there](note:ID).'),
    reading: about(reference(), 'The id of the reading that the note belongs to.'),
    quote: about(
      text(),
      'The words that the note is about, exactly as a reader sees them (not as Markdown).',
    ),
    prefix: about(text().optional(), 'The text just before the words, to tell them from others like them.'),
    suffix: about(text().optional(), 'The text just after the words.'),
    occurrence: about(
      z
        .string()
        .regex(/^[1-9]\d{0,8}$/, { error: 'counts from 1' })
        .transform(Number)
        .optional(),
      'Which one, counted from 1, where the words stand more than once in the reading.',
      { type: 'integer', minimum: 1 },
    ),
    series: about(reference().optional(), 'The kind of note. Default: editor.'),
    note: about(markdown(), 'The note, in Markdown.'),
  }),
  'A note on some words of a reading.',
  { defaultSnippets: [{ label: 'note', body: { reading: '$1', quote: '$2', note: '$3' } }] },
);

export const TERM_TYPES = ['person', 'place', 'organisation', 'work', 'event', 'term'] as const;

export const termSchema = about(
  z.strictObject({
    term: about(line(), 'The term, as the glossary lists it.'),
    forms: about(
      z.array(line()).optional(),
      'Other spellings that mean it: plurals, abbreviations, names in another language.',
    ),
    type: about(
      z.enum(TERM_TYPES).optional(),
      'What it is. Default: term. Persons, places, organisations, works and events also stand in the index.',
    ),
    definition: about(markdown(), 'What it means, in Markdown.'),
    see: about(z.array(line()).optional(), 'Other terms of the glossary to look up.'),
  }),
  'An entry of the glossary.',
  { defaultSnippets: [{ label: 'term', body: { term: '$1', type: '$2', definition: '$3' } }] },
);

export const eventSchema = about(
  z.strictObject({
    date: about(checked(eventDateFault), 'When: 1917, 1917-11, 1917-11-07, c. 1917.', {
      examples: ['1917', '1917-11-07'],
    }),
    event: about(markdown(), 'What happened, in Markdown.'),
    readings: about(
      z.array(reference()).min(1).optional(),
      'The ids of the readings that it bears on: an edition without any of them leaves it out. Default: found by the terms, links and years in it.',
    ),
  }),
  'A line of the chronology.',
  { defaultSnippets: [{ label: 'event', body: { date: '$1', event: '$2' } }] },
);

const partOfBook = z.strictObject({ part: about(line(), 'The title of a part: all of its readings.') });

export const NOTE_PLACEMENTS = ['foot', 'end', 'back', 'margin', 'none'] as const;

const notePlacement = z.enum(NOTE_PLACEMENTS);

/** The mappings that a setting of an edition can be, for messages about their keys. */
export const settingSchemas = {
  readings: partOfBook,
  lineNumbers: z.strictObject({
    every: about(whole(1, 100), 'Which lines have a number: 5 for every fifth.'),
    restart: about(
      z.enum(['page', 'reading']).optional(),
      'Where the numbers begin again. Default: on each page.',
    ),
  }),
  imposition: z.strictObject({
    layout: about(
      z.enum(['booklet', '2-up']),
      'booklet: two pages a side in the order in which folded sheets are read; 2-up: two pages a side in order.',
    ),
    sheet: about(
      checked(pageFault).optional(),
      'The sheet that is printed on, as CSS has it: letter, a4. Default: what holds two pages.',
      { examples: ['letter', 'a4'] },
    ),
    signature: about(
      checked(signatureFault).transform(Number).optional(),
      'Pages of each signature of a booklet, a multiple of 4. Default: all in one.',
      { type: 'integer', minimum: 4, maximum: 128, multipleOf: 4 },
    ),
    creep: about(
      length(0, 72).optional(),
      'How far each sheet of a signature pushes out the one in it, a length: the thickness of the paper. Default: 0mm.',
    ),
  }),
};

const toggle = (what: string) => flag(`Whether the edition has ${what}. Default: true.`);

export const editionSchema = about(
  z.strictObject({
    formats: about(
      z
        .array(z.enum(['epub', 'pdf']))
        .min(1)
        .optional(),
      'What is written. Default: epub and pdf.',
    ),
    readings: about(
      z
        .array(z.union([reference(), settingSchemas.readings], { error: 'an id, or a mapping with “part”' }))
        .min(1)
        .optional(),
      'The readings in this edition, in its order: ids, and parts as { part: Title }. Default: all.',
    ),
    front: about(
      z.array(reference()).optional(),
      'What this edition has of the front matter, in its order: ids; [] for nothing. Default: all.',
    ),
    back: about(
      z.array(reference()).optional(),
      'What this edition has of the back matter, in its order: ids; [] for nothing. Default: all.',
    ),
    identifier: about(
      checked(identifierFault).optional(),
      'urn:isbn:… or urn:uuid:… of this edition. Default: the anthology’s for the first edition with an EPUB, for others one made from that and the edition’s name.',
      { pattern: '^urn:(isbn|uuid):' },
    ),
    page: about(
      checked(pageFault).optional(),
      'The page of the PDF, as CSS has it: letter, a5, a4 landscape, 6in 9in. Default: the stylesheet’s.',
      { examples: ['letter', 'a4', 'a5', '6in 9in'] },
    ),
    theme: about(
      name().optional(),
      'How the edition looks: clear (large type without serifs, for readers with low vision or dyslexia), or a folder of the project’s templates/themes/.',
      { examples: ['clear'] },
    ),
    numbering: about(
      z.enum(['reading', 'book']).optional(),
      'Whether notes are counted anew in each reading (default) or through the book.',
    ),
    glossaryLinks: about(
      z.enum(['first', 'all']).optional(),
      'Which uses of a term are linked to the glossary: the first in each reading (default) or all.',
    ),
    openings: about(
      z.enum(['recto', 'any']).optional(),
      'Whether each reading begins on a right-hand page (recto) or on the next page (any, the default).',
    ),
    conformance: about(
      z.array(z.enum(['ua-1', 'a-2a'])).optional(),
      'The standards that the PDF follows: ua-1 (PDF/UA-1, accessible), a-2a (PDF/A-2a, archival). Default: both.',
    ),
    embedFonts: flag(
      'Whether the EPUB brings along the face in which the PDF sets its text; readers may still choose another. Default: false.',
    ),
    lineNumbers: about(
      z
        .union([whole(1, 100), settingSchemas.lineNumbers], {
          error: 'a whole number, or a mapping with “every” and “restart”',
        })
        .optional(),
      'Numbers beside the lines of the PDF’s readings: 5 for every fifth, or a mapping with every and restart.',
    ),
    paragraphNumbers: flag(
      'Whether the paragraphs of each reading are numbered in the margin, the same in EPUB and PDF. Default: false.',
    ),
    notes: about(
      z
        .union([notePlacement, z.record(z.string(), notePlacement)], {
          error: `one of ${NOTE_PLACEMENTS.join(', ')}, or a mapping of series to these`,
        })
        .optional(),
      'Where notes stand: foot (of the page, the default), end (of the reading), back (of the book), margin, none; one for all, or one for each series.',
    ),
    headnotes: toggle('headnotes'),
    questions: toggle('questions'),
    glossary: toggle('a glossary and links to it'),
    index: toggle('an index'),
    chronology: toggle('a chronology'),
    permissions: flag(
      'true: sources and terms with rights holders and extent, as a page and as NAME.permissions.csv; false: none. Default: a page of sources and terms.',
    ),
    answerLines: about(whole(0, 60).optional(), 'Ruled lines for an answer below each question, in print.'),
    writingMargin: about(
      length(0, 1440).optional(),
      'A wide outer margin of the PDF for writing in, a length: 2in.',
      { examples: ['2in', '50mm'] },
    ),
    separate: flag('Whether each reading is written as a PDF of its own, too. Default: false.'),
    imposition: about(
      z
        .union([z.enum(['booklet', '2-up']), settingSchemas.imposition], {
          error: 'booklet, 2-up, or a mapping with “layout”',
        })
        .optional(),
      'A PDF with the pages on sheets, beside the edition’s own: booklet, 2-up, or a mapping.',
    ),
    cropMarks: flag(
      'Whether there is a PDF for the printer with marks where its pages are cut, and sheets have such marks. Default: false.',
    ),
    bleed: about(
      length(0, 144).optional(),
      'How far colour reaches beyond the cut in a PDF for the printer and on sheets, a length: 3mm. Default: 0mm.',
      { examples: ['3mm', '0.125in'] },
    ),
  }),
  'An edition of the book: which readings, in which form.',
);

/** annotations.yml as a whole. */
export const annotationsSchema = z.strictObject({
  anthology: anthologySchema,
  readings: about(
    z.array(z.union([readingId, readingSchema, partSchema])).min(1),
    'The readings in reading order: the id of a file in corpus/, a mapping with more about it, or a part with readings of its own.',
  ),
  front: matter('Readings set before the others, without a number: an introduction, a note on the texts.'),
  back: matter('Readings set after the others, without a number: an afterword, further reading.'),
  series: about(
    z.record(name(), seriesSchema.nullable()).optional(),
    'Kinds of note, each with a numbering of its own. editor and author are there without being named.',
  ),
  notes: about(z.array(noteSchema).optional(), 'Notes on words of the readings.'),
  glossary: about(z.array(termSchema).optional(), 'Terms that are explained once for the whole book.'),
  chronology: about(z.array(eventSchema).optional(), 'Dates, in any order.'),
  editions: about(
    z.record(name(), editionSchema.nullable()).optional(),
    'The editions that a build makes, by the name of their files. Default: reader, as EPUB and PDF.',
  ),
});

export type ReadingEntry = z.output<typeof readingSchema>;
export type FrontMatter = z.output<typeof frontMatterSchema>;
