/**
 * A date of the chronology as the language writes it: `7 November 1917`, `November 1917`; anything that is not a plain
 * year, month or day (`c. 1917`, `winter 1920–21`) stays as the editor wrote it. English puts the day first.
 */
export function dateLabel(date: string, language: string): string {
  const match = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date);
  if (!match) return date;
  const [, year, month, day] = match;
  const moment = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)));
  if (Number.isNaN(moment.getTime())) return date;
  const locale = /^en$/i.test(language) ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, {
    timeZone: 'UTC',
    calendar: 'gregory',
    year: 'numeric',
    month: 'long',
    ...(day && { day: 'numeric' }),
  }).format(moment);
}
