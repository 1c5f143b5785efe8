/**
 * All checks of editions, and what each asks for. Numbers are clauses of ISO 14289-1 (PDF/UA-1), which the Matterhorn
 * protocol follows; ISO 19005-2 is PDF/A-2.
 */
export const CHECKS = {
  // The file
  'pdf-syntax': 'Every object can be read where the cross-references say, and every reference leads to one',
  'file-header': 'The file begins as one of PDF 1.0 to 1.7 (ISO 19005-2, 6.1.2)',
  limits: 'Strings, names, numbers, pages and nesting are no larger than any reader takes (6.1.13)',
  'pdf-content':
    'Content streams hold known operators with the right operands; states and marks are balanced',
  // Content (7.1)
  'content-marked': 'Everything that is painted is tagged or an artifact, never both (7.1-1 to -3)',
  'artifact-type': 'Artifacts have a known type; backgrounds have a box, headers and footers their side',
  'mcid-unique': 'No MCID stands twice on a page',
  'mcid-owned': 'Every marked content belongs to exactly one element, and every element’s content exists',
  'parent-tree': 'The parent tree names for every content and annotation the element that holds it',
  // Structure
  'structure-tree':
    'One Document holds everything; parents and kids agree; types are standard or mapped (7.1-5 to -7)',
  'element-empty': 'No element is empty, cells aside',
  'element-nesting': 'Lists, tables of contents and groups hold what they may hold (7.2)',
  'heading-order': 'Headings begin with H1 and skip no level (7.4.2)',
  'table-shape': 'Tables hold rows, rows hold cells, and all rows are equally wide (7.2)',
  'table-scope': 'Header cells say what they head (7.5)',
  'list-numbering': 'Lists with labels say how they are numbered (7.6)',
  'alternative-text': 'Figures and formulas have an alternative text (7.3, 7.7)',
  'figure-box': 'Figures have a box on their page',
  'note-id': 'Notes have unique ids (7.9)',
  'id-tree': 'The ID tree names the elements that have an id, and no others',
  language: 'The document has a language, and every language is a BCP 47 tag (7.2)',
  // Links (7.18)
  'link-element':
    'Every link annotation stands in one Link element, and every Link has its annotation (7.18.5)',
  'link-contents': 'Annotations say in words what they are (7.18.1)',
  'link-target': 'Links lead to a page of the book or to a URI',
  'annotation-flags': 'Annotations are links, are printed, not hidden, and lie on the page',
  'tab-order': 'Pages with annotations are walked in the order of the structure (7.18.3)',
  // Navigation
  destinations: 'Named destinations are in order, unique, and lead to pages',
  outline: 'The outline is well linked, counts right, and leads to pages',
  'page-labels': 'Page labels begin with the first page and rise',
  // Fonts (7.21)
  'font-embedded': 'Fonts are embedded, with a tag for their subset',
  'font-unicode': 'Every character that is shown has a Unicode value, none of them forbidden (7.21.7)',
  'font-notdef': 'No .notdef glyph is shown, under whatever code (7.21.8)',
  'font-widths': 'Widths in the file are those of the font program (7.21.5)',
  'font-encoding': 'Fonts are encoded as PDF/UA and PDF/A allow (7.21.3)',
  // Metadata
  xmp: 'The XMP metadata can be read and agrees with the information dictionary (7.1-8)',
  title: 'The document has a title, and viewers are told to show it (7.1-9, -10)',
  marked: 'The file says that it is tagged, and that nothing is suspect (6.2)',
  conformance: 'What is claimed, PDF/UA-1 and PDF/A-2a, is claimed in the right form (5)',
  colour: 'Every colour is covered by the output intent (ISO 19005-2, 6.2.4)',
  forbidden: 'Nothing that an archive refuses: scripts, encryption, embedded files, external content',

  // EPUB
  'epubcheck-ts': 'epubcheck-ts finds no error and no warning',
  epubcheck: 'EPUBCheck 5.3 finds no error and no warning',
  'epub-ids': 'Ids are unique in their file',
  'epub-links': 'Every link inside the book leads to an element',
  'epub-notes': 'Every note reference leads to its note, and every note back to its call',
  'epub-page-list': 'The page list leads to page breaks, in order, each once',

  // Words
  'words-epub': 'Every word of every reading is in the EPUB, once and in order',
  'words-pdf': 'Every word of every reading is in the PDF’s structure, once and in order',
  'words-pdftotext': 'Every word of every reading is in what pdftotext reads, near its place',
} as const;

export type CheckName = keyof typeof CHECKS;
