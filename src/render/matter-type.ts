/** The structural semantics of a page: its `epub:type` and the DPUB-ARIA role that says the same. */
export interface MatterType {
  type: string;
  role: string | undefined;
}

/**
 * Words by which a piece of front or back matter says what it is, in its id: each is an epub:type and, as `doc-…`, a role. Not `bibliography`,
 * which promises entries of a certain form: further reading is prose.
 */
const NAMED = [
  'abstract',
  'acknowledgments',
  'afterword',
  'appendix',
  'conclusion',
  'credits',
  'dedication',
  'epilogue',
  'epigraph',
  'errata',
  'foreword',
  'introduction',
  'preface',
  'prologue',
] as const;

/** What an editor may call a piece, for each of the names above where the words differ. */
const SYNONYMS: Record<string, (typeof NAMED)[number]> = {
  acknowledgements: 'acknowledgments',
  postface: 'afterword',
  postscript: 'afterword',
};

/** What a piece of front or back matter is, by the id that the editor gave it; a chapter where that says nothing. */
export function matterType(readingId: string): MatterType {
  const id = readingId.toLowerCase();
  const name =
    SYNONYMS[id] ?? NAMED.find((candidate) => id === candidate || id.split(/[-_.]/).includes(candidate));
  if (name === undefined) return { type: 'chapter', role: 'doc-chapter' };
  return { type: name, role: `doc-${name}` };
}
