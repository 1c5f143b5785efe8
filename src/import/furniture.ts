/**
 * What web pages put around and into a text. Each pattern is for a whole line; `ends` marks those after which nothing
 * of the text comes any more (comment forms, appeals, lists of other articles).
 */
const FURNITURE: { pattern: RegExp; reason: string; ends?: boolean }[] = [
  { pattern: /^\d+ ?min(ute)?s? read.*$/i, reason: 'reading time' },
  { pattern: /^(\d+ )?(no )?(comments?|responses?|replies)( yet)?$/i, reason: 'comments', ends: true },
  { pattern: /^be the first to (comment|reply|respond)\b.*$/i, reason: 'comments', ends: true },
  { pattern: /^leave a (reply|comment|response)\b.*$/i, reason: 'comment form', ends: true },
  { pattern: /^your email address will not be published\b.*$/i, reason: 'comment form', ends: true },
  { pattern: /^required fields are marked\b.*$/i, reason: 'comment form', ends: true },
  { pattern: /^(log|sign) ?in( (to|or)\b.*)?$/i, reason: 'site navigation' },
  { pattern: /^(sign|subscribe) (up )?(to|for) (our|the|my)\b.*$/i, reason: 'newsletter', ends: true },
  { pattern: /^subscribe( now)?!?$/i, reason: 'newsletter' },
  { pattern: /^.{1,60} is a reader-supported publication\b.*$/i, reason: 'newsletter' },
  { pattern: /^[∙·•|] ?(paid|free|members? only)$/i, reason: 'page furniture' },
  { pattern: /^(please )?(make a donation|donate)\b.*$/i, reason: 'appeal', ends: true },
  {
    pattern: /^(become a (patron|member|supporter)|support (us|our work))\b.*$/i,
    reason: 'appeal',
    ends: true,
  },
  { pattern: /^liked this (article|story|post)\b.*$/i, reason: 'appeal', ends: true },
  { pattern: /^help fund\b.{0,60}$/i, reason: 'appeal', ends: true },
  { pattern: /^(special )?(financial )?appeal\b.{0,80}$/i, reason: 'appeal', ends: true },
  {
    pattern:
      /^(share|tweet|e-?mail|print|pin it|whatsapp|facebook|twitter|reddit|linkedin)( this)?( (article|page|story|on .+|this))?$/i,
    reason: 'sharing buttons',
  },
  { pattern: /^share (this|on|via)\b.{0,40}$/i, reason: 'sharing buttons' },
  { pattern: /^click to (share|e-?mail|print)\b.{0,80}$/i, reason: 'sharing buttons' },
  { pattern: /^(like this:?|like|(like )?loading(\.\.\.|…)?)$/i, reason: 'buttons' },
  {
    pattern:
      /^(related|more|latest|recent|popular|recommended)( \w+)? (articles?|posts?|stories|news|reading)$/i,
    reason: 'other articles',
    ends: true,
  },
  { pattern: /^latest news$/i, reason: 'other articles', ends: true },
  { pattern: /^(you may|you might) also (like|enjoy)\b.*$/i, reason: 'other articles', ends: true },
  { pattern: /^(read|see) (more|next|also)( ?[:→»].*)?$/i, reason: 'other articles' },
  {
    pattern: /^(previous|next|back to|return to|skip to)( (post|article|page|top|content|issue|story))?$/i,
    reason: 'site navigation',
  },
  {
    pattern:
      /^(home|menu|search|contact( us)?|about( us)?|archives?|privacy policy|terms of (use|service)|cookie policy)$/i,
    reason: 'site navigation',
  },
  { pattern: /^(issue|vol(ume)?\.?|no\.) ?\d+.{0,40}$/i, reason: 'number of the issue' },
  {
    pattern: /^digiti[sz]ed by (the )?(internet archive|google|microsoft)\b.{0,80}$/i,
    reason: 'the scanner’s mark',
  },
  { pattern: /^https?:\/\/(www\.)?archive\.org\/details\/\S+$/i, reason: 'the scanner’s mark' },
  { pattern: /^see other formats$/i, reason: 'site navigation' },
  { pattern: /^advertisements?$/i, reason: 'advertisement' },
  { pattern: /^(click here|download(ing)?( the| this)? (pdf|epub))\b.*$/i, reason: 'download' },
  { pattern: /^please wait\b.*$/i, reason: 'download' },
  { pattern: /^this article is (over|more than) \d+ .* old$/i, reason: 'the age of the article' },
  {
    pattern: /^(filed under|posted in|tagged( with)?|tags|categories|topics)\b ?:?.{0,120}$/i,
    reason: 'filing',
  },
  {
    pattern: /^(posted|published|updated|last (updated|modified|edited))( on| by)?:? .{0,60}$/i,
    reason: 'time stamp',
  },
  { pattern: /^(written by|about the author)\b.{0,60}$/i, reason: 'author’s box', ends: true },
  { pattern: /^(all rights reserved\.?|(copyright|©) ?.{0,80})$/i, reason: 'copyright line' },
  { pattern: /^\p{L}+ \d{1,2}, \d{4}[;,] \d{1,2}:\d{2}.*$/u, reason: 'time stamp' },
  { pattern: /^(follow|following|\d+ followers?|listen|save|clap|--|\d+)$/i, reason: 'buttons' },
];

/** The piece of page furniture that a whole line is, if it is one. */
export function furniture(line: string): { reason: string; ends: boolean } | undefined {
  const found = FURNITURE.find(({ pattern }) => pattern.test(line));
  return found && { reason: found.reason, ends: found.ends ?? false };
}
