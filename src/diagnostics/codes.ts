import type { Severity } from './diagnostic.js';

/**
 * Every code that a diagnostic may carry, by stage. Each has a row in `docs/diagnostics.md`, which a test compares
 * with this list. A code is kebab-case, names what is wrong, and is never renamed.
 */
export const CODES = {
  // Project and files
  'project-missing': { severity: 'error', about: 'There is no annotations.yml in the project folder.' },

  // Reading files
  'file-outside': { severity: 'error', about: 'A path or a symbolic link leads out of the project folder.' },
  'file-is-folder': { severity: 'error', about: 'There is a folder where a file should be.' },
  'file-unreadable': { severity: 'error', about: 'A file cannot be read.' },
  'file-too-large': {
    severity: 'error',
    about: 'A file is larger than what is read: 64 MB of text, 128 MB of an image or a font.',
  },
  'file-not-utf8': { severity: 'error', about: 'A file is not encoded in UTF-8.' },
  'folder-unreadable': { severity: 'error', about: 'A folder of the project cannot be read, or is a file.' },
  'merge-conflict': { severity: 'error', about: 'A merge of git was not finished in a file.' },
  'character-forbidden': {
    severity: 'warning',
    about: 'A control character was left out, since XML has no place for it.',
  },

  // YAML
  'yaml-syntax': { severity: 'error', about: 'annotations.yml or front matter is not YAML.' },
  'yaml-tab': { severity: 'error', about: 'A tab indents a line of YAML.' },
  'yaml-duplicate-key': { severity: 'error', about: 'A key is there twice in one mapping.' },
  'yaml-comment': {
    severity: 'warning',
    about: 'A text ends where “#” makes a comment of what follows, as in `title: Sonata #2`.',
  },
  'yaml-several-documents': { severity: 'error', about: 'A file holds more than one YAML document.' },
  'yaml-too-deep': { severity: 'error', about: 'Mappings and lists stand more than 64 deep in one another.' },
  'yaml-alias': {
    severity: 'error',
    about:
      'An alias has no anchor before it, contains itself, or makes the file grow by more than 10,000 values.',
  },

  // The form of annotations.yml and front matter
  'annotations-empty': { severity: 'error', about: 'annotations.yml holds nothing.' },
  'key-unknown': { severity: 'error', about: 'A key has no meaning here.' },
  'key-missing': { severity: 'error', about: 'A key that is needed is not there.' },
  'value-kind': {
    severity: 'error',
    about: 'A value is a text, a list or a mapping where another of these is needed.',
  },
  'value-empty': { severity: 'error', about: 'A value is there, but empty.' },
  'value-unknown': { severity: 'error', about: 'A value is none of those that the key can have.' },
  'value-invalid': { severity: 'error', about: 'A value is not what the key needs, such as a whole number.' },
  'name-invalid': {
    severity: 'error',
    about: 'An id or the name of an edition or series cannot be part of a file’s name on every system.',
  },
  'date-invalid': {
    severity: 'error',
    about: 'A date is not in the calendar, or not written as YYYY-MM-DD.',
  },
  'language-invalid': {
    severity: 'error',
    about: 'A language tag is not one of BCP 47, or its language does not exist.',
  },
  'url-invalid': { severity: 'error', about: 'An address of a source is not one of the web.' },
  'identifier-invalid': {
    severity: 'error',
    about: 'An identifier is no `urn:isbn:…` with a correct check digit, and no `urn:uuid:…`.',
  },
  'identifier-twice': {
    severity: 'error',
    about: 'Two editions have the same identifier, so that e-readers would take one for the other.',
  },
  'length-invalid': { severity: 'error', about: 'A length is not one of CSS, or too short or too long.' },
  'page-size-invalid': { severity: 'error', about: 'A page size is not one of CSS, or no page can have it.' },

  // Readings
  'reading-missing': { severity: 'error', about: 'There is no file for a reading that is listed.' },
  'reading-twice': { severity: 'error', about: 'A reading is listed twice.' },
  'reading-unknown': {
    severity: 'error',
    about: 'A note, an event or an edition names a reading that is not listed.',
  },
  'reading-is-matter': {
    severity: 'warning',
    about: 'An edition names a reading of the front or back matter among its readings.',
  },
  'part-unknown': { severity: 'error', about: 'An edition names a part that the book does not have.' },
  'reading-unlisted': { severity: 'info', about: 'A file of corpus/ is in no list of annotations.yml.' },
  'reading-empty': { severity: 'warning', about: 'A reading’s file has no text below the front matter.' },
  'local-text-missing': {
    severity: 'warning',
    about: 'A text that is not distributed is not there; editions leave it out, with its notes.',
  },
  'front-matter-open': { severity: 'error', about: 'A file’s front matter does not end.' },
  'title-missing': {
    severity: 'error',
    about: 'A reading has no title, neither in its front matter nor in annotations.yml.',
  },
  'part-not-here': { severity: 'error', about: 'A part stands in a part, or in front or back matter.' },

  // Markdown
  'markdown-too-complex': {
    severity: 'error',
    about:
      'Markup of a text is nested too deep, or too much in one paragraph, for it to be parsed in reasonable time.',
  },
  'table-row-long': {
    severity: 'warning',
    about: 'A row has more cells than the table’s head; the extra ones are left out.',
  },
  'html-left-out': {
    severity: 'warning',
    about:
      'HTML that cannot stand in a book was left out; the words in it are kept, except of scripts and stylesheets.',
  },
  'footnote-undefined': { severity: 'warning', about: 'A text refers to a footnote that it does not have.' },
  'footnote-unused': { severity: 'warning', about: 'Nothing refers to a footnote, and it is left out.' },
  'footnote-duplicate': { severity: 'error', about: 'Two footnotes of a text have the same name.' },
  'footnote-empty': { severity: 'warning', about: 'A footnote holds nothing.' },
  'footnote-not-here': { severity: 'error', about: 'A note, a headnote or a definition has a footnote.' },
  'address-unread': {
    severity: 'warning',
    about:
      'The address of an image or a link has a space in it; it is no image or link, and stays as it is written.',
  },
  'markup-unread': {
    severity: 'warning',
    about:
      'A text has markup of Pandoc, Obsidian or another program that CommonMark does not have, or a plain text, as a term, has Markdown; it stays as it is written.',
  },
  'link-invalid': {
    severity: 'warning',
    about: 'A link leads to something that is not in the book and not on the web; its text is kept.',
  },
  'link-broken': {
    severity: 'error',
    about: 'A link names a note, a reading or a glossary term that is not there.',
  },
  'image-missing': { severity: 'error', about: 'There is no file for an image.' },
  'image-outside': { severity: 'error', about: 'An image’s address leads out of the project.' },
  'image-remote': {
    severity: 'warning',
    about: 'An image is on the web; nothing is fetched, and its alternative text stands in its place.',
  },
  'image-invalid': {
    severity: 'error',
    about:
      'An image is damaged, of a kind that books do not show, or an SVG that has no size, runs a program or refers to other files.',
  },
  'image-without-alt': {
    severity: 'warning',
    about: 'An image has no alternative text for those who cannot see it.',
  },

  // Notes, glossary and editions
  'series-unknown': { severity: 'error', about: 'A note names a series that is not there.' },
  'marker-shared': {
    severity: 'warning',
    about:
      'Two series whose notes stand in one reading are counted in the same way, so that there are two notes 1.',
  },
  'note-id-twice': { severity: 'error', about: 'Two notes have one id.' },
  'term-twice': { severity: 'error', about: 'A spelling stands in the glossary twice.' },
  'term-unknown': { severity: 'error', about: 'A glossary entry refers to one that is not there.' },
  'term-sees-itself': { severity: 'error', about: 'A glossary entry refers to itself.' },
  'edition-clash': {
    severity: 'error',
    about: 'Two editions would have files of the same name on systems where capitals do not count.',
  },
  'theme-unknown': {
    severity: 'error',
    about: 'An edition names a theme that neither florilegium nor the project has.',
  },

  // The call and the output
  'edition-unknown': {
    severity: 'error',
    about: 'The call names an edition that annotations.yml does not have.',
  },
  'format-absent': {
    severity: 'error',
    about: 'The call asks for a format that none of the editions is made in.',
  },
  'folder-not-empty': { severity: 'error', about: 'The folder for a new project holds something already.' },
  'project-not-written': { severity: 'error', about: 'A new project could not be made in its folder.' },
  'output-not-written': {
    severity: 'error',
    about: 'The output folder or the disk would not take the editions.',
  },

  // What changed
  'record-unreadable': {
    severity: 'info',
    about: 'What was remembered of the pages of an earlier build is damaged, or of another version.',
  },
  'edition-not-built': { severity: 'error', about: 'An edition has no PDF in the output folder yet.' },
  'edition-without-pages': {
    severity: 'error',
    about: 'The call asks for the pages of an edition without PDF.',
  },
  'git-missing': { severity: 'error', about: 'The call names a revision, and git is not installed.' },
  'git-repository-missing': {
    severity: 'error',
    about: 'The call names a revision, and the project is in no git repository.',
  },
  'revision-unknown': {
    severity: 'error',
    about: 'The call names neither a folder nor a revision of the repository.',
  },
  'revision-unreadable': { severity: 'error', about: 'git cannot give the files of a revision.' },

  'rights-missing': {
    severity: 'error',
    about:
      'A reading of an edition has no rights holder or no terms, and the call asks for both (--require-rights).',
  },

  // Anchoring
  'quotation-empty': { severity: 'error', about: 'A quotation has no characters to look for.' },
  'quotation-ambiguous': { severity: 'error', about: 'A quotation fits several places equally well.' },
  'occurrence-missing': {
    severity: 'error',
    about: 'A quotation does not stand as often as its occurrence says.',
  },
  'quotation-moved': {
    severity: 'info',
    about: 'A quotation was found although its words or what is around them changed.',
  },
  'quotation-uncertain': {
    severity: 'warning',
    about: 'No place is like enough to a quotation; its note is not set.',
  },
  'quotation-orphaned': { severity: 'warning', about: 'Nothing is like a quotation; its note is not set.' },

  'snapshot-damaged': {
    severity: 'warning',
    about: 'Lines of annotations.lock cannot be read (a merge left its marks, say); they are passed over.',
  },
  'snapshot-later': {
    severity: 'warning',
    about: 'annotations.lock was written by a later florilegium; it is not used, and left as it is.',
  },
  'snapshot-not-written': {
    severity: 'warning',
    about: 'annotations.lock could not be written; the editions are not touched by that.',
  },

  // Writing annotations.yml
  'annotations-shared': {
    severity: 'warning',
    about: 'A note’s quotation is shared with other notes by an alias, and was not rewritten.',
  },
  'annotations-not-kept': {
    severity: 'warning',
    about: 'A note cannot be rewritten without changing something else, and was not.',
  },
  'annotations-changed': {
    severity: 'error',
    about: 'annotations.yml was changed while its notes were looked at; nothing was written.',
  },
  'annotations-not-written': { severity: 'error', about: 'annotations.yml could not be written.' },

  // Text: fonts, shaping, lines
  'glyph-missing': { severity: 'warning', about: 'No font has a glyph for a character of the text.' },
  'line-loose': { severity: 'warning', about: 'A line stays stretched too far: no better break was found.' },
  'line-overfull': {
    severity: 'warning',
    about: 'A line is wider than its measure: something in it cannot be broken.',
  },
  'line-cut': {
    severity: 'warning',
    about: 'A word that fits no line is cut in two, without a hyphen.',
  },

  // The print stylesheet
  'css-syntax': {
    severity: 'warning',
    about: 'A stylesheet cannot be read at this place; the rest of it is used.',
  },
  'css-unsupported-at-rule': {
    severity: 'warning',
    about: 'An at-rule outside the subset of CSS is left out.',
  },
  'css-unsupported-media': {
    severity: 'warning',
    about: 'A media query other than a medium is taken as not matching.',
  },
  'css-unsupported-selector': {
    severity: 'warning',
    about: 'A selector outside the subset of CSS: its rule is left out.',
  },
  'css-unsupported-pseudo': {
    severity: 'warning',
    about: 'A pseudo-class or pseudo-element that pages have not: its rule is left out.',
  },
  'css-unsupported-property': {
    severity: 'warning',
    about: 'A property outside the subset of CSS is left out.',
  },
  'css-unsupported-value': {
    severity: 'warning',
    about: 'A value outside the subset of CSS: its declaration is left out.',
  },
  'css-unsupported-unit': {
    severity: 'warning',
    about: 'A unit outside the subset of CSS: its declaration is left out.',
  },
  'css-page-full': {
    severity: 'warning',
    about: 'The margins of a page leave no room: smaller ones are taken.',
  },
  'css-unknown-variable': {
    severity: 'warning',
    about: 'A variable that has no value here, and no fallback.',
  },
  'css-variable-cycle': { severity: 'warning', about: 'A variable depends on itself.' },

  // Pages
  'image-unknown': {
    severity: 'warning',
    about: 'A page shows an image that is not part of the book: its alternative text is set.',
  },
  'font-missing': {
    severity: 'warning',
    about: 'A font that the stylesheet names is not there, or its file is no font.',
  },
  'reference-unresolved': {
    severity: 'warning',
    about: 'A link or a page number leads to an id that nothing has.',
  },
  'page-references-unsettled': {
    severity: 'warning',
    about: 'Page numbers still change after the last round of setting.',
  },
  'page-overfull': { severity: 'warning', about: 'Something has no room on a page and cannot be divided.' },
  'note-displaced': { severity: 'warning', about: 'A note has no room on the page of its call.' },

  // The PDF
  'pdf-image-unreadable': { severity: 'error', about: 'An image cannot be drawn: its file is broken.' },
  'pdf-font-unusable': { severity: 'error', about: 'A font cannot be embedded in a PDF.' },
  'pdf-link-dead': {
    severity: 'warning',
    about: 'A link leads to nothing that is on a page; it is set as text.',
  },
  'pdf-conformance': {
    severity: 'warning',
    about: 'The PDF cannot claim a standard that the edition asks for.',
  },

  // Import
  'import-source': {
    severity: 'error',
    about: 'A source of an import is not there, or is nothing that can be read.',
  },
  'import-skipped': {
    severity: 'info',
    about: 'A file in a folder of sources has no format that import reads.',
  },
  'import-empty': { severity: 'error', about: 'A source has no text.' },
  'import-title': { severity: 'error', about: 'No title was found in a source.' },
  'import-id': { severity: 'error', about: 'The id of an imported reading cannot be used.' },
  'import-edited': { severity: 'error', about: 'An import would overwrite a reading that was edited since.' },
  'import-recipes': { severity: 'error', about: 'Several recipes recognise one source.' },
  'import-recipe-other': {
    severity: 'error',
    about: 'The recipe of the reading that --id names does not recognise the source.',
  },
  'import-source-changed': {
    severity: 'warning',
    about: 'A source is not the very file that its recipe was written for.',
  },
  'recipe-recognise': { severity: 'error', about: 'A recipe does not say how to recognise its source.' },
  'recipe-misfit': { severity: 'error', about: 'An entry of a recipe does not fit its source.' },

  // Templates
  'template-syntax': { severity: 'error', about: 'A template is not Handlebars at this place.' },
  'template-unknown-name': {
    severity: 'error',
    about: 'A template uses a variable, helper, partial or phrase that does not exist.',
  },
  'template-failed': {
    severity: 'error',
    about: 'A helper could not do what a template asked, or a template includes itself without end.',
  },
  'template-markup': { severity: 'error', about: 'What a template prints is not well-formed XHTML.' },
  'template-omits': {
    severity: 'warning',
    about:
      'A template does not print the text or the notes of its page, which stand nowhere else in the book.',
  },
  'template-left-out': {
    severity: 'warning',
    about:
      'A template prints what no page of a book holds: programs, styles in attributes, links to files, pictures that are not there.',
  },
  'template-repeated-id': {
    severity: 'warning',
    about: 'A template makes an id stand in the book twice; the second one is left out.',
  },
  'template-unused': {
    severity: 'warning',
    about: 'A file in templates/ has a name that nothing uses.',
  },
  'words-invalid': { severity: 'error', about: 'templates/words.yml cannot be read.' },
  'words-missing': {
    severity: 'info',
    about: 'What an edition says by itself is in English, since there are no words in its language.',
  },
  'words-unknown': {
    severity: 'warning',
    about: 'templates/words.yml has a phrase that no edition says, or a hole in one that nothing fills.',
  },

  // The EPUB
  'epub-invalid': { severity: 'error', about: 'The finished EPUB breaks a rule of EPUB 3.3.' },
  'epub-face-missing': {
    severity: 'warning',
    about: 'An edition asks for an EPUB with the face of its text, of which there is no file.',
  },
  'epub-asset-missing': {
    severity: 'error',
    about: 'The EPUB’s stylesheet names a file that templates/ does not have.',
  },
  'epubcheck-finding': {
    severity: 'error',
    about: 'EPUBCheck has something to say about the finished EPUB.',
  },
  'ace-finding': { severity: 'error', about: 'Ace finds a bar to readers in the finished EPUB.' },
  'checker-missing': { severity: 'error', about: 'A checker that the call asks for is not installed.' },
  'checker-failed': { severity: 'error', about: 'A checker ended without a report.' },
  'cover-invalid': { severity: 'error', about: 'The cover cannot be made into a picture.' },
  'cover-unused': {
    severity: 'warning',
    about: 'A picture in templates/ has nearly the name of a cover, and is not the cover.',
  },
  'cover-small': {
    severity: 'warning',
    about: 'The project’s cover has fewer pixels than it is shown with.',
  },
  'cover-glyph-missing': {
    severity: 'warning',
    about: 'The cover’s fonts have no glyph for a character of its text.',
  },

  // Printing: imposition, bleed
  'signature-too-thick': {
    severity: 'warning',
    about: 'A signature of a booklet has more sheets than can be folded.',
  },
  'creep-too-wide': {
    severity: 'warning',
    about:
      'The pages of the innermost sheets of a booklet move into the fold farther than the margin is wide.',
  },
  'sheet-too-small': {
    severity: 'warning',
    about: 'On the sheet that is printed on, the pages are less than half of their size.',
  },
  'sheet-without-room': {
    severity: 'warning',
    about: 'The sheet that is printed on has no room for the marks or the bleed beside the pages.',
  },
  'bleed-too-wide': {
    severity: 'warning',
    about: 'The bleed is wider than a margin of the pages.',
  },
} as const satisfies Record<string, { severity: Severity; about: string }>;

export type Code = keyof typeof CODES;
