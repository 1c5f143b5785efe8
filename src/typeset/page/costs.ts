/**
 * What a page break costs. The unit is arbitrary: what matters is which evil is preferred to which. A page one line
 * short is hardly seen, so it is the cheapest way out; a lone line at a page's top is worse than a divided note.
 */

/** A page that ends n lines above its foot costs n² times this, after its glue has stretched as far as it may. */
export const SHORT_LINE = 10;
/**
 * What is higher than this many lines and cannot be divided (an image, a row of a table) leaves a page's foot empty that
 * nothing could fill.
 */
export const BLOCK_LINES = 4;
/**
 * Of such a foot, lines beyond this many cost next to nothing: what stands before an image is no reason to make other
 * pages short as well.
 */
export const EMPTY_LINES = 4;
/**
 * Each line that is taken from a page with such a foot: more than it can be worth to the next page, since nobody sees why
 * a paragraph breaks off where there is room; less than a widow.
 */
export const EMPTIED_LINE = 75;
/** Facing pages whose last lines stand n lines apart cost n² times this. More than two short pages: they run in pairs. */
export const FACING = 15;
/** Glue stretched to its limit; less stretched, by the cube of the share. */
export const STRETCH = 12;
/** A first line of a paragraph alone at the foot, or a last one alone at the head, for each line that is wanting. */
export const WIDOW = 150;
/** The last line of a page ends in a hyphen. */
export const HYPHEN = 15;
/** A note goes on over the page. */
export const SPLIT_NOTE = 30;
/** Each line of notes that is carried over. Less than a short line: a long note shall not drive the text away. */
export const CARRIED_LINE = 2;
/** `footnote-policy: line` and `block`: a note that is divided all the same. */
export const POLICY = 600;
/** A break inside `break-inside: avoid`: only where the block is higher than a page. */
export const AVOID_INSIDE = 30_000;
/** A break after a heading (`break-after: avoid`): only when nothing else is left. */
export const AVOID = 100_000;
/** A chapter's last page that wants n lines of those that it should have costs n times this. */
export const LAST_PAGE_LINE = 50;
/** Fewer lines than this look lost on a chapter's last page; on small pages, fewer than this share of the page. */
export const LAST_PAGE_LINES = 5;
export const LAST_PAGE_SHARE = 1 / 7;

/** Share of the page that notes may take while text stands above them: enough to be seen as a foot, not as a page. */
export const NOTE_SHARE = 0.6;
/** How much of its size a space between blocks may grow so that a page ends on its last line. */
export const GLUE_STRETCH = 0.5;
/** `margin: auto` above a block: so much more than any other glue that this has nothing of what is shared. Points. */
export const FILL = 1e9;
/** How many lines back from the overflow a break is looked for when a cheaper one may be there. */
export const LOOK_BACK_LINES = 8;
/**
 * How many ways of breaking the chapter so far are kept. One is the greedy breaker; with more, pages run a line short
 * in pairs to save a widow further on. Time grows in proportion.
 */
export const BEAM = 4;
