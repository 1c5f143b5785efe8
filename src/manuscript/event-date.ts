/** The months as English names them. To ask Intl takes longer than to read a small project. */
export const ENGLISH_MONTHS =
  'January February March April May June July August September October November December'.split(' ');

/** A number that is a year, or a day; `10,000` is one, too. */
const NUMBER = /(?<!\d|\d[.,])\d{1,3}(?:[.,]\d{3})+(?!\d)|(?<!\d)\d{1,4}(?!\d)/g;

/** What says that a year is before our era, behind it, or behind a span of years. */
const BEFORE_OUR_ERA =
  /^(?:\s*[-–—]\s*[\d.,]+)?\s*(?:b\.?\s?c|v\.\s?(?:chr|u\.\s?z)|a\.\s?c\.|av\.\s?j|до\s+н)/i;

/** Before a year at the beginning of a date: it is before our era. */
const MINUS = /^\s*[-−–]$/;

/** What says that a number counts centuries. */
const CENTURY = /^(?:st|nd|rd|th|e|er|\.)?[\s-]*(?:centur|siècle|jahrhundert|jh\b|век)\p{L}*/iu;

/**
 * What a date of a chronology is sorted by, as text: `1917-11-07`, with 00 for what it does not say. Years before our
 * era count down from `-9999` so that they sort before the others and in their own order. Undefined without a year.
 *
 * A year has an era behind it or, as in `4 August 1914`, more than two digits; otherwise it is the last number.
 *
 * @param language in which months are named, besides English
 */
export function sortKey(date: string, language = 'en'): string | undefined {
  const numbers = numbersIn(date);
  const year =
    numbers.find(({ isBefore }) => isBefore) ?? numbers.find(({ digits }) => digits > 2) ?? numbers.at(-1);
  if (!year) return undefined;
  const sign = year.isBefore ? `-${padded(Math.max(0, 9999 - year.value), 4)}` : padded(year.value, 4);
  // “1914-18” names no month.
  const [, month, day = '00'] = /^-(0[1-9]|1[0-2])(?!\d)(?:-(\d{2})(?!\d))?/.exec(year.rest) ?? [];
  if (month) return `${sign}-${month}-${day}`;
  const named = monthIn(date, language);
  const first = named > 0 ? numbers.find((each) => each !== year && each.digits <= 2) : undefined;
  return `${sign}-${padded(named, 2)}-${padded(first?.value ?? 0, 2)}`;
}

interface DateNumber {
  /** As a year, where it counts centuries: the first of them. */
  value: number;
  digits: number;
  isBefore: boolean;
  /** What stands behind it. */
  rest: string;
}

function numbersIn(date: string): DateNumber[] {
  return Array.from(date.matchAll(NUMBER), ({ 0: written, index }) => {
    const behind = date.slice(index + written.length);
    const century = CENTURY.exec(behind)?.[0];
    const rest = behind.slice(century?.length ?? 0);
    const isBefore = BEFORE_OUR_ERA.test(rest) || MINUS.test(date.slice(0, index));
    const value = Number(written.replace(/\D/g, ''));
    const years = isBefore ? value * 100 : (value - 1) * 100;
    return { value: century ? years : value, digits: century ? 4 : written.length, isBefore, rest };
  });
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

/** The number of the first month that a date names, in full or by three letters or more; 0 where it names none. */
function monthIn(date: string, language: string): number {
  for (const [word] of date.toLowerCase().matchAll(/\p{L}{3,}/gu)) {
    const month = monthsOf(language).findIndex((names) => names.some((name) => name.startsWith(word)));
    if (month >= 0) return month + 1;
  }
  return 0;
}

const known = new Map<string, string[][]>();

/** The names of each month, in small letters: in English, and as a language has them alone and in a date. */
function monthsOf(language: string): string[][] {
  let months = known.get(language);
  if (!months) {
    months = ENGLISH_MONTHS.map((name) => [name.toLowerCase()]);
    if (!/^en\b/i.test(language))
      for (const day of [undefined, 'numeric'] as const) {
        const format = new Intl.DateTimeFormat(language, {
          calendar: 'gregory',
          month: 'long',
          day,
          timeZone: 'UTC',
        });
        months.forEach((names, month) => {
          const parts = format.formatToParts(Date.UTC(2000, month, 1));
          const name = parts.find(({ type }) => type === 'month')?.value.toLowerCase();
          if (name) names.push(name);
        });
      }
    known.set(language, months);
  }
  return months;
}
