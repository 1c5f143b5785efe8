import { ENGLISH_MONTHS } from '../manuscript/event-date.js';

/**
 * A date of the chronology as the language writes it: `7 November 1917`, `November 1917`; anything that is not a plain
 * year, month or day (`c. 1917`, `winter 1920–21`) stays as the editor wrote it. English puts the day first.
 */
export function dateLabel(date: string, language: string): string {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date);
  if (!match) return date;
  const [, year, month, day] = match;
  const moment = new Date(0);
  // Date.UTC takes the year 79 for 1979.
  moment.setUTCFullYear(Number(year), Number(month) - 1, Number(day ?? 1));
  if (Number.isNaN(moment.getTime())) return date;
  // Node takes longer to prepare its own tables for this than to render a small book.
  if (/^en(-gb)?$/i.test(language))
    return `${day ? `${moment.getUTCDate()} ` : ''}${ENGLISH_MONTHS[moment.getUTCMonth()]} ${moment.getUTCFullYear()}`;
  return new Intl.DateTimeFormat(language, {
    timeZone: 'UTC',
    calendar: 'gregory',
    year: 'numeric',
    month: 'long',
    ...(day && { day: 'numeric' }),
  }).format(moment);
}
