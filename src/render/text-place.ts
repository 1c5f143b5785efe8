/** A character of the rendered pages: plain values, which say it without the trees of these. */
export interface TextPlace {
  /** The page's id. */
  page: string;
  /** The how many-th of its texts, from 0. */
  text: number;
  /** UTF-16 offset in the text. */
  offset: number;
}

/** Where the running text of a printed page begins, and what the page is called. */
export interface PageStart extends TextPlace {
  label: string;
}
