import type { Severity } from './diagnostic.js';

/**
 * Every code that a diagnostic may carry, by stage. Each has a row in `docs/diagnostics.md`, which a test compares
 * with this list. A code is kebab-case, names what is wrong, and is never renamed.
 */
export const CODES = {
  // Project and files
  'project-missing': { severity: 'error', about: 'There is no annotations.yml in the project folder.' },

  // The call and the output
  'edition-unknown': { severity: 'error', about: 'The call names an edition that annotations.yml does not have.' },
  'output-not-written': { severity: 'error', about: 'The output folder or the disk would not take the editions.' },

  // Anchoring
  'quotation-empty': { severity: 'error', about: 'A quotation has no characters to look for.' },
  'quotation-ambiguous': { severity: 'error', about: 'A quotation fits several places equally well.' },
  'occurrence-missing': { severity: 'error', about: 'A quotation does not stand as often as its occurrence says.' },
  'quotation-moved': { severity: 'info', about: 'A quotation was found although its words or what is around them changed.' },
  'quotation-uncertain': { severity: 'warning', about: 'No place is like enough to a quotation; its note is not set.' },
  'quotation-orphaned': { severity: 'warning', about: 'Nothing is like a quotation; its note is not set.' },

  // Text: fonts, shaping, lines
  'glyph-missing': { severity: 'warning', about: 'No font has a glyph for a character of the text.' },
  'line-loose': { severity: 'warning', about: 'A line stays stretched too far: no better break was found.' },
  'line-overfull': { severity: 'warning', about: 'A line is wider than its measure: something in it cannot be broken.' },

  // The print stylesheet
  'css-syntax': { severity: 'warning', about: 'A stylesheet cannot be read at this place; the rest of it is used.' },
  'css-unsupported-at-rule': { severity: 'warning', about: 'An at-rule outside the subset of CSS is left out.' },
  'css-unsupported-media': { severity: 'warning', about: 'A media query other than a medium is taken as not matching.' },
  'css-unsupported-selector': { severity: 'warning', about: 'A selector outside the subset of CSS: its rule is left out.' },
  'css-unsupported-pseudo': { severity: 'warning', about: 'A pseudo-class or pseudo-element that pages have not: its rule is left out.' },
  'css-unsupported-property': { severity: 'warning', about: 'A property outside the subset of CSS is left out.' },
  'css-unsupported-value': { severity: 'warning', about: 'A value outside the subset of CSS: its declaration is left out.' },
  'css-unsupported-unit': { severity: 'warning', about: 'A unit outside the subset of CSS: its declaration is left out.' },
  'css-page-full': { severity: 'warning', about: 'The margins of a page leave no room: smaller ones are taken.' },
  'css-unknown-variable': { severity: 'warning', about: 'A variable that has no value here, and no fallback.' },
  'css-variable-cycle': { severity: 'warning', about: 'A variable depends on itself.' },
  // The PDF
  'pdf-image-unreadable': { severity: 'error', about: 'An image cannot be drawn: its file is broken.' },
  'pdf-font-unusable': { severity: 'error', about: 'A font cannot be embedded in a PDF.' },
  'pdf-link-dead': { severity: 'warning', about: 'A link leads to nothing that is on a page; it is set as text.' },
  'pdf-conformance': { severity: 'warning', about: 'The PDF cannot claim a standard that the edition asks for.' },

  // Import
  'import-source': { severity: 'error', about: 'A source of an import is not there, or is nothing that can be read.' },
  'import-skipped': { severity: 'info', about: 'A file in a folder of sources has no format that import reads.' },
  'import-empty': { severity: 'error', about: 'A source has no text.' },
  'import-title': { severity: 'error', about: 'No title was found in a source.' },
  'import-id': { severity: 'error', about: 'The id of an imported reading cannot be used.' },
  'import-edited': { severity: 'error', about: 'An import would overwrite a reading that was edited since.' },
  'import-recipes': { severity: 'error', about: 'Several recipes recognise one source.' },
  'import-recipe-other': { severity: 'error', about: 'The recipe of the reading that --id names does not recognise the source.' },
  'import-source-changed': { severity: 'warning', about: 'A source is not the very file that its recipe was written for.' },
  'recipe-recognise': { severity: 'error', about: 'A recipe does not say how to recognise its source.' },
  'recipe-misfit': { severity: 'error', about: 'An entry of a recipe does not fit its source.' },

  // Templates
  'template-syntax': { severity: 'error', about: 'A template is not Handlebars at this place.' },
  'template-unknown-name': { severity: 'error', about: 'A template uses a variable, helper, partial or phrase that does not exist.' },
  'template-failed': { severity: 'error', about: 'A helper could not do what a template asked, or a template includes itself without end.' },
  'template-markup': { severity: 'error', about: 'What a template prints is not well-formed XHTML.' },
  'template-repeated-id': { severity: 'warning', about: 'A template makes an id stand in the book twice; the second one is left out.' },
  'template-unused': { severity: 'warning', about: 'A file in templates/ has a name that no page is made from.' },
  'words-invalid': { severity: 'error', about: 'templates/words.yml cannot be read.' },

  // The EPUB
  'epub-invalid': { severity: 'error', about: 'The finished EPUB breaks a rule of EPUB 3.3.' },
  'epub-asset-missing': { severity: 'warning', about: 'The EPUB’s stylesheet names a file that templates/ does not have.' },
  'cover-invalid': { severity: 'error', about: 'The cover cannot be made into a picture.' },
  'cover-glyph-missing': { severity: 'warning', about: 'The cover’s fonts have no glyph for a character of its text.' },
} as const satisfies Record<string, { severity: Severity; about: string }>;

export type Code = keyof typeof CODES;
